"""How many questions are answered, and how many at once. The rest is refused at once."""

from collections.abc import Sequence
from math import ceil

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from app.context import Caller, Meter, RequestContext, get_context
from app.middleware.limits.budget import Reservation
from app.middleware.limits.rates import Limits, Refusal
from app.middleware.limits.site_budgets import SiteBudgets
from app.middleware.problems import create_http_problem
from app.observability.metrics import get_metrics
from app.settings import LimitSettings

BUSY_SECONDS = 2
BATCH_CONCURRENCY = 4
"""Questions of one request that are answered at once."""


class Admission:
    """ASGI middleware: 429 above a caller's limits, 503 when as many answers as may be are under way already.

    Searches and votes have a limit of their own, and nothing else.

    It must stand inside of `CallerCheck` and `JsonBodies`, which say who asks and how many questions there are. What an
    answer may cost is reserved before it begins, and settled when it ends, however it ends.
    """

    def __init__(self, app: ASGIApp, *, limits: Limits, budgets: SiteBudgets, settings: LimitSettings) -> None:
        self._app = app
        self._limits = limits
        self._budgets = budgets
        self._settings = settings
        self._running = 0
        self._meters: dict[str, Meter] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the application for one request."""
        context = get_context()
        questions, caller = context.questions, context.caller
        if scope["type"] != "http" or caller is None:
            await self._app(scope, receive, send)
            return
        if refusal := await self._take_lesser(context, caller):
            await self._refuse(429, refusal, scope, receive, send)
            return
        if not questions:
            await self._app(scope, receive, send)
            return
        slots = min(questions, BATCH_CONCURRENCY)
        if self._running and self._running + slots > self._settings.concurrent_answers:
            detail = "As many answers as may be are under way. Try again in a moment."
            await self._refuse(503, Refusal("concurrent_answers", detail, BUSY_SECONDS), scope, receive, send)
            return
        meter = context.observation.meter = self._meters.setdefault(context.site, Meter())
        self._occupy(slots)
        reservations: Sequence[Reservation] = ()
        try:
            await self._budgets.spend(context.site, meter.take())  # what was counted after its caller had left
            reserved = await self._budgets.reserve(context.site, questions)
            if isinstance(reserved, Refusal):
                await self._refuse(429, reserved, scope, receive, send)
                return
            reservations = reserved
            if refusal := await self._limits.take(caller, questions, context.site):
                await self._refuse(429, refusal, scope, receive, send)
                return
            await self._app(scope, receive, send)
        finally:
            self._occupy(-slots)
            await self._budgets.settle(context.site, reservations, meter.take())

    async def _take_lesser(self, context: RequestContext, caller: Caller) -> Refusal | None:
        """Count what calls no model."""
        if context.searches and (refusal := await self._limits.take_searches(caller, context.searches, context.site)):
            return refusal
        return await self._limits.take_votes(caller, context.votes) if context.votes else None

    def _occupy(self, slots: int) -> None:
        self._running += slots
        get_metrics().running.inc(slots)

    async def _refuse(self, status: int, refusal: Refusal, scope: Scope, receive: Receive, send: Send) -> None:
        get_metrics().refused.labels(refusal.limit).inc()
        error = HTTPException(status, refusal.detail, headers={"Retry-After": str(ceil(refusal.retry_after))})
        await create_http_problem(scope, error)(scope, receive, send)
