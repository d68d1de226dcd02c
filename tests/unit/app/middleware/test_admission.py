"""The budget of tokens: what a shared answer cost is taken off once, even when nobody waits for it any more."""

from typing import Any

from app.context import Caller, Observation, RequestContext, entering, get_context
from app.middleware.admission import Admission
from app.middleware.limits import Limits
from app.observability.steps import note_tokens
from app.settings import LimitSettings


class Service:
    """Admission in front of an application that a test gives, as a caller sees it."""

    def __init__(self, tokens_per_day: int) -> None:
        settings = LimitSettings(tokens_per_day=tokens_per_day)
        self.app: Any = None
        self.statuses: list[int] = []
        self.admission = Admission(self.run, limits=Limits(settings), settings=settings)

    async def run(self, scope: Any, receive: Any, send: Any) -> None:
        self.app()
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def ask(self, app: Any) -> int:
        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                self.statuses.append(message["status"])

        self.app = app
        with entering(RequestContext(questions=1, caller=Caller("address", "192.0.2.1"))):
            await self.admission({"type": "http", "method": "POST", "path": "/chat"}, None, send)  # type: ignore[arg-type]
        return self.statuses[-1]


def nothing() -> None:
    """An answer that costs nothing."""


async def test_tokens_that_are_counted_after_their_caller_has_left_are_taken_off_the_budget() -> None:
    service = Service(tokens_per_day=100)
    left: list[Observation] = []
    assert await service.ask(lambda: left.append(get_context().observation)) == 200
    left[0].meter.tokens += 100  # the shared answer goes on in the context of the caller who has left
    assert await service.ask(nothing) == 429


async def test_tokens_are_taken_off_once() -> None:
    service = Service(tokens_per_day=100)
    assert await service.ask(lambda: note_tokens(30, 19)) == 200
    assert [await service.ask(nothing) for _ in range(5)] == [200] * 5
    assert await service.ask(lambda: note_tokens(30, 21)) == 200
    assert await service.ask(nothing) == 429
