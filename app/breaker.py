"""A circuit breaker: what keeps failing is left alone for a while, instead of letting every caller wait for it.

Of the libraries that have one, none lets a single probe through and honours the waiting time that the failing side
names, so these few lines are ours.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

import structlog

from chains.errors import AskdocsError

FAILURES = 5
FIRST_SECONDS = 2.0
MAX_SECONDS = 30.0

State = Literal["closed", "half_open", "open"]


class Breaker:
    """Opens after so many `failures` in a row of the kinds `trips`; then lets one probe through at a time.

    While open, `guarding` raises the last failure again, with the seconds until the next probe as `retry_after`. Each
    probe that fails doubles the wait, up to `max_seconds`, or as long as the failure itself asks for. `on_change` is
    told the dependency and its state.
    """

    def __init__(
        self,
        dependency: str,
        trips: tuple[type[AskdocsError], ...],
        *,
        failures: int = FAILURES,
        max_seconds: float = MAX_SECONDS,
        on_change: Callable[[str, State], None] = lambda _dependency, _state: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.dependency = dependency
        self._on_change = on_change
        self._trips = trips
        self._clock = clock
        self._failures_to_open = failures
        self._max_seconds = max_seconds
        self._failures = 0
        self._wait = FIRST_SECONDS
        self._last_failure: AskdocsError | None = None
        self._probe_at = 0.0
        self._probing = False
        self._show()

    @property
    def state(self) -> State:
        """Half open: the next call is the probe."""
        if self._last_failure is None:
            return "closed"
        return "open" if self._clock() < self._probe_at else "half_open"

    def raise_if_open(self) -> None:
        """Raise what `guarding` would raise; a half open circuit is fit to be tried."""
        if self.state == "open":
            raise self._refuse(self._probe_at - self._clock())

    @contextmanager
    def guarding(self) -> Iterator[None]:
        """Watch one call. Raises the last failure at once while the circuit is open."""
        self.raise_if_open()
        is_probe = self.state == "half_open"
        if is_probe:
            if self._probing:
                raise self._refuse(1)
            self._probing = True
        try:
            yield
        except self._trips as error:
            self._fail(error, is_probe=is_probe)
            raise
        else:
            self._succeed()
        finally:
            if is_probe:
                self._probing = False

    def _refuse(self, seconds: float) -> AskdocsError:
        error = self._last_failure
        if error is None:
            raise AssertionError("only an open circuit refuses")
        return type(error)(error.message, advice=error.advice, retry_after=max(1.0, seconds))

    def _fail(self, error: AskdocsError, *, is_probe: bool) -> None:
        self._failures += 1
        if self._failures < self._failures_to_open or (self._last_failure is not None and not is_probe):
            return  # too few yet; or a call that was under way when it opened
        wait = min(max(self._wait, error.retry_after or 0), 10 * self._max_seconds)
        if self._last_failure is None:
            structlog.stdlib.get_logger("askdocs.circuit").warning(
                "circuit_opened", dependency=self.dependency, error=type(error).__name__, seconds=wait
            )
        self._last_failure, self._probe_at = error, self._clock() + wait
        self._wait = min(2 * self._wait, self._max_seconds)
        self._show()

    def _succeed(self) -> None:
        if self._last_failure is not None:
            structlog.stdlib.get_logger("askdocs.circuit").warning("circuit_closed", dependency=self.dependency)
            self._last_failure = None
        if self._failures:
            self._failures, self._wait = 0, FIRST_SECONDS
            self._show()

    def _show(self) -> None:
        self._on_change(self.dependency, self.state)
