"""Answers about an invented backup program, some with one planted fault: how many of the faults are found.

`passages.md` holds the passages, one a section. `answers.txt` holds answers that are right, one a paragraph; below
each, lines `! kind | what stands there | what is put there` plant one fault each. Every right answer is judged three
times, with other passages around its own, so that there are 150 answers, 60 of them with a fault.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from chains.guard import Guard
from chains.retrieval import Passage
from chains.schemas import Source
from chains.support import Judge, Mender

_FOLDER = Path(__file__).parent
_MARKER = re.compile(r"\[(\d+)\]")
_NEIGHBOURS = (12, 5, 2)
"""A right answer is judged three times: with all passages, and with so many around its own."""


@dataclass(frozen=True, slots=True)
class Planted:
    """An answer; `kind` of its fault, empty when it is right, and the words that tell the sentence with the fault."""

    text: str
    right: str
    kind: str = ""
    fault: str = ""


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


def load_passages() -> list[Passage]:
    """The sections of the documentation."""
    sections = (_FOLDER / "passages.md").read_text(encoding="utf-8").split("# Kestrel > ")[1:]
    return [_create_passage(number, *section.split("\n", 1)) for number, section in enumerate(sections, 1)]


def load_answers() -> Iterator[Planted]:
    """All answers, the right ones first."""
    blocks = (_FOLDER / "answers.txt").read_text(encoding="utf-8").strip().split("\n\n")
    answers = [block.partition("\n! ") for block in blocks]
    for right, _, _ in answers:
        yield Planted(right, right)
    for right, _, faults in answers:
        for line in faults.split("\n! "):
            kind, old, new = (part.strip() for part in line.split(" | ", 2))
            if old not in right:
                raise ValueError(f"{old!r} does not stand in {right!r}")
            yield Planted(right.replace(old, new, 1), right, kind, new)


def judge_all() -> Iterator[Verdict]:
    """The verdicts of all 150 answers."""
    passages = load_passages()
    for planted in load_answers():
        for count in _NEIGHBOURS if not planted.kind else _NEIGHBOURS[:1]:
            yield judge_answer(planted, _choose(planted.text, passages, count))


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
    return Verdict(planted, sent, judge.find_unsupported(sent), sent.count(". ") + sent.count("\n- ") + 1)


def _create_passage(number: int, section: str, text: str) -> Passage:
    source = Source(
        number=number,
        title="Kestrel",
        section=f"Kestrel > {section}",
        url=f"https://docs.example/kestrel#{number}",
        snippet=text[:200].strip(),
        score=0.7,
        version="3.x",
        locale="en",
    )
    return Passage(source=source, text=f"# {section}\n{text.strip()}")
