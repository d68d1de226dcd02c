"""A prompt to an answer in Markdown: cited sentences, the refusal, or a condensed follow-up."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from gemini_emulator.answers.blocks import split_blocks
from gemini_emulator.answers.follow_ups import stands_alone
from gemini_emulator.answers.prompt import Prompt
from gemini_emulator.answers.ranking import Candidate, Ranker, shares_words, wants_code
from gemini_emulator.prompt_format import REFUSAL

MAX_SENTENCES = 3
MAX_PASSAGES = 2
WORSE_BY = 0.2
"""A further sentence may score so much less than the best one."""
ELSEWHERE_WORSE_BY = 0.1
"""One of another passage only so much less: what is far behind is about something else."""
SAME = 0.9
"""Cosine from which two sentences say the same."""
MAX_CODE_LINES = 30
WELL_NAMED = 0.75
"""The share of the question's words that a heading has which is worded like it, as "Convert the configuration" is like
"How do I convert the configuration?"; what stands under it answers then, however it is worded."""
WELL_WORDED = 0.58
"""The cosine of the question and a heading like that. At 0.55, 43 instead of 40 of 60 questions about askdocs in
people's words were answered, and one more of 100 foreign ones by Redux' documentation, where none reaches 0.57."""


def answer(prompt: Prompt, ranker: Ranker) -> str:
    """Deterministic. Slow: call it in a thread."""
    if prompt.passages is None:
        return prompt.question if stands_alone(prompt.question) else _join_turns(prompt)
    candidates = ranker.rank(prompt.question, prompt.passages)
    if not any(candidate.cosine >= ranker.refusal_threshold for candidate in candidates):
        candidates = [one for one in candidates if one.named >= WELL_NAMED or one.heading_cosine >= WELL_WORDED]
    candidates = [candidate for candidate in candidates if shares_words(prompt.question, candidate)]
    if not candidates:
        return REFUSAL
    chosen = _choose(candidates)
    return "\n\n".join(_format(chosen, code=_code(chosen) if wants_code(prompt.question) else ""))


def _join_turns(prompt: Prompt) -> str:
    return f"{prompt.previous_question} {prompt.question}".strip()


def _choose(candidates: Sequence[Candidate]) -> list[Candidate]:
    best = candidates[0]
    chosen = [best]
    for candidate in candidates[1:]:
        if len(chosen) == MAX_SENTENCES or candidate.score < best.score - WORSE_BY:
            break
        numbers = {one.passage.number for one in chosen}
        is_elsewhere = candidate.passage.number not in numbers
        if is_elsewhere and (len(numbers) == MAX_PASSAGES or candidate.score < best.score - ELSEWHERE_WORSE_BY):
            continue
        if not any(_says_the_same(one, candidate) for one in chosen):
            chosen.append(candidate)
    return chosen


def _says_the_same(one: Candidate, other: Candidate) -> bool:
    return (
        float(one.vector @ other.vector) >= SAME
        or one.sentence.text in other.sentence.text
        or other.sentence.text in one.sentence.text
        or other.sentence.text in " ".join(one.sentence.attached.split())
        or one.sentence.text in " ".join(other.sentence.attached.split())
    )


def _code(chosen: Sequence[Candidate]) -> str:
    """The one block of code worth showing, of the best sentence that has one; empty when one comes along anyway."""
    if any(candidate.sentence.attached.startswith(("```", "~~~")) for candidate in chosen):
        return ""
    codes = [candidate.sentence.code for candidate in chosen]
    codes += [code for candidate in chosen if _is_named(candidate) for code in _find_code(candidate)]
    return next((code for code in codes if code and code.count("\n") <= MAX_CODE_LINES), "")


def _is_named(candidate: Candidate) -> bool:
    """Whether the headings above a sentence say what the question asks."""
    return max(candidate.named, candidate.named_above) >= WELL_NAMED or candidate.heading_cosine >= WELL_WORDED


def _find_code(candidate: Candidate) -> list[str]:
    """The code of the whole section, which its heading says how to write."""
    return [block.text for block in split_blocks(candidate.passage.text) if block.kind == "code"]


def _format(chosen: Sequence[Candidate], *, code: str) -> Iterator[str]:
    """Paragraphs, best passage first, sentences in the order of their passage; tables and code stand alone."""
    numbers = list(dict.fromkeys(candidate.passage.number for candidate in chosen))
    ordered = sorted(chosen, key=lambda one: (numbers.index(one.passage.number), one.sentence.position))
    for (number, head), group in groupby(ordered, key=lambda one: (one.passage.number, one.sentence.head)):
        candidates = list(group)
        if head:
            yield "\n".join([head, *(candidate.sentence.text for candidate in candidates)])
            yield f"[{number}]"
            continue
        paragraph: list[str] = []
        owed = ""
        for candidate in candidates:
            sentence = candidate.sentence
            paragraph.append(f"{sentence.text} [{number}]")
            if sentence.attached:
                yield " ".join(paragraph)
                yield sentence.attached
                paragraph = []
            if code and (sentence.code == code or code in _find_code(candidate)):
                owed = code
        if paragraph:
            yield " ".join(paragraph)
        if owed:
            yield owed
