"""Clients that are slow, or say too much before they ask."""

import json
import socket
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import httpx
import pytest

from app.serving.heads import BoundedProtocol
from app.settings import Settings
from tests.support.services import Control, serving

HEAD = b"GET /health HTTP/1.1\r\nhost: x\r\n"


@pytest.fixture(scope="module")
def address(kitchen: Callable[..., Settings]) -> Iterator[str]:
    with serving(kitchen()) as address:
        yield address


class ImpatientProtocol(BoundedProtocol):
    head_seconds = 0.3


@pytest.fixture(scope="module")
def impatient(kitchen: Callable[..., Settings]) -> Iterator[str]:
    """A service that gives up a head after 0.3 s."""
    with serving(kitchen(), protocol=ImpatientProtocol) as address:
        yield address


@pytest.fixture
def connection(address: str) -> Iterator[socket.socket]:
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port), timeout=5) as connection:
        yield connection
    assert httpx.get(f"{address}/health").status_code == 200


def read_all(connection: socket.socket) -> bytes:
    received = b""
    try:
        while chunk := connection.recv(65536):
            received += chunk
    except ConnectionError:
        pass
    return received


@pytest.mark.parametrize("pieces", [[], [b"G"], [HEAD, b"a: b\r\n"], [HEAD + b"\r\n", b"GET /hea"]])
def test_a_head_that_does_not_come_is_given_up(pieces: list[bytes], impatient: str) -> None:
    parts = urlsplit(impatient)
    with socket.create_connection((parts.hostname, parts.port), timeout=5) as slow:
        started = time.monotonic()
        for piece in pieces:
            slow.sendall(piece)
            time.sleep(0.1)
        read_all(slow)
    assert time.monotonic() - started < 2
    assert httpx.get(f"{impatient}/health").status_code == 200


def trickle(connection: socket.socket) -> None:
    connection.sendall(b"GET / HTTP/1.1\r\nx: ")
    for _ in range(100):
        connection.sendall(b"x")
        time.sleep(0.02)


def test_a_head_that_trickles_is_given_up_too(impatient: str) -> None:
    parts = urlsplit(impatient)
    with (
        socket.create_connection((parts.hostname, parts.port), timeout=5) as slow,
        pytest.raises(ConnectionError),
    ):
        trickle(slow)
    assert httpx.get(f"{impatient}/health").status_code == 200


@pytest.mark.parametrize(
    "head",
    [
        b"GET /" + b"x" * 40_000 + b" HTTP/1.1\r\n",
        HEAD + b"a: " + b"x" * 40_000 + b"\r\n",
        HEAD + b"a: b\r\n" * 10_000,
        HEAD + b"a: " + b"x" * 40_000 + b"\r\n\r\n",
    ],
)
def test_a_head_that_is_too_large_is_refused(head: bytes, connection: socket.socket) -> None:
    connection.sendall(head)
    answer, _, body = read_all(connection).partition(b"\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 431")
    problem = json.loads(body)
    assert problem["detail"] == "The address and the headers are longer than 32768 bytes. Send a shorter request."
    assert f"x-request-id: {problem['request_id']}".encode() in answer.splitlines()


def test_an_answer_may_take_longer_than_a_head(impatient: str, control: Control) -> None:
    with httpx.Client(base_url=impatient, timeout=20) as client:
        for _ in range(3):
            control.fail(method="batchEmbedContents", hang=0.5)
            assert client.post("/chat", json={"query": "How is a pan washed?"}).status_code == 200
            time.sleep(0.4)


def test_a_large_body_is_no_large_head(address: str, control: Control) -> None:
    answer = httpx.post(f"{address}/chat", json={"query": "How?", "more": "x" * 200_000})
    assert answer.status_code == 200


def test_requests_one_after_the_other_on_one_connection_are_answered(connection: socket.socket) -> None:
    connection.sendall((HEAD + b"\r\n") * 3 + HEAD + b"connection: close\r\n\r\n")
    assert read_all(connection).count(b"HTTP/1.1 200") == 4
