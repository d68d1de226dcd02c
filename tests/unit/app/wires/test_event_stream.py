import asyncio
import logging
from collections.abc import AsyncGenerator, MutableMapping
from typing import Any

import pytest
from sse_starlette import EventSourceResponse, ServerSentEvent

from app.wires.event_stream import EventStream
from app.wires.langserve.route import create_event_stream, format_event
from tests.support.virtual_time import in_virtual_time

Message = MutableMapping[str, Any]


async def test_frames_go_out_one_by_one_and_then_the_end() -> None:
    sent = await _run(EventStream(_yield(b"data: 1\n\n", b"data: 2\n\n"), headers={"x-own": "1"}))
    headers = dict(sent[0]["headers"])
    assert headers[b"content-type"] == b"text/event-stream; charset=utf-8"
    assert (headers[b"cache-control"], headers[b"x-accel-buffering"], headers[b"x-own"]) == (b"no-cache", b"no", b"1")
    bodies = [(message["body"], message["more_body"]) for message in sent[1:]]
    assert bodies == [(b"data: 1\n\n", True), (b"data: 2\n\n", True), (b"", False)]


@in_virtual_time
async def test_a_silent_stream_sends_comments_and_none_behind_its_end() -> None:
    async def wait() -> AsyncGenerator[bytes]:
        await asyncio.sleep(40)
        yield b"data: 1\n\n"

    sent = await _run(EventStream(wait(), seconds=15))
    await asyncio.sleep(60)
    assert [message["body"] for message in sent[1:]] == [b": ping\n\n", b": ping\n\n", b"data: 1\n\n", b""]


@in_virtual_time
async def test_a_protocol_without_comments_gets_none() -> None:
    async def wait() -> AsyncGenerator[bytes]:
        await asyncio.sleep(40)
        yield b"data: 1\n\n"

    sent = await _run(EventStream(wait(), heartbeat=b""))
    assert [message["body"] for message in sent[1:]] == [b"data: 1\n\n", b""]


async def test_frames_are_closed_when_they_cannot_be_sent() -> None:
    closed = []

    async def write() -> AsyncGenerator[bytes]:
        try:
            yield b"data: 1\n\n"
            yield b"data: 2\n\n"
        finally:
            closed.append(True)

    async def send(message: Message) -> None:
        if message.get("body"):
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await EventStream(write())({}, _receive, send)
    assert closed == [True]
    await asyncio.sleep(0)
    assert [task.get_name() for task in asyncio.all_tasks() if task.get_name() == "heartbeat"] == []


async def test_the_events_of_langserve_are_written_as_it_writes_them() -> None:
    events = [{"event": "data", "data": '{"response": "a"}'}, {"event": "end"}]

    async def tell() -> AsyncGenerator[dict[str, str]]:
        for event in events:
            yield event

    ours = [message["body"] for message in (await _run(create_event_stream(EventSourceResponse(tell()))))[1:]]
    theirs: list[Message] = []

    async def send(message: Message) -> None:
        theirs.append(message)

    await EventSourceResponse(tell())({"type": "http", "method": "POST"}, _receive, send)
    assert ours == [message["body"] for message in theirs[1:]]
    assert ours == [b'event: data\r\ndata: {"response": "a"}\r\n\r\n', b"event: end\r\n\r\n", b""]


@pytest.mark.parametrize(
    "event",
    [
        {"event": "data", "data": '{"response": "–\u2028\x85"}'},
        {"event": "data", "data": "two\nlines\r\nor\rfour"},
        {"event": "data", "data": ""},
        {"event": "end"},
        {"event": "end", "id": "7", "retry": 5, "comment": "more"},
    ],
)
def test_an_event_is_written_as_the_library_writes_it(event: dict[str, Any]) -> None:
    assert format_event(**event) == ServerSentEvent(**event).encode()


async def test_langserves_last_word_to_a_caller_who_left_is_no_error(caplog: pytest.LogCaptureFixture) -> None:
    async def tell() -> AsyncGenerator[dict[str, str]]:
        try:
            yield {"event": "data", "data": "1"}
            yield {"event": "data", "data": "2"}
        except BaseException:
            yield {"event": "error", "data": "LangServe says this to nobody"}
            raise

    async def send(message: Message) -> None:
        if message.get("body"):
            raise ConnectionResetError

    with caplog.at_level(logging.WARNING), pytest.raises(ConnectionResetError):
        await create_event_stream(EventSourceResponse(tell()))({}, _receive, send)
    await asyncio.sleep(0)
    assert caplog.records == []


async def _run(response: EventStream) -> list[Message]:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    await response({}, _receive, send)
    return sent


async def _yield(*frames: bytes) -> AsyncGenerator[bytes]:
    for frame in frames:
        yield frame


async def _receive() -> Message:
    await asyncio.Event().wait()
    return {"type": "http.disconnect"}
