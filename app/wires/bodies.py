"""The bodies of requests, read and checked whole before any route sees them.

A framework reads bodies of any size and kind: 50 MB, text that a page of another site may send without asking
(`text/plain`), JSON so deep that the parser gives up with a 500. Here a body is JSON of a bounded size that arrived in
a bounded time, or its sender is told what is wrong with it.
"""

import asyncio
import json
import math
import re
from typing import Any, NoReturn

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.settings import LimitSettings
from app.wires.problems import create_http_problem

READ_ONLY = ("/health", "/metrics", "/docs", "/openapi.json", "/site")
MAX_DEPTH = 32
MAX_VALUES = 20_000
DRAIN_SECONDS = 2.0
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


class JsonBodies:
    """ASGI middleware: answers 400, 408, 413 or 415 to a POST whose body is not the JSON that it should be.

    `scope["state"]["questions"]` becomes the number of questions in it: the items of a batch, else 1. A trailing slash
    names the same endpoint.
    """

    def __init__(self, app: ASGIApp, *, limits: LimitSettings) -> None:
        self._app = app
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the application for one request."""
        if not is_question(scope):
            await self._app(scope, receive, send)
            return
        try:
            body = await self._read(scope, receive)
            content = parse_json(body)
        except HTTPException as error:
            await create_http_problem(scope, error)(scope, receive, send)
            return
        except ClientDisconnect:
            return
        inputs = content.get("inputs") if isinstance(content, dict) else None
        scope.setdefault("state", {})["questions"] = max(1, len(inputs)) if isinstance(inputs, list) else 1
        message: Message | None = {"type": "http.request", "body": body, "more_body": False}

        async def replay() -> Message:
            nonlocal message
            if message is None:
                return await receive()
            first, message = message, None
            return first

        _drop_trailing_slash(scope)
        await self._app(scope, replay, send)

    async def _read(self, scope: Scope, receive: Receive) -> bytes:
        """The body without a byte order mark. Raises HTTPException and ClientDisconnect."""
        headers = Headers(scope=scope)
        _check_headers(headers)
        length = headers.get("content-length", "")
        if length.isdecimal() and int(length) > self._limits.body_bytes:
            await self._refuse_size(headers, receive)
        body = bytearray()
        try:
            async with asyncio.timeout(self._limits.body_seconds):
                while True:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        raise ClientDisconnect
                    body += message.get("body", b"")
                    if len(body) > self._limits.body_bytes or not message.get("more_body", False):
                        break
        except TimeoutError:
            raise HTTPException(
                408, "The body did not arrive in time. Send it faster.", headers={"Connection": "close"}
            ) from None
        if len(body) > self._limits.body_bytes:
            await self._refuse_size(headers, receive)
        return bytes(body).removeprefix(b"\xef\xbb\xbf")

    async def _refuse_size(self, headers: Headers, receive: Receive) -> NoReturn:
        """Most clients read no answer before all is sent: what comes soon is thrown away first."""
        if headers.get("expect", "").lower() != "100-continue":
            try:
                async with asyncio.timeout(DRAIN_SECONDS):
                    while (await receive()).get("more_body", False):
                        continue
            except TimeoutError:
                pass
        raise HTTPException(
            413,
            f"The body is larger than {self._limits.body_bytes} bytes. Send less, such as fewer earlier turns.",
            headers={"Connection": "close"},
        )


def is_question(scope: Scope) -> bool:
    """True for what may be answered at a price: every POST but those to places that are only read."""
    return scope["type"] == "http" and scope["method"] == "POST" and not scope["path"].startswith(READ_ONLY)


def parse_json(body: bytes) -> Any:
    """Read JSON strictly: UTF-8, no NaN, no name twice in an object, at most so deep and so many values.

    Raises:
        HTTPException: 400 with what is wrong, which never quotes the body.
    """
    try:
        content = json.loads(
            body.decode("utf-8"),
            parse_constant=_refuse_constant,
            parse_float=_parse_float,
            object_pairs_hook=_create_object,
        )
    except UnicodeDecodeError:
        raise HTTPException(400, "The body is not UTF-8. Send JSON in UTF-8.") from None
    except RecursionError:
        raise _too_deep() from None
    except ValueError:  # JSONDecodeError, and numbers of thousands of digits
        raise HTTPException(400, "The body is not valid JSON. Send a JSON object.") from None
    if body.count(b"[") + body.count(b"{") > MAX_DEPTH:
        _check_shape(content)
    if _SURROGATE.search(body):
        _check_text(content)
    return content


def _check_headers(headers: Headers) -> None:
    kind, _, parameters = headers.get("content-type", "").partition(";")
    if kind.strip().lower() != "application/json":
        raise HTTPException(415, "Send JSON, with the header `Content-Type: application/json`.")
    charset = re.search(r"charset\s*=\s*\"?([^\s;\"]+)", parameters, re.IGNORECASE)
    if charset and charset[1].lower() not in {"utf-8", "utf8"}:
        raise HTTPException(415, "JSON is UTF-8. Leave the charset out of the Content-Type.")
    if headers.get("content-encoding", "identity").lower() != "identity":
        raise HTTPException(415, "Compressed bodies are not read. Send the JSON as it is.")


def _refuse_constant(name: str) -> NoReturn:
    raise HTTPException(400, f"The body holds {name}, which JSON does not have. Send a number or leave it out.")


def _parse_float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise HTTPException(400, "The body holds a number that is too large.")
    return number


def _create_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of two values with one name, each reader takes another: what was checked would not be what is used."""
    content = dict(pairs)
    if len(content) < len(pairs):
        raise HTTPException(400, "The body names a field twice in one object. Name each once.")
    return content


def _check_shape(content: Any) -> None:
    level, values = [content], 0
    for _ in range(MAX_DEPTH):
        values += len(level)
        if values > MAX_VALUES:
            raise HTTPException(400, f"The body holds more than {MAX_VALUES} values. Send less.")
        level = [
            value
            for parent in level
            if isinstance(parent, (dict, list))
            for value in (parent.values() if isinstance(parent, dict) else parent)
        ]
        if not level:
            return
    raise _too_deep()


def _too_deep() -> HTTPException:
    return HTTPException(400, f"The body is nested more than {MAX_DEPTH} levels deep. Send a flatter object.")


def _check_text(content: Any) -> None:
    """Half of a surrogate pair is no character and cannot be sent on."""
    try:
        json.dumps(content, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise HTTPException(400, "The body holds half of a surrogate pair. Send whole characters.") from None


def _drop_trailing_slash(scope: Scope) -> None:
    if scope["path"].endswith("/") and scope["path"] != "/":
        scope["path"] = scope["path"].rstrip("/")
        scope["raw_path"] = scope.get("raw_path", b"").rstrip(b"/")
