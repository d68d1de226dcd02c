import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.types import Message, Receive, Scope, Send

from app.wires.mcp.late import LateEndpoint


class Recorded:
    """Counts how often it is asked, and says whether it runs."""

    def __init__(self) -> None:
        self.asked = 0
        self.is_running = False

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        assert not self.is_running
        self.is_running = True
        yield
        self.is_running = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self.is_running
        self.asked += 1


async def receive() -> Message:
    return {"type": "http.request"}


async def send(_: Message) -> None:
    """Nobody reads."""


async def test_calls_that_come_at_once_make_one_endpoint_which_ends_with_the_service() -> None:
    made = list[Recorded]()

    def create() -> Recorded:
        made.append(Recorded())
        return made[-1]

    late = LateEndpoint(create)  # type: ignore[arg-type] # it is asked in the same way
    async with late.running():
        assert not made
        await asyncio.gather(*(late({"type": "http"}, receive, send) for _ in range(3)))
        [endpoint] = made
        assert (endpoint.asked, endpoint.is_running) == (3, True)
    assert not endpoint.is_running


async def test_an_endpoint_that_could_not_be_made_is_tried_again() -> None:
    tries, endpoint = iter([OSError("no memory"), None]), Recorded()

    def create() -> Recorded:
        if error := next(tries):
            raise error
        return endpoint

    late = LateEndpoint(create)  # type: ignore[arg-type] # as above
    async with late.running():
        [failure] = await asyncio.gather(late({"type": "http"}, receive, send), return_exceptions=True)
        assert isinstance(failure, OSError)
        await late({"type": "http"}, receive, send)
    assert endpoint.asked == 1
