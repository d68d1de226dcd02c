"""Whether a model's text refuses, told while it arrives. Only what may still become a refusal is held back."""

import re

from chains.guard import MARKER
from chains.prompts import ANSWER_RULES, NOT_IN_DOCS

_RECITED_CHARACTERS = 60
"""A model that writes this much of one of its rules recites them."""
_PHRASES = [
    NOT_IN_DOCS,
    *(rule for line in ANSWER_RULES.splitlines() if (rule := line.strip("- ")[:_RECITED_CHARACTERS])),
]
_PHRASE = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _PHRASES))})")
_FIRST_LETTER = re.compile(rf"(?<!\w)[{''.join(sorted({phrase[0] for phrase in _PHRASES}))}]")
_LONGEST = max(map(len, _PHRASES))
_ANSWERS = re.compile(rf"{MARKER.pattern}|`{{3}}|~{{3}}")
"""A marker or a block of code tells that a text answers."""
_MARKER_CHARACTERS = 100
"""How far back a marker may begin whose end has just arrived."""
_LINE_CHARACTERS = 400
"""How much of the line before a refusal tells whether the refusal is quoted."""
_OPENING = re.compile("(?<!\\S)[>*_#\"'‘’‚“”„«»‹›「『`][>*_#\"'‘’‚“”„«»‹›「『` \\t]{0,39}\\Z")
"""What may stand before a refusal and belongs to it: signs of a quotation, emphasis, a heading or code."""
_QUOTE_BEFORE = re.compile("[\"'‘’‚“”„«»‹›「『>][*_]*\\Z")
_CLOSING = re.compile("[\\s*_`\"'‘’“”«»‹›」』.)]{0,100}\\Z")


class RefusalFilter:
    """Lets a model's text go on until it refuses: `add` what arrives, and ask `finish` for what was held back.

    A text refuses when it says the refusal sentence or recites its rules before it cites anything or shows code. A
    text that quotes the sentence is an answer, unless it ends with it. How the text was cut makes no difference.
    """

    def __init__(self) -> None:
        self._text = ""
        """The end of what has arrived, with what was held back, until it is known that the text answers."""
        self._sent = 0
        """How much of it has gone on."""
        self._is_answer = False
        self.is_refusal = False

    def add(self, piece: str) -> str:
        """What may go on now; nothing any more when the text refuses."""
        if self.is_refusal:
            return ""
        if self._is_answer:
            return piece
        forgotten = max(0, self._sent - _LINE_CHARACTERS)
        self._text, self._sent = self._text[forgotten:] + piece, self._sent - forgotten
        answer = _ANSWERS.search(self._text, max(0, self._sent - _MARKER_CHARACTERS))
        place = self._find_refusal(answer.start() if answer else len(self._text))
        if place is not None:
            self.is_refusal = True
            return self._send(self._before(place))
        if answer:
            self._is_answer = True
            return self._send(len(self._text))
        return self._send(self._find_undecided())

    def finish(self, *, is_whole: bool) -> str:
        """The rest, when the text has ended. A text that was cut off does not refuse by its end."""
        if self.is_refusal or self._is_answer:
            return ""
        self.is_refusal = is_whole and self._find_final_refusal() is not None
        return "" if self.is_refusal else self._send(len(self._text))

    def _send(self, end: int) -> str:
        sent, self._sent = self._text[self._sent : end], max(end, self._sent)
        return sent

    def _find_refusal(self, end: int) -> int | None:
        """Where the text refuses before `end`."""
        for found in _PHRASE.finditer(self._text, self._sent, end):
            if found.group() != NOT_IN_DOCS or not _is_quoted(self._text[: found.start()][-_LINE_CHARACTERS:]):
                return found.start()
        return None

    def _find_final_refusal(self) -> int | None:
        """Where the text ends with the refusal sentence, quoted or not."""
        place = self._text.rfind(NOT_IN_DOCS, self._sent)
        return place if place >= 0 and _CLOSING.match(self._text, place + len(NOT_IN_DOCS)) else None

    def _find_undecided(self) -> int:
        """Where the end of the text begins that may still become, or turn out to be, a refusal."""
        place = self._find_final_refusal()
        if place is None:
            start = max(self._sent, len(self._text) - _LONGEST)
            letters = (found.start() for found in _FIRST_LETTER.finditer(self._text, start))
            place = next((letter for letter in letters if self._may_become_phrase(letter)), len(self._text))
        return self._before(place)

    def _may_become_phrase(self, start: int) -> bool:
        return any(phrase.startswith(self._text[start:]) for phrase in _PHRASES)

    def _before(self, place: int) -> int:
        """Where the signs begin that open what stands at `place`."""
        opening = _OPENING.search(self._text, self._sent, place)
        return opening.start() if opening else place


def _is_quoted(before: str) -> bool:
    """Whether the words that follow this text stand in quotation marks, in a quotation or in code."""
    line = before.rpartition("\n")[2]
    if line.lstrip().startswith(">") or _QUOTE_BEFORE.search(line):
        return True
    return bool(line.count("`") % 2 or line.count('"') % 2)
