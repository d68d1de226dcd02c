"""What a model suggests to ask next, behind a line that no reader sees."""

import re

MARK = "<<next questions>>"
MAX_QUESTIONS = 3
MAX_CHARACTERS = 200
_MAX_HELD = 4_000
NEXT_RULE = f"""\
- When you have answered, and only then, write a last line {MARK} and below it at most {MAX_QUESTIONS} short questions \
that the reader may want to ask next and that the passages answer, one on each line, in the language of the question, \
without markers."""
_ODD = re.compile(r"://|\]\(|\[\^?\d|`{3}|<<")
"""What no question has: links, markers, code."""
_ITEM = re.compile(r"^\s*(?:[-*+•]|\d{1,2}[.)])?\s*(.*?)\s*$")


class SuggestionFilter:
    """Takes a model's answer while it comes, and lets go what stands before the line."""

    def __init__(self, *, is_asked: bool) -> None:
        """`is_asked`: whether the model was told of the line; otherwise everything passes."""
        self._is_asked = is_asked
        self._held = ""
        self._behind = ""
        self.has_ended = False
        """Whether the line has come: then the answer is complete."""

    def add(self, text: str) -> str:
        """What may go on now: all but what may still become the line."""
        if not self._is_asked:
            return text
        if self.has_ended:
            self._behind += text[: _MAX_HELD - len(self._behind)]
            return ""
        text = self._held + text
        before, mark, behind = text.partition(MARK)
        if mark:
            self.has_ended, self._held, self._behind = True, "", behind[:_MAX_HELD]
            return before.rstrip() if before.strip() else before
        self._held = _find_beginning(text)
        return text[: len(text) - len(self._held)]

    def finish(self) -> str:
        """What was held back without need."""
        held, self._held = self._held, ""
        return held

    @property
    def questions(self) -> list[str]:
        """What stood behind the line."""
        lines = (_ITEM.sub(r"\1", line) for line in self._behind.splitlines())
        questions = [line for line in lines if line and len(line) <= MAX_CHARACTERS and not _ODD.search(line)]
        return list(dict.fromkeys(questions))[:MAX_QUESTIONS]


def _find_beginning(text: str) -> str:
    """The longest end of a text with which the line may begin."""
    for length in range(min(len(MARK) - 1, len(text)), 0, -1):
        if MARK.startswith(text[-length:]):
            return text[-length:]
    return ""
