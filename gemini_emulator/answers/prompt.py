"""A prompt, taken apart: passages and a question, or a follow-up and the turns before it."""

import re
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

from gemini_emulator.prompt_format import (
    PASSAGE_ATTRIBUTES,
    PASSAGE_TAG,
    PASSAGES_TAG,
    QUESTION_TAG,
    REFUSALS,
)
from gemini_emulator.schemas import GenerateContentRequest

_ATTRIBUTES = "".join(rf'\s+{name}="(?P<{name}>[^"]*)"' for name in PASSAGE_ATTRIBUTES)
_PASSAGE = re.compile(rf"<{PASSAGE_TAG}{_ATTRIBUTES}\s*>\n?(?P<text>.*?)\n?</{PASSAGE_TAG}>", re.DOTALL)

_ESCAPED_TAG = re.compile(rf"<\\(/?(?:{PASSAGES_TAG}|{PASSAGE_TAG}|{QUESTION_TAG})\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Passage:
    """One numbered piece of the documentation; `text` is Markdown."""

    number: int
    title: str
    section: str
    text: str

    @property
    def heading(self) -> str:
        """The heading that the passage itself stands under."""
        return self.section.rpartition(" > ")[2]


@dataclass(frozen=True, slots=True)
class Prompt:
    """`passages` is None where the prompt has no place for them: it asks to condense a follow-up."""

    passages: tuple[Passage, ...] | None
    question: str
    previous_question: str


def parse_prompt(request: GenerateContentRequest) -> Prompt:
    """Read the last turn, and the last user turn before it that was not refused."""
    last = request.contents[-1]
    # A refused question was about something else: nobody refers to it who asks about the documentation.
    asked_before = [
        turn.text.strip()
        for turn, reply in pairwise(request.contents)
        if turn.role != "model" and not (reply.role == "model" and reply.text.strip().endswith(REFUSALS))
    ]
    # Inside a passage these tags are escaped, so the first "</passages>" is the end of them all.
    head, end, tail = last.text.partition(f"</{PASSAGES_TAG}>")
    return Prompt(
        passages=tuple(_parse_passages(head)) if end else None,
        question=_parse_question(tail if end else last.text),
        previous_question=asked_before[-1] if asked_before else "",
    )


def _parse_passages(text: str) -> list[Passage]:
    return [
        Passage(
            number=int(match["number"]),
            title=unescape(match["title"]),
            section=unescape(match["section"]),
            text=_unescape_tags(match["text"]),
        )
        for match in _PASSAGE.finditer(text)
        if match["number"].isdecimal()
    ]


def _parse_question(text: str) -> str:
    _, opened, rest = text.partition(f"<{QUESTION_TAG}>")
    return _unescape_tags(rest.rpartition(f"</{QUESTION_TAG}>")[0] or rest if opened else text).strip()


def _unescape_tags(text: str) -> str:
    return _ESCAPED_TAG.sub(r"<\1", text)
