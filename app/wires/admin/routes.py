"""The routes of `/admin/`. Pages are rendered here; a form changes what it says, and leads back to a page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from importlib.resources import files
from typing import TYPE_CHECKING

from fastapi import APIRouter, Depends, HTTPException, Request, Response

from app.context.endpoint import count_none
from app.index import Index
from app.middleware.access import DeveloperGate
from app.settings import Settings
from app.wires.admin import runs
from app.wires.admin.figures import create_service_body
from app.wires.admin.html import PAGES, Html, create_page, get_base, join, render
from app.wires.admin.index import ShownRuns, create_index_body, create_runs_body
from app.wires.wire import ParsedRoute, Wire
from chains.errors import AskdocsError

if TYPE_CHECKING:
    from app.jobs import Jobs
    from app.stores import Stores

_OF_STORES = ("", "votes", "gaps", "days")
_NOT_KEPT = Html(
    "<p>Nothing is kept. Set <code>KEEP_ANSWERS=true</code> and start askdocs again: from then on questions are kept, "
    "masked, on your own disk.</p>"
)


@dataclass(frozen=True, slots=True)
class Admin:
    """What the page shows."""

    settings: Settings
    indexes: Mapping[str, Index]
    """Of each site."""
    stores: "Stores | None"
    """None where no answers are kept."""
    runs: Mapping[str, ShownRuns] = field(default_factory=dict)
    """Of each site that this service indexes."""
    jobs: "Jobs | None" = None
    """The queue, where workers carry the runs out."""


def create_admin_wire(gate: DeveloperGate, admin: Admin) -> Wire:
    """Build the routes behind `gate`."""
    router = APIRouter(
        prefix="/admin",
        dependencies=[Depends(gate), Depends(_refuse_other_sites)],
        include_in_schema=False,
        route_class=ParsedRoute,
    )
    _add_figures(router, admin)
    runs.add_run_pages(router, admin.jobs, admin.runs)
    forms: list[str] = [] if admin.jobs is None else [*runs.FORMS]
    if admin.stores is None:
        _add_hints(router)
    else:
        from app.wires.admin import kept  # noqa: PLC0415 - it brings large packages

        kept.add_kept_pages(router, admin.stores)
        forms += kept.FORMS
    return Wire(router, dict.fromkeys(forms, count_none), forms=frozenset(forms))


def _add_figures(router: APIRouter, admin: Admin) -> None:
    style = files("app.wires.admin").joinpath("admin.css").read_text()

    @router.get("/admin.css")
    async def css() -> Response:
        return Response(style, media_type="text/css", headers={"Cache-Control": "max-age=600"})

    @router.get("/index")
    async def index(request: Request) -> Response:
        parts: list[Html] = []
        for name, one in admin.indexes.items():
            record, problem, log = None, "", f"{get_base(request)}index/log"
            if len(admin.indexes) > 1:
                parts.append(render("<h1>{name}</h1>", name=name))
                log = f"{log}?site={name}"
            try:
                record = await one.load_record()
            except AskdocsError as error:
                problem = str(error)
            parts.append(create_index_body(record, one.signature, problem))
            if name in admin.runs and admin.jobs is not None:
                parts.append(
                    render('<p><a href="{base}runs?site={name}">Runs</a></p>', base=get_base(request), name=name)
                )
            elif name in admin.runs:
                parts.append(await create_runs_body(log, admin.runs[name], datetime.now(UTC)))
        return create_page(request, "index", join(parts))

    @router.get("/service")
    async def service(request: Request) -> Response:
        return create_page(request, "service", create_service_body(admin.settings))


def _add_hints(router: APIRouter) -> None:
    @router.get("/")
    @router.get("/votes")
    @router.get("/gaps")
    @router.get("/days")
    async def hint(request: Request) -> Response:
        name = request.url.path.rstrip("/").rpartition("/")[2]
        return create_page(request, name if name in PAGES else "", _NOT_KEPT)


async def _refuse_other_sites(request: Request) -> None:
    """A browser sends HTTP Basic's password to us with every form, also with one that another site has made."""
    if request.method != "POST":
        return
    headers = request.headers
    origin = headers.get("origin", "")
    is_same = headers.get("sec-fetch-site", "same-origin") == "same-origin" and (
        not origin or origin.partition("://")[2] == headers.get("host") or "sec-fetch-site" in headers
    )
    if not is_same:
        raise HTTPException(HTTPStatus.FORBIDDEN, "This form comes from another site. Open /admin/ and send it there.")
