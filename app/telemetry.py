"""Logs: one JSON line an event, with fields; one event `request` for each HTTP request.

No answer, passage or secret is ever a field, and a question only where the owner asks for it.
"""

import logging
import sys
import time
from uuid import uuid4

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.tracebacks import ExceptionDictTransformer
from structlog.typing import Processor

from app.masking import mask
from app.metrics import get_metrics
from app.observations import Observation, observing

REQUEST_ID_HEADER = "X-Request-ID"
MAX_REQUEST_ID_CHARACTERS = 128
CALLER_LEFT = 499
"""What nginx logs for a request whose caller left; nobody receives it."""

_METHODS = {"GET", "HEAD", "POST", "OPTIONS"}


def configure_logging(level: str) -> None:
    """Send the logs of askdocs and of its libraries to standard error as JSON lines."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                # Without local variables: they hold questions, passages and keys.
                structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("askdocs").setLevel(level.upper())


class RequestLog:
    """ASGI middleware: gives each request an id, sends it back, and logs one line when the answer is complete.

    A caller's own id is kept when it is printable and short; anything else could forge log lines. The question is a
    field only with `log_questions`, and then masked.
    """

    def __init__(self, app: ASGIApp, *, log_questions: bool = False) -> None:
        self._app = app
        self._log_questions = log_questions
        self._logger = structlog.stdlib.get_logger("askdocs.request")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the application for one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _read_request_id(scope)
        scope.setdefault("state", {})["request_id"] = request_id
        status = 0

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[REQUEST_ID_HEADER] = request_id
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id), observing() as observation:
            try:
                await self._app(scope, receive, send_with_id)
            finally:
                if scope["state"].get("left"):
                    status = CALLER_LEFT
                self._note(scope, status, observation)

    def _note(self, scope: Scope, status: int, observation: Observation) -> None:
        seconds = time.perf_counter() - observation.started
        route = getattr(scope.get("route"), "path", "none")
        metrics = get_metrics()
        metrics.requests.labels(route, _known_method(scope), str(status)).inc()
        metrics.request_seconds.labels(route).observe(seconds)
        if not _is_logged():
            return
        fields: dict[str, object] = {}
        if observation.outcome:
            fields |= {"outcome": observation.outcome, "reason": observation.reason}
        if observation.cache:
            fields["cache"] = observation.cache
        if observation.seconds:
            fields["steps"] = {name: round(value, 4) for name, value in observation.seconds.items()}
        if observation.first_token_seconds is not None:
            fields["first_token_seconds"] = round(observation.first_token_seconds, 4)
        if observation.input_tokens or observation.output_tokens:
            fields |= {"input_tokens": observation.input_tokens, "output_tokens": observation.output_tokens}
        if observation.caller:
            fields["caller"] = observation.caller
        if self._log_questions and observation.question:
            fields["question"] = mask(observation.question)
        self._logger.info(
            "request",
            method=scope["method"],
            path=scope["path"][:200],
            route=route,
            status=status,
            seconds=round(seconds, 4),
            **fields,
        )


def _is_logged() -> bool:
    """False when the level is above info: then no field need be made."""
    return logging.getLogger("askdocs.request").isEnabledFor(logging.INFO)


def _known_method(scope: Scope) -> str:
    return scope["method"] if scope["method"] in _METHODS else "other"


def _read_request_id(scope: Scope) -> str:
    given = Headers(scope=scope).get(REQUEST_ID_HEADER, "")
    if 0 < len(given) <= MAX_REQUEST_ID_CHARACTERS and given.isascii() and given.isprintable():
        return given
    return uuid4().hex
