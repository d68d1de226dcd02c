"""`POST /admin/index`: index now; what the last run did, and its log."""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any, Protocol

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from pydantic import BaseModel

from app.context.endpoint import count_none
from app.middleware.access import DeveloperGate
from app.wires.wire import ParsedRoute, Wire

PATH = "/admin/index"
_SIGNATURE = "x-hub-signature-256"


class Runs(Protocol):
    """Indexing runs of one site, one at a time."""

    async def load_status(self) -> BaseModel:
        """The last run."""
        ...

    async def load_log(self) -> str:
        """What it wrote."""
        ...

    async def start(self, cause: str) -> bool:
        """Start one, or ask for it; False when one is under way and this one cannot wait."""
        ...


def create_index_wire(runs_of_sites: Mapping[str, Runs], gate: DeveloperGate, *, secret: str = "") -> Wire:
    """Build the routes; `?site=` names one of several sites. Without runs nothing is indexed: starting answers 409."""
    router = APIRouter(tags=["index"], route_class=ParsedRoute, include_in_schema=False)

    @router.post(PATH, status_code=202)
    async def start(request: Request, site: str = "") -> dict[str, Any]:
        cause = "request"
        if secret and _SIGNATURE in request.headers:
            _check_signature(request.headers[_SIGNATURE], await request.body(), secret)
            cause = "webhook"
            if request.headers.get("x-github-event") == "ping":
                return {"started": False, "detail": "The signature is right."}
        else:
            await gate(request)
        if not runs_of_sites:
            raise HTTPException(
                409,
                "There is nothing to index. Set INDEX_SOURCES on the server, or a site's sources in langserve.yaml.",
            )
        runs = _find(runs_of_sites, site)
        if not await runs.start(cause):
            raise HTTPException(
                409, "A run is under way. Ask GET /admin/index/status, and try again when it has ended."
            )
        return {"started": True, "status": (await runs.load_status()).model_dump()}

    @router.get(f"{PATH}/status", dependencies=[Depends(gate)])
    async def status(site: str = "") -> dict[str, Any]:
        return (await _find(runs_of_sites, site).load_status()).model_dump() if runs_of_sites else {}

    @router.get(f"{PATH}/log", dependencies=[Depends(gate)])
    async def log(site: str = "") -> Response:
        text = await _find(runs_of_sites, site).load_log() if runs_of_sites else ""
        return Response(text, media_type="text/plain; charset=utf-8")

    return Wire(router, {PATH: count_none}, is_open=True)  # GitHub signs, and sends no key of ours


def _find(runs_of_sites: Mapping[str, Runs], site: str) -> Runs:
    """The runs of a site; of the only one, when none is named. Raises HTTPException."""
    known = ", ".join(runs_of_sites)
    if not site and len(runs_of_sites) > 1:
        raise HTTPException(422, f"Say which site: `?site=NAME`. Sites with sources: {known}.")
    found = runs_of_sites.get(site or next(iter(runs_of_sites)))
    if found is None:
        raise HTTPException(404, f"No site of that name has sources. Those that have: {known}.")
    return found


def _check_signature(given: str, body: bytes, secret: str) -> None:
    wanted = f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"
    if not hmac.compare_digest(given.encode(), wanted.encode()):
        raise HTTPException(401, "The signature does not fit the body. Set GitHub's secret to INDEX_WEBHOOK_SECRET.")
