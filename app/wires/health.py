"""`GET /health`: the process lives. `GET /health/ready`: it can answer, with one line for each dependency."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel

from app import __version__
from app.wires.wire import Wire
from chains.errors import AskdocsError, DeadlineError

CHECK_SECONDS = 3.0
NO_ANSWER = f"No answer within {CHECK_SECONDS:g} s. Try again later."

Check = Callable[[], Awaitable[str]]
"""Says in a few words what is there; raises AskdocsError when it is not."""


class Health(BaseModel):
    """The process lives."""

    status: Literal["ok"] = "ok"
    version: str = __version__


class Dependency(BaseModel):
    """One thing that answers depend on."""

    ok: bool
    detail: str


class Readiness(BaseModel):
    """Whether questions can be answered now, and if not, what to do."""

    status: Literal["ready", "not_ready"]
    dependencies: dict[str, Dependency]


def create_health_wire(checks: Mapping[str, Check]) -> Wire:
    """Build both routes. Liveness touches nothing outside the process."""
    router = APIRouter(tags=["health"])

    @router.head("/health", include_in_schema=False)
    @router.get("/health", summary="Does the process live?")
    async def health() -> Health:
        return Health()

    @router.head("/health/ready", include_in_schema=False)
    @router.get("/health/ready", summary="Can it answer?", responses={503: {"model": Readiness}})
    async def ready(response: Response) -> Readiness:
        results = await asyncio.gather(*(_run(check) for check in checks.values()))
        dependencies = dict(zip(checks, results, strict=True))
        all_ok = all(dependency.ok for dependency in dependencies.values())
        response.status_code = 200 if all_ok else 503
        return Readiness(status="ready" if all_ok else "not_ready", dependencies=dependencies)

    return Wire(router)


def create_cached_check(check: Check, *, seconds: float, failure_seconds: float = 5) -> Check:
    """Run `check` at most once in `seconds`: probes come often and must not use up somebody's quota.

    A failure is looked at again sooner. Probes that come at once share one run.
    """
    expires = 0.0
    detail = ""
    failure: AskdocsError | None = None
    running = asyncio.Lock()

    async def cached() -> str:
        nonlocal expires, detail, failure
        async with running:
            if time.monotonic() >= expires:
                try:
                    async with asyncio.timeout(CHECK_SECONDS):
                        detail, failure = await check(), None
                except AskdocsError as error:
                    failure = error
                except TimeoutError:
                    failure = DeadlineError(NO_ANSWER)
                expires = time.monotonic() + (failure_seconds if failure else seconds)
        if failure is not None:
            raise failure
        return detail

    return cached


async def _run(check: Check) -> Dependency:
    try:
        async with asyncio.timeout(2 * CHECK_SECONDS):
            return Dependency(ok=True, detail=await check())
    except AskdocsError as error:
        return Dependency(ok=False, detail=str(error))
    except TimeoutError:
        return Dependency(ok=False, detail=NO_ANSWER)
