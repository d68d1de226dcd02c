"""What one request wants of the caches, what it got from them, and what it leaves behind when it ends."""

from collections.abc import Callable
from typing import Literal

Result = Literal["bypass", "request", "miss", "collapsed", "hit"]
"""Not looked up; not wanted from a cache; not there; there soon, as somebody else had asked already; there.

The words are those of RFC 9211. Of a batch, the first of these that one of its questions had.
"""
_RESULTS: tuple[Result, ...] = ("bypass", "request", "miss", "collapsed", "hit")


class CacheUse:
    """One request. Without `may_read` it wants everything made for it alone; without `may_store`, nothing kept."""

    def __init__(self, *, may_read: bool = True, may_store: bool = True) -> None:
        self.may_read = may_read
        self.may_store = may_store
        self.is_over = False
        self._results: set[Result] = set()
        self._leave: list[Callable[[], None]] = []

    @property
    def result(self) -> Result | None:
        """How its answers came about; None when it has asked for none."""
        return next((result for result in _RESULTS if result in self._results), None)

    def note(self, result: Result) -> None:
        """One of its answers came about so."""
        self._results.add(result)

    def at_end(self, leave: Callable[[], None]) -> None:
        """Call this when the request ends, however it ends."""
        self._leave.append(leave)

    def end(self) -> None:
        """The request is over: what was made for it may stop."""
        self.is_over = True
        while self._leave:
            self._leave.pop()()
