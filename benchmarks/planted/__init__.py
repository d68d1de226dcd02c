"""Answers about documentation, some with one planted fault: how many of the faults are found.

`close` is about an invented backup program, in words near its manual's; `free` is about sections of our own
documentation, in the free words of a chat model. `apart` is like `free`, about ten other sections; its single cases
were not looked at while rules were made. `NAME.md` holds the passages, one a section. `NAME.txt` holds answers that
are right, with a line `---` between them; below each, lines `! kind | what stands there | what is put there` plant one
fault each. What is called unsupported in a right answer counts for no fault that is planted in it. Right answers of
`close` are judged three times, with other passages around their own: 150 answers, of which 60 hold a fault.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from chains.guard import Guard
from chains.retrieval import Passage
from chains.schemas import Source
from chains.support import Judge, Mender, find_claims

_FOLDER = Path(__file__).parent
_MARKER = re.compile(r"\[(\d+)\]")
_SECTION = re.compile(r"^# (\w+) > (.+)\n", re.MULTILINE)
_NEIGHBOURS = {"close": (12, 5, 2), "free": (9,), "apart": (8,)}
"""A right answer is judged with so many passages: its own, and others around them."""
CORPORA = tuple(_NEIGHBOURS)


@dataclass(frozen=True, slots=True)
class Planted:
    """An answer, what it would be without its fault, and the kind of the fault, empty when it is right."""

    text: str
    right: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of an answer."""

    planted: Planted
    sent: str
    unsupported: list[str]
    sentences: int

    @property
    def is_found(self) -> bool:
        """The sentence with the fault is listed, or its marker names the right passage again."""
        if self.planted.kind == "wrong marker" and self.sent == self.planted.right:
            return True
        if self.planted.kind == "other passage" and self.sent != self.planted.text:
            return True  # the claim stands in the passage that its marker names now
        return bool(self.unsupported)


def load_passages(corpus: str = "close") -> list[Passage]:
    """The sections of the documentation."""
    _, *parts = _SECTION.split((_FOLDER / f"{corpus}.md").read_text(encoding="utf-8"))
    sections = zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    return [_create_passage(number, *section) for number, section in enumerate(sections, 1)]


def load_answers(corpus: str = "close") -> Iterator[Planted]:
    """All answers, each right one before its faulty ones."""
    for block in (_FOLDER / f"{corpus}.txt").read_text(encoding="utf-8").strip().split("\n---\n"):
        right, *faults = block.strip().split("\n! ")
        yield Planted(right, right)
        for line in faults:
            kind, old, new = (part.strip() for part in line.split(" | ", 2))
            if right.count(old) != 1:
                raise ValueError(f"{old!r} does not stand once in {right!r}")
            yield Planted(right.replace(old, new), right, kind)


def judge_all(corpus: str = "close") -> Iterator[Verdict]:
    """The verdicts of all answers."""
    passages = load_passages(corpus)
    unfounded: list[str] = []
    for planted in load_answers(corpus):
        for count in _NEIGHBOURS[corpus][:1] if planted.kind else _NEIGHBOURS[corpus]:
            verdict = judge_answer(planted, _choose(planted.text, passages, count))
            if planted.kind:
                yield replace(verdict, unsupported=[one for one in verdict.unsupported if one not in unfounded])
            else:
                unfounded = verdict.unsupported
                yield verdict


def format_table(verdicts: list[Verdict]) -> str:
    """How many faults of each kind were found, and how many right sentences were taken for faults."""
    kinds = sorted({one.planted.kind for one in verdicts} - {""})
    rows = [(kind, [one.is_found for one in verdicts if one.planted.kind == kind]) for kind in kinds]
    rows.append(("all kinds", [one.is_found for one in verdicts if one.planted.kind]))
    right = [one for one in verdicts if not one.planted.kind]
    sentences, flagged = sum(one.sentences for one in right), sum(len(one.unsupported) for one in right)
    moved = sum(one.sent != one.planted.text for one in right)
    return "\n".join(
        [
            "| fault | planted | found |\n|---|---|---|",
            *(f"| {kind} | {len(found)} | {sum(found)} ({sum(found) / len(found):.2f}) |" for kind, found in rows),
            f"\n{flagged} of {sentences} right sentences ({flagged / sentences:.1%}) were called unsupported.",
            f"{moved} of {len(right)} right answers got another marker.",
        ]
    )


def _choose(text: str, passages: list[Passage], count: int) -> list[Passage]:
    """The passages that the answer cites and the next ones, as many as `count`, under their own numbers."""
    cited = {int(number) for number in _MARKER.findall(text)}
    others = [passage for passage in passages if passage.source.number not in cited]
    return [passage for passage in passages if passage.source.number in cited] + others[: count - len(cited)]


def judge_answer(planted: Planted, passages: list[Passage]) -> Verdict:
    """Send an answer through the guard, as a model's text goes, and judge it."""
    judge = Judge(passages)
    guard = Guard(passages, Mender(judge).mend)
    sent = guard.add(planted.text) + guard.finish()
    return Verdict(planted, sent, judge.find_unsupported(sent), len(find_claims(planted.text)))


def _create_passage(number: int, title: str, section: str, text: str) -> Passage:
    source = Source(
        number=number,
        title=title,
        section=f"{title} > {section}",
        url=f"https://docs.example/{title.lower()}#{number}",
        snippet=text[:200].strip(),
        score=0.7,
        version="3.x",
        locale="en",
    )
    return Passage(source=source, text=text.strip())
