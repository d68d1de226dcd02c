"""One event `request` in the log for each HTTP request, and its metrics."""

import logging
import time

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.context import RequestContext, get_context
from app.observability.masking import mask_line
from app.observability.metrics import find_series, get_metrics

CALLER_LEFT = 499
"""What nginx logs for a request whose caller left; nobody receives it."""

_LOGGER = logging.getLogger("askdocs.request")
_METHODS = {"GET", "HEAD", "POST", "OPTIONS"}


class RequestLog:
    """ASGI middleware: logs one line when the answer is complete. The question is a field only with `log_questions`."""

    def __init__(self, app: ASGIApp, *, log_questions: bool = False) -> None:
        self._app = app
        self._log_questions = log_questions
        self._logger = structlog.stdlib.get_logger(_LOGGER.name)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the application for one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        context = get_context()
        status = 0

        async def watch_status(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, watch_status)
        finally:
            self._note(scope, CALLER_LEFT if context.has_left else status, context)

    def _note(self, scope: Scope, status: int, context: RequestContext) -> None:
        seconds = time.perf_counter() - context.observation.started
        route = getattr(scope.get("route"), "path", "none")
        metrics = get_metrics()
        find_series(metrics.requests, route, _known_method(scope), str(status)).inc()
        find_series(metrics.request_seconds, route).observe(seconds)
        if not _LOGGER.isEnabledFor(logging.INFO):
            return  # no field need be made
        self._logger.info(
            "request",
            method=scope["method"],
            path=scope["path"][:200],
            route=route,
            status=status,
            seconds=round(seconds, 4),
            **_create_fields(context),
            **self._create_question_field(context),
        )

    def _create_question_field(self, context: RequestContext) -> dict[str, str]:
        question = context.observation.question if self._log_questions else ""
        return {"question": mask_line(question)} if question else {}


def _create_fields(context: RequestContext) -> dict[str, object]:
    observation, caller = context.observation, context.caller
    fields: dict[str, object] = {}
    if observation.outcome:
        fields |= {"outcome": observation.outcome, "reason": observation.reason}
    if context.cache.result:
        fields["cache"] = context.cache.result
    if observation.seconds:
        fields["steps"] = {name: round(value, 4) for name, value in observation.seconds.items()}
    if observation.first_token_seconds is not None:
        fields["first_token_seconds"] = round(observation.first_token_seconds, 4)
    if observation.input_tokens or observation.output_tokens:
        fields |= {"input_tokens": observation.input_tokens, "output_tokens": observation.output_tokens}
    if caller is not None:
        fields["caller"] = f"{caller.kind}:{caller.name}" if caller.kind == "key" else caller.kind
    return fields


def _known_method(scope: Scope) -> str:
    return scope["method"] if scope["method"] in _METHODS else "other"
