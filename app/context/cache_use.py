"""What one request wants of the caches, what it got from them, and what it leaves behind when it ends."""

from collections.abc import Callable
from typing import Literal

Result = Literal["bypass", "request", "miss", "collapsed", "hit"]
"""How the cache was used, in the words of RFC 9211.

bypass: the cache was not asked. request: the caller wanted a fresh answer. miss: the answer was not there. collapsed:
the answer was being made for somebody else, and is shared. hit: the answer was there.
"""
_RESULTS: tuple[Result, ...] = ("bypass", "request", "miss", "collapsed", "hit")


class CacheUse:
    """How one request uses the caches.

    Without `may_read`, everything is made for this request alone. Without `may_store`, nothing of it is kept.
    """

    def __init__(self, *, may_read: bool = True, may_store: bool = True) -> None:
        self.may_read = may_read
        self.may_store = may_store
        self.is_over = False
        self._results: set[Result] = set()
        self._leave: list[Callable[[], None]] = []

    @property
    def result(self) -> Result | None:
        """How its answer came about; None when it asked for none. Of a batch, the first in the order of `Result`."""
        return next((result for result in _RESULTS if result in self._results), None)

    def note(self, result: Result) -> None:
        """Remember how one of its answers came about."""
        self._results.add(result)

    def at_end(self, leave: Callable[[], None]) -> None:
        """Call this when the request ends, however it ends."""
        self._leave.append(leave)

    def end(self) -> None:
        """Tell everybody who registered with `at_end` that the request is over."""
        self.is_over = True
        while self._leave:
            self._leave.pop()()
