"""What the control endpoint has set, and what has been called. One per app; used in its event loop only."""

import asyncio
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from gemini_emulator.control.schemas import Calls, Fault, Latency, Limit, Method, ScriptedAnswer
from gemini_emulator.errors import exhausted

WINDOW_SECONDS = 60.0
REMEMBERED_PROMPTS = 20


class State:
    """Empty at first: then the emulator answers everything at once and well."""

    def __init__(self) -> None:
        self._closing = asyncio.Event()
        self.calls = Calls()
        self.reset()

    def reset(self) -> None:
        """Back to empty; generations that are running stay counted."""
        self.script: deque[ScriptedAnswer] = deque()
        self.faults: list[Fault] = []
        self.limits: list[Limit] = []
        self.latency = Latency()
        self.calls = Calls(generations_running=self.calls.generations_running)
        self._taken: list[tuple[float, str]] = []

    def close(self) -> None:
        """End every pause now, so that the server can stop."""
        self._closing.set()

    async def pause(self, seconds: float) -> None:
        """Wait, unless the server is stopping; with 0, let others run."""
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        try:
            await asyncio.wait_for(self._closing.wait(), seconds)
        except TimeoutError:
            return

    def take_fault(self, method: Method) -> Fault:
        """The fault for this call; one without effect when there is none."""
        for number, fault in enumerate(self.faults):
            if fault.method in {None, method}:
                if fault.times == 1:
                    del self.faults[number]
                else:
                    self.faults[number] = fault.model_copy(update={"times": fault.times - 1})
                return fault
        return Fault()

    def take_quota(self, method: Method, model: str) -> None:
        """Count the call against the limits.

        Raises:
            ApiError: 429, with RetryInfo unless the limit hides it.
        """
        now = monotonic()
        self._taken = [(at, name) for at, name in self._taken if now - at < WINDOW_SECONDS]
        for limit in self.limits:
            if limit.method not in {None, method}:
                continue
            used = [at for at, name in self._taken if limit.method in {None, name}]
            if len(used) >= limit.per_minute:
                wait = WINDOW_SECONDS - (now - used[-limit.per_minute]) if limit.per_minute else WINDOW_SECONDS
                raise exhausted(
                    retry_delay=round(wait, 3) if limit.retry_info else None,
                    quota_id="GenerateRequestsPerMinutePerProjectPerModel-FreeTier",
                    model=model,
                )
        if self.limits:
            self._taken.append((now, method))

    def count_call(self, method: Method) -> None:
        """A call has come in."""
        self.calls.by_method = _raised(self.calls.by_method, method)

    def count_status(self, status: int) -> None:
        """A call has been answered."""
        self.calls.by_status = _raised(self.calls.by_status, str(status))

    @contextmanager
    def generation(self, prompt: str, input_tokens: int) -> Iterator[None]:
        """Count a generation as running until the block ends."""
        calls = self.calls
        calls.last_prompts = [*calls.last_prompts, prompt][-REMEMBERED_PROMPTS:]
        calls.input_tokens += input_tokens
        calls.generations_running += 1
        try:
            yield
            self.calls.generations_finished += 1
        finally:
            self.calls.generations_running -= 1


def _raised(counts: dict[str, int], key: str) -> dict[str, int]:
    return dict(Counter(counts) + Counter({key: 1}))
