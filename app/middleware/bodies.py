"""The bodies of requests, read and checked whole before any route sees them.

A framework reads bodies of any size and kind: 50 MB, text that a page of another site may send without asking
(`text/plain`), JSON so deep that the parser gives up with a 500. Here a body is JSON of a bounded size that arrived in
a bounded time, or its sender is told what is wrong with it. It is parsed once: `RequestContext.content` is what every
route works with.
"""

import asyncio
import re
from typing import NoReturn
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.context import get_context
from app.middleware.problems import create_http_problem
from app.middleware.strict_json import parse_json
from app.settings import LimitSettings

BODY_SECONDS = 10.0
"""How long a body may take to arrive. A megabyte in that time is 0.8 Mbit/s."""
DRAIN_SECONDS = 2.0
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
MAX_FIELDS = 50


class JsonBodies:
    """ASGI middleware: answers 400, 408, 413 or 415 to a POST whose body is not the JSON that it should be.

    It sets `content`, `questions` and `searches` of the request's context. Bodies that no wire declares are not read.
    """

    def __init__(self, app: ASGIApp, *, limits: LimitSettings, seconds: float = BODY_SECONDS) -> None:
        self._app = app
        self._limits = limits
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the application for one request."""
        context = get_context()
        if scope["type"] != "http" or context.endpoint is None:
            await self._app(scope, receive, send)
            return
        if scope["method"] != "POST":
            context.count()
            await self._app(scope, receive, send)
            return
        try:
            takes_form = context.endpoint.takes_form
            body = await self._read(scope, receive, FORM if takes_form else JSON)
            context.content = parse_form(body) if takes_form else parse_json(body)
            context.count()
        except HTTPException as error:
            await create_http_problem(scope, error)(scope, receive, send)
            return
        except ClientDisconnect:
            return
        message: Message | None = {"type": "http.request", "body": body, "more_body": False}

        async def replay() -> Message:
            nonlocal message
            if message is None:
                return await receive()
            first, message = message, None
            return first

        await self._app(scope, replay, send)

    async def _read(self, scope: Scope, receive: Receive, kind: str) -> bytes:
        """The body without a byte order mark. Raises HTTPException and ClientDisconnect."""
        headers = Headers(scope=scope)
        _check_headers(headers, kind)
        length = headers.get("content-length", "")
        if length.isdecimal() and int(length) > self._limits.body_bytes:
            await self._refuse_size(headers, receive)
        body = bytearray()
        try:
            async with asyncio.timeout(self._seconds):
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


def parse_form(body: bytes) -> dict[str, str]:
    """What the fields of a form hold. Raises HTTPException (400)."""
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MAX_FIELDS, errors="strict"))
    except ValueError:
        raise HTTPException(400, "The body is not what a form of this service sends. Send the form again.") from None


def _check_headers(headers: Headers, wanted: str) -> None:
    kind, _, parameters = headers.get("content-type", "").partition(";")
    if kind.strip().lower() != wanted:
        what = "JSON" if wanted == JSON else "the form"
        raise HTTPException(415, f"Send {what}, with the header `Content-Type: {wanted}`.")
    charset = re.search(r"charset\s*=\s*\"?([^\s;\"]+)", parameters, re.IGNORECASE)
    if charset and charset[1].lower() not in {"utf-8", "utf8"}:
        raise HTTPException(415, "Bodies are UTF-8. Leave the charset out of the Content-Type.")
    if headers.get("content-encoding", "identity").lower() != "identity":
        raise HTTPException(415, "Compressed bodies are not read. Send it as it is.")
