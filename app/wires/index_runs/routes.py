"""`POST /admin/index`: index now; what the last run did, and its log."""

import hashlib
import hmac
from typing import Any, Protocol

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from pydantic import BaseModel

from app.context.endpoint import count_none
from app.middleware.access import DeveloperGate
from app.wires.wire import ParsedRoute, Wire

PATH = "/admin/index"
_SIGNATURE = "x-hub-signature-256"


class Runs(Protocol):
    """Indexing runs of this service, one at a time."""

    @property
    def status(self) -> BaseModel:
        """The last run."""
        ...

    def read_log(self) -> str:
        """What it wrote."""
        ...

    def start(self, cause: str) -> bool:
        """Start one; False when one is under way."""
        ...


def create_index_wire(runs: Runs | None, gate: DeveloperGate, *, secret: str = "") -> Wire:
    """Build the routes; without `runs` there is nothing to index, and starting one answers 409."""
    router = APIRouter(tags=["index"], route_class=ParsedRoute, include_in_schema=False)

    @router.post(PATH, status_code=202)
    async def start(request: Request) -> dict[str, Any]:
        cause = "request"
        if secret and _SIGNATURE in request.headers:
            _check_signature(request.headers[_SIGNATURE], await request.body(), secret)
            cause = "webhook"
            if request.headers.get("x-github-event") == "ping":
                return {"started": False, "detail": "The signature is right."}
        else:
            await gate(request)
        if runs is None:
            raise HTTPException(409, "There is nothing to index. Set INDEX_SOURCES on the server.")
        if not runs.start(cause):
            raise HTTPException(
                409, "A run is under way. Ask GET /admin/index/status, and try again when it has ended."
            )
        return {"started": True, "status": runs.status.model_dump()}

    @router.get(f"{PATH}/status", dependencies=[Depends(gate)])
    async def status() -> dict[str, Any]:
        return runs.status.model_dump() if runs is not None else {}

    @router.get(f"{PATH}/log", dependencies=[Depends(gate)])
    async def log() -> Response:
        return Response(runs.read_log() if runs is not None else "", media_type="text/plain; charset=utf-8")

    return Wire(router, {PATH: count_none}, is_open=True)  # GitHub signs, and sends no key of ours


def _check_signature(given: str, body: bytes, secret: str) -> None:
    wanted = f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"
    if not hmac.compare_digest(given.encode(), wanted.encode()):
        raise HTTPException(401, "The signature does not fit the body. Set GitHub's secret to INDEX_WEBHOOK_SECRET.")
