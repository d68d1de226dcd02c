"""`GET /health`: the process lives. `GET /health/ready`: it can answer, with one line for each dependency."""

import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel

from app import __version__
from chains.errors import AskdocsError

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


def create_health_router(checks: Mapping[str, Check]) -> APIRouter:
    """Build both routes. Liveness touches nothing outside the process."""
    router = APIRouter(tags=["health"])

    @router.get("/health", summary="Does the process live?")
    async def health() -> Health:
        return Health()

    @router.get("/health/ready", summary="Can it answer?", responses={503: {"model": Readiness}})
    async def ready(response: Response) -> Readiness:
        dependencies = {name: await _run(check) for name, check in checks.items()}
        all_ok = all(dependency.ok for dependency in dependencies.values())
        response.status_code = 200 if all_ok else 503
        return Readiness(status="ready" if all_ok else "not_ready", dependencies=dependencies)

    return router


def create_cached_check(check: Check, *, seconds: float) -> Check:
    """Run `check` at most once in `seconds`: probes come often and must not use up somebody's quota."""
    expires = 0.0
    detail = ""
    failure: AskdocsError | None = None

    async def cached() -> str:
        nonlocal expires, detail, failure
        if time.monotonic() >= expires:
            try:
                detail, failure = await check(), None
            except AskdocsError as error:
                failure = error
            expires = time.monotonic() + seconds
        if failure is not None:
            raise failure
        return detail

    return cached


async def _run(check: Check) -> Dependency:
    try:
        return Dependency(ok=True, detail=await check())
    except AskdocsError as error:
        return Dependency(ok=False, detail=str(error))
