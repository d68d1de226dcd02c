"""Which sentences of the passages answer the question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from gemini_emulator.answers.prompt import Passage
from gemini_emulator.answers.sentences import DANGLING, Sentence, split_sentences
from gemini_emulator.embeddings import Embedder
from gemini_emulator.embeddings.remembering import REMEMBERED, RememberingEmbedder
from gemini_emulator.words import content_words

MAX_CANDIDATES = 20
"""Sentences that are embedded for one answer, alone and below their headings, 4 ms each on one core; 48 find no better
ones."""

# Weights, tried on 110 questions of Redux users: does the best sentence come from a page that answers them? Order of
# the passages .04 to .06: .33 to .38; none: .26. Words of the section: three best sentences .34 instead of .30.
OVERLAP_WEIGHT = 0.15
SECTION_WEIGHT = 0.2
RANK_PENALTY = 0.04
HEADING_WEIGHT = 0.4
"""For the cosine of question and heading: the best sentence comes from a right page for 45 instead of 40 of 110
questions about Redux, for 34 instead of 27 of 60 about askdocs, and for 13 instead of 14 of 40 about npm."""
CODE_BONUS = 0.05
DEFINITION_BONUS = 0.05
NUMBER_PENALTY = 0.1
"""For a sentence without any of the question's numbers: exit code 3 is no answer to a question about exit code 4."""
LEAD_BONUS = 0.05
"""For the first sentence of a section, as far as its heading is like the question: there stands the answer."""
NAME_BONUS = 0.25
"""For a sentence with a name in code, such as `askdocs doctor`, that the question has word for word."""
SUBJECT_BONUS = 0.5
"""For one that begins with that name, when it is asked what it is or does. At 0.25, "What does askdocs doctor do?" was
answered by how to update."""
IMPERATIVE_BONUS = 0.2
"""For "Install it with …" where "How do I install …" is asked."""
DANGLING_PENALTY = 0.08
POINTING_PENALTY = 0.5
"""For a sentence that only tells what something else says, such as "the table above"."""
FRAGMENT_PENALTY = 0.15

_WANTS_CODE = re.compile(
    r"\bhow\b|\bcommands?\b|\binstall|\bruns?\b|\bstart\b|\bconfigur|\bset ?up\b|\bexample|\bsyntax\b|\bsnippet"
    r"|\bcode\b|\buse\b|\bcreate\b|\benable\b|\bdeploy|^(?:add|build|call|delete|disable|get|import|remove|upgrade|write)\b",
    re.IGNORECASE,
)
_DEFINITION = re.compile(
    r"[*_`(]*(?:the |an? )?(?P<subject>[^\s.,:;]+(?: [^\s.,:;]+){0,3}?)[*_`)]* "
    r"(?:is|are|means?|lists?|limits?|sets?|chooses?|holds?|refers to)\b",
    re.IGNORECASE,
)
_ALIKE = """
delete remove erase
configure config configuration settings setting
cost price
start launch begin
show display
change modify edit
need require
allow permit
error failure
"""
_SAME = {stem: stems[0] for line in _ALIKE.split("\n") if (stems := content_words(line)) for stem in stems}
"""Words for the same thing, which a question and the documentation choose differently."""
_UNCUT = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,}")
"""Runs of scripts that write no blanks between words."""
_CODE = re.compile(r"`([^`]+)`")
_SUBJECT = re.compile(rf"[|\s]*(?:the (?:\w+ )?)?{_CODE.pattern}", re.IGNORECASE)
_ASKS_WHAT = re.compile(r"\s*what(?:['’]s| (?:is|are|does|do))\b", re.IGNORECASE)
_ASKS_HOW = re.compile(r"\bhow (?:to|(?:do|can|should) (?:i|we|you)) (\w+)", re.IGNORECASE)
_SHOWN = r"(?:code|diagram|example|figure|list|picture|section|table)s?"
_POINTING = re.compile(
    rf"\b{_SHOWN} (?:above|below)\b|\b(?:above|following) {_SHOWN}\b"
    r"|\b(?:as|described|explained|listed|said|see|shown) (?:above|below)\b"
    r"|\b(?:above|below)[.!)]*$",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"[.!。！:：][\"'”’)*_]*$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence with what speaks for it.

    `cosine` is of question and sentence, alone or below its heading, whichever is nearer; `vector` is the sentence's
    alone and has length 1.
    `named`: the share of the question's words that the passage's own heading has; 0 for a question of a single word.
    `named_above`: that of all headings above the sentence.
    `heading_cosine` is of question and that heading.
    """

    passage: Passage
    sentence: Sentence
    score: float
    cosine: float
    named: float
    named_above: float
    heading_cosine: float
    vector: NDArray[np.float32]


class Ranker:
    """Ranks sentences; their vectors are remembered."""

    def __init__(self, embedder: Embedder) -> None:
        self.refusal_threshold = embedder.refusal_threshold
        self._embedder = RememberingEmbedder(embedder)

    def rank(self, question: str, passages: Sequence[Passage]) -> list[Candidate]:
        """Best first. Slow: call it in a thread."""
        wanted = _words(question)
        pairs = _prefilter(wanted, [(passage, s) for passage in passages for s in split_sentences(passage.text)])
        if not pairs:
            return []
        meanings = [sentence.meaning for _, sentence in pairs]
        placed = [f"{passage.heading}\n{sentence.meaning}" for passage, sentence in pairs]
        headings = [passage.heading for passage in passages]
        vectors = self._embedder.encode([question, *meanings, *placed, *headings])
        cosines = vectors[1:] @ vectors[0]
        alone, below, of_headings = np.split(cosines, [len(pairs), 2 * len(pairs)])
        of_heading = dict(zip((passage.number for passage in passages), of_headings.tolist(), strict=True))
        of_passage = {
            passage.number: SECTION_WEIGHT * _overlap(wanted, passage.section)
            + HEADING_WEIGHT * of_heading[passage.number]
            - RANK_PENALTY * rank
            for rank, passage in enumerate(passages)
        }
        named = {passage.number: _overlap(wanted, passage.heading) if len(wanted) > 1 else 0.0 for passage in passages}
        above = {passage.number: _overlap(wanted, passage.section) for passage in passages}
        candidates = []
        for (passage, sentence), one, other, vector in zip(pairs, alone, below, vectors[1:], strict=False):
            number = passage.number
            cosine = max(float(one), float(other))
            score = float(one + other) / 2 + of_passage[number] + _bonus(question, sentence)
            score += LEAD_BONUS * of_heading[number] * (sentence.position == 0)
            candidates.append(
                Candidate(passage, sentence, score, cosine, named[number], above[number], of_heading[number], vector)
            )
        return sorted(candidates, key=lambda candidate: -candidate.score)


def shares_words(question: str, candidate: Candidate) -> bool:
    """Whether a sentence, with what belongs to it and the headings above it, has a word of the question.

    Where words are not cut by blanks, two characters are enough. A question of small words alone shares any.
    """
    sentence = candidate.sentence
    text = f"{candidate.passage.section} {sentence.meaning} {sentence.code} {sentence.attached}"
    wanted = _words(question)
    if not wanted or wanted & _words(text):
        return True
    return any(pair in text for run in _UNCUT.findall(question) for pair in map("".join, pairwise(run)))


def wants_code(question: str) -> bool:
    """True where a command or a snippet is part of a good answer."""
    return bool(_WANTS_CODE.search(question))


def _bonus(question: str, sentence: Sentence) -> float:
    """What speaks for and against a sentence, apart from its meaning."""
    wanted, words = _words(question), _words(sentence.meaning)
    defines = _DEFINITION.match(sentence.text)
    numbers = {word for word in wanted if word.isdecimal()}
    return (
        OVERLAP_WEIGHT * _overlap(wanted, sentence.meaning)
        + CODE_BONUS * (bool(sentence.code) and wants_code(question))
        + DEFINITION_BONUS * (defines is not None and _words(defines["subject"]) <= wanted)
        - NUMBER_PENALTY * (bool(numbers) and not numbers & words)
        + _naming_bonus(question, sentence.text)
        + IMPERATIVE_BONUS * _tells_how(question, sentence.text)
        - POINTING_PENALTY * (not sentence.attached and bool(_POINTING.search(sentence.text)))
        - DANGLING_PENALTY * bool(DANGLING.match(sentence.text))
        - FRAGMENT_PENALTY * (not sentence.head and not _WHOLE.search(sentence.text))
    )


def _naming_bonus(question: str, text: str) -> float:
    """For a name in code that is asked about."""
    subject = _SUBJECT.match(text)
    is_about = subject is not None and bool(_ASKS_WHAT.match(question)) and _is_asked(subject[1], question)
    return NAME_BONUS * any(_is_asked(name, question) for name in _CODE.findall(text)) + SUBJECT_BONUS * is_about


def _is_asked(name: str, question: str) -> bool:
    """Whether the question has a name, whatever parts the words of it; a name of a single one may be any word."""
    sought, asked = (" ".join(re.findall(r"[^\W_]+", text.lower())) for text in (name, question))
    return " " in sought and f" {sought} " in f" {asked} "


def _tells_how(question: str, text: str) -> bool:
    """Whether a sentence begins with the verb that the question asks how to do."""
    asked = _ASKS_HOW.search(question)
    verb = _words(asked[1]) if asked else frozenset()
    return bool(verb) and verb == _words(text.split(maxsplit=1)[0])


def _prefilter(wanted: frozenset[str], pairs: list[tuple[Passage, Sentence]]) -> list[tuple[Passage, Sentence]]:
    """The sentences worth embedding, in their order: the first of each passage, and those with the question's words."""
    if len(pairs) <= MAX_CANDIDATES:
        return pairs
    promise = [_overlap(wanted, sentence.meaning) + (sentence.position == 0) for _, sentence in pairs]
    kept = sorted(range(len(pairs)), key=lambda number: -promise[number])[:MAX_CANDIDATES]
    return [pairs[number] for number in sorted(kept)]


def _overlap(wanted: frozenset[str], text: str) -> float:
    """Share of the question's words that the text has, 0 to 1."""
    return len(wanted & _words(text)) / len(wanted) if wanted else 0.0


@lru_cache(maxsize=REMEMBERED)
def _words(text: str) -> frozenset[str]:
    """Names such as LangServe count as written in one word, too: people write them in lower case."""
    return frozenset(_SAME.get(word, word) for word in (*content_words(text), *content_words(text.lower())))
