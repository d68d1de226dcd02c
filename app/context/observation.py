"""What happened while one request was answered: noted by adapters and wires, read by the log and the metrics."""

import time
from collections.abc import Sequence
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
    is_shown: bool = False
    """A word of the answer is on its way to its reader."""
    seconds: dict[str, float] = field(default_factory=dict)
    """What each kind of step took, by its name."""
    input_tokens: int = 0
    output_tokens: int = 0
    meter: Meter = field(default_factory=Meter)
    wants_vector: bool = False
    vector: Sequence[float] | None = None
    """Of the question, as it was searched with, where it is wanted."""

    def begin(self) -> "Observation":
        """One answer of several that the request asks for."""
        return Observation(started=self.started, meter=self.meter)

    def add(self, answer: "Observation") -> None:
        """Take in what happened while one of several answers was made."""
        self.question, self.outcome, self.reason = answer.question, answer.outcome, answer.reason
        self.first_token_seconds = self.first_token_seconds or answer.first_token_seconds
        for name, seconds in answer.seconds.items():
            self.seconds[name] = self.seconds.get(name, 0.0) + seconds
        self.input_tokens += answer.input_tokens
        self.output_tokens += answer.output_tokens
