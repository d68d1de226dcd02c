"""How much there was to look at in a text: what has more of it than any answer is not read to its end."""

from chains.guard.verbatim import COUNTED

MANY = 1_000
"""No answer to a question has so many links, markers, lines and escaped characters …"""
DENSE = 10
"""… and, in the mean, one for so many characters."""


class Effort:
    """Counts places that were looked at, and characters that were written; the count does not depend on cuts.

    Text that was passed on unread is counted only when its length alone would be too much.
    """

    def __init__(self) -> None:
        self.room = MANY
        """So many places may be looked at before it must be counted again; never more than there is room for."""
        self.written = 0
        self._places = 0
        self._unread = ""

    def add(self, places: int) -> None:
        """Count places that were looked at."""
        self._places += places
        self.room -= places

    def pass_on(self, line: str) -> None:
        """Count a line that is written as it is."""
        self.written += len(line)
        self.count_later(line, "")

    def count_later(self, text: str, behind: str) -> None:
        """Count what stands in a text that is written as it is; `behind` follows it."""
        if "." in text or "`" in text or "[" in text:
            self._unread += f"{text}x\n" if text[-1] == "." and behind.strip() else f"{text}\n"
            self.room -= len(text)

    @property
    def is_too_much(self) -> bool:
        """Whether there was more to look at than any answer has."""
        return self.room < 0 and not self.has_room(0)

    def has_room(self, places: int) -> bool:
        """Whether so many places more may be looked at, whatever they are."""
        if self.room < places:
            self._places += len(COUNTED.findall(self._unread))
            self._unread = ""
            self.room = max(MANY, self.written // DENSE) - self._places
        return self.room >= places
