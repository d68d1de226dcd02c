"""How long it takes to make a value oneself, which is as long as one waits for somebody else who makes it."""

LONGEST_SECONDS = 10.0
"""A request may take 15 s longer than its answer; who has waited still has its whole answer before it."""
SHORTEST_SECONDS = 0.1
_WEIGHT, _SPREAD_WEIGHT, _SPREADS = 1 / 8, 1 / 4, 4


class Pace:
    """An upper estimate of what hardly ever takes longer: as TCP estimates the time of an answer (RFC 6298)."""

    def __init__(self, guess: float) -> None:
        """`guess` is the seconds until something was measured."""
        self._mean: float | None = None
        self._spread = 0.0
        self._guess = guess

    @property
    def seconds(self) -> float:
        """The mean and four times the spread."""
        estimate = self._guess if self._mean is None else self._mean + _SPREADS * self._spread
        return min(max(estimate, SHORTEST_SECONDS), LONGEST_SECONDS)

    def note(self, seconds: float) -> None:
        """Learn from one that was made here."""
        if self._mean is None:
            self._mean, self._spread = seconds, seconds / 2
            return
        self._spread += _SPREAD_WEIGHT * (abs(seconds - self._mean) - self._spread)
        self._mean += _WEIGHT * (seconds - self._mean)
