"""What happened while one request was answered: noted by adapters and wires, read by the log and the metrics."""

import time
from dataclasses import dataclass, field


@dataclass(slots=True)
class Meter:
    """Tokens that Gemini has counted, until they are taken off the budget: once, whoever waits for the answer."""

    tokens: int = 0

    def take(self) -> int:
        """Those that nobody has taken yet."""
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
