"""What happened while one request was answered: noted by adapters and wires, read by the log and the metrics."""

import time
from dataclasses import dataclass, field


@dataclass(slots=True)
class Meter:
    """Gemini's tokens that are not yet taken off the budget. Each is taken once, also when callers share an answer."""

    tokens: int = 0

    def take(self) -> int:
        """Return the tokens that nobody has taken yet, and set the count to zero."""
        tokens, self.tokens = self.tokens, 0
        return tokens


@dataclass(slots=True)
class Observation:
    """One request. Times are in seconds."""

    started: float = field(default_factory=time.perf_counter)
    question: str = ""
    outcome: str = ""
    reason: str = ""
    first_token_seconds: float | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    """What each kind of step took, by its name."""
    input_tokens: int = 0
    output_tokens: int = 0
    meter: Meter = field(default_factory=Meter)
