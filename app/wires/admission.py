"""Which questions are answered: from whom, how many, and how many at once. The rest is refused at once."""

from math import ceil

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from app.access import IdentifyCaller
from app.limits import Limits, Refusal
from app.metrics import get_metrics
from app.observations import Meter, get_observation
from app.settings import LimitSettings
from app.wires.bodies import is_question
from app.wires.problems import create_http_problem

BUSY_SECONDS = 2


class CallerCheck:
    """ASGI middleware: 401 before anything is read, for a question from somebody who may not ask."""

    def __init__(self, app: ASGIApp, *, identify: IdentifyCaller) -> None:
        self._app = app
        self._identify = identify

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the application for one request."""
        if is_question(scope):
            try:
                caller = self._identify(scope)
            except HTTPException as error:
                await create_http_problem(scope, error)(scope, receive, send)
                return
            scope.setdefault("state", {})["caller"] = caller
            if (observation := get_observation()) is not None:
                observation.caller = f"{caller.kind}:{caller.name}" if caller.kind == "key" else caller.kind
        await self._app(scope, receive, send)


class Admission:
    """ASGI middleware: 429 above a caller's limits, 503 when as many answers as may be are under way already.

    It must stand inside of `CallerCheck` and `JsonBodies`, which say who asks and how many questions there are.
    """

    def __init__(self, app: ASGIApp, *, limits: Limits, settings: LimitSettings) -> None:
        self._app = app
        self._limits = limits
        self._settings = settings
        self._running = 0
        self._meter = Meter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the application for one request."""
        if not is_question(scope):
            await self._app(scope, receive, send)
            return
        questions: int = scope["state"]["questions"]
        slots = min(questions, self._settings.batch_concurrency)
        if self._running and self._running + slots > self._settings.concurrent_answers:
            detail = "As many answers as may be are under way. Try again in a moment."
            await self._refuse(503, Refusal("concurrent_answers", detail, BUSY_SECONDS), scope, receive, send)
            return
        if (observation := get_observation()) is not None:
            observation.meter = self._meter
        self._occupy(slots)
        try:
            await self._limits.spend(self._meter.take())  # what was counted after its caller had left
            if refusal := await self._limits.take(scope["state"]["caller"], questions):
                await self._refuse(429, refusal, scope, receive, send)
                return
            await self._app(scope, receive, send)
        finally:
            self._occupy(-slots)
            await self._limits.spend(self._meter.take())

    def _occupy(self, slots: int) -> None:
        self._running += slots
        get_metrics().running.inc(slots)

    async def _refuse(self, status: int, refusal: Refusal, scope: Scope, receive: Receive, send: Send) -> None:
        get_metrics().refused.labels(refusal.limit).inc()
        error = HTTPException(status, refusal.detail, headers={"Retry-After": str(ceil(refusal.retry_after))})
        await create_http_problem(scope, error)(scope, receive, send)
