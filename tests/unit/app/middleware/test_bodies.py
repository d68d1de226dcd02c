"""Bodies that come slowly, in pieces, or not at all."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest

from app.context import Endpoint, RequestContext, entering
from app.middleware.bodies import BODY_SECONDS, JsonBodies
from app.settings import LimitSettings

DISCONNECT = {"type": "http.disconnect"}


def piece(body: bytes, *, more: bool = True) -> dict[str, Any]:
    return {"type": "http.request", "body": body, "more_body": more}


async def send_body(
    messages: Sequence[Any], *, seconds: float = 60, headers: dict[str, str] | None = None
) -> tuple[int, dict[str, str], RequestContext, bytes]:
    """Status and headers of the answer, what the middleware has noted, and the body that the application has seen.

    A number among the messages is a wait; after the last message nothing comes any more. Status 0: no answer.
    """
    sent: list[Any] = []
    seen = b""

    async def app(_: Any, receive: Any, send: Any) -> None:
        nonlocal seen
        message = await receive()
        seen = message["body"]
        assert not message["more_body"]
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def follow() -> AsyncIterator[Any]:
        for message in messages:
            if isinstance(message, float):
                await asyncio.sleep(message)
            else:
                yield message
        await asyncio.Event().wait()

    source = follow()

    async def receive() -> Any:
        return await anext(source)

    async def send(message: Any) -> None:
        sent.append(message)

    given = {"content-type": "application/json"} | (headers or {})
    scope: dict[str, Any] = {"type": "http", "method": "POST", "path": "/chat"}
    scope["headers"] = [(name.encode(), value.encode()) for name, value in given.items()]
    context = RequestContext(endpoint=Endpoint("/chat"))
    with entering(context):
        await JsonBodies(app, limits=LimitSettings(body_bytes=1_000), seconds=seconds)(scope, receive, send)
    start: dict[str, Any] = sent[0] if sent else {"status": 0, "headers": []}
    return start["status"], {name.decode(): value.decode() for name, value in start["headers"]}, context, seen


async def test_a_body_in_pieces_is_one_for_the_application() -> None:
    status, _, context, seen = await send_body([piece(b'{"que'), 0.01, piece(b""), piece(b'ry": "How?"}', more=False)])
    assert (status, seen) == (200, b'{"query": "How?"}')
    assert (context.content, context.questions) == ({"query": "How?"}, 1)


@pytest.mark.parametrize("body", [[], [piece(b"{")], [piece(b'{"query": "How?"}')], [piece(b"")] * 50])
async def test_a_body_that_does_not_arrive_in_time_is_given_up(body: Any) -> None:
    status, headers, context, seen = await send_body(body, seconds=0.05)
    assert (status, headers["connection"], seen) == (408, "close", b"")
    assert (context.content, context.questions) == (None, 0)


async def test_a_body_that_trickles_is_given_up_though_something_always_comes() -> None:
    trickle = [each for _ in range(1_000) for each in (0.005, piece(b" "))]
    assert (await send_body(trickle, seconds=0.1))[0] == 408


async def test_a_body_may_take_ten_seconds() -> None:
    assert BODY_SECONDS == 10
    assert (await send_body([0.2, piece(b"{}", more=False)]))[0] == 200


async def test_whoever_leaves_before_the_end_gets_no_answer_and_asks_nothing() -> None:
    status, _, context, seen = await send_body([piece(b'{"query": "How?"}'), DISCONNECT])
    assert (status, context.questions, seen) == (0, 0, b"")


@pytest.mark.parametrize("announced", [True, False])
async def test_a_body_that_is_too_large_is_refused_announced_or_not(*, announced: bool) -> None:
    whole = json.dumps({"query": "x" * 2_000}).encode()
    headers = {"content-length": str(len(whole))} if announced else None
    status, told, *_ = await send_body([piece(whole[:900]), piece(whole[900:], more=False)], headers=headers)
    assert (status, told["connection"]) == (413, "close")


async def test_a_sender_who_waits_to_be_told_is_refused_at_once() -> None:
    expecting = {"content-length": "100000000", "expect": "100-continue"}
    assert (await send_body([], headers=expecting))[0] == 413
