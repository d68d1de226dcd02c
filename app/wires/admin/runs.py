"""The queue of indexing runs: what is under way and waits, what has ended, and one run with its log."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from app.wires.admin.html import (
    Html,
    create_list,
    create_page,
    create_select,
    create_table,
    format_minute,
    get_base,
    join,
    render,
)

if TYPE_CHECKING:
    from app.jobs import Job, Jobs

FORMS = ("/admin/runs", "/admin/runs/{number}/cancel")
"""Paths that take what a form sends."""
_KINDS = {"done": "good", "incomplete": "warn", "put_off": "warn", "failed": "bad", "killed": "bad"}
_SHOWN = 200
_MOST = 2**63
"""The database counts no further."""
_HINT = Html(
    "<p>The service carries runs out itself: <a href='index'>Index</a> shows them. With "
    "<code>INDEX_RUNS=workers</code>, this is the queue of the workers.</p>"
)


def add_run_pages(router: APIRouter, jobs: "Jobs | None", sites: Collection[str]) -> None:
    """Add the routes; `sites` are those that can be indexed."""

    @router.get("/runs")
    async def runs(request: Request) -> Response:
        if jobs is None:
            return create_page(request, "runs", _HINT)
        site = request.query_params.get("site", "").replace("\0", "")  # Postgres holds none
        waiting = await jobs.records.list_open(site, _SHOWN)
        ended = await jobs.records.list_ended(site)
        return create_page(request, "runs", _create_queue_body(get_base(request), sites, site, waiting, ended))

    if jobs is None:
        return

    @router.post("/runs")
    async def start(request: Request) -> Response:
        form: Mapping[str, Any] = await request.json()
        site = str(form.get("site", ""))
        if site not in sites:
            raise HTTPException(404, "No site of that name has sources. Go back to /admin/runs.")
        number, _ = await jobs.queue.enqueue(site, "request", rebuild="rebuild" in form)
        return RedirectResponse(f"{get_base(request)}runs/{number}", 303)

    @router.get("/runs/{number}")
    async def run(request: Request, number: int) -> Response:
        job = await jobs.records.find(number) if number < _MOST else None
        if job is None:
            raise HTTPException(404, "There is no such run; old runs are deleted. Go back to /admin/runs.")
        body = _create_run_body(get_base(request), job, await jobs.records.load_log(number))
        return create_page(request, "runs", body, title=f"Run {number}: {job.site}")

    @router.post("/runs/{number}/cancel")
    async def cancel(request: Request, number: int) -> Response:
        if number < _MOST:
            await jobs.queue.cancel(number)
        return RedirectResponse(f"{get_base(request)}runs/{number}", 303)


def _create_queue_body(base: str, sites: Collection[str], site: str, waiting: "list[Job]", ended: "list[Job]") -> Html:
    start = render(
        '<form class="filters" method="post" action="{base}runs">{choice}'
        '<label class="check"><input type="checkbox" name="rebuild"> Build it anew</label>'
        "<button>Index now</button></form>",
        base=base,
        choice=create_select("site", "Site", {name: name for name in sites}, site or next(iter(sites), "")),
    )
    rows = [
        (
            _link(base, job),
            _format_state(job),
            format_minute(job.started_at or job.due_at),
            render('<span class="clip" dir="auto">{detail}</span>', detail=job.detail),
            job.cause,
            job.attempt,
        )
        for job in waiting
    ]
    before = [
        (
            _link(base, job),
            _format_state(job),
            format_minute(job.ended_at or 0),
            _format_duration(job),
            render('<span class="clip" dir="auto">{detail}</span>', detail=job.detail),
            job.cause,
        )
        for job in ended
    ]
    return join(
        [
            start,
            render('<p><a href="{base}runs">All sites</a></p>', base=base) if site else Html(""),
            create_table("Now", ("Run", "State", "Since, or not before (UTC)", "Says", "Asked by", "Attempt"), rows),
            create_table("Ended", ("Run", "Result", "Ended (UTC)", "Took", "Said", "Asked by"), before),
        ]
    )


def _create_run_body(base: str, job: "Job", log: str) -> Html:
    is_open = job.state in {"waiting", "running"}
    asked = ", ".join(name for name, wanted in (("rebuild", job.rebuild), ("allow shrink", job.allow_shrink)) if wanted)
    facts: dict[str, Any] = {
        "Site": render('<a href="{base}runs?site={site}">{site}</a>', base=base, site=job.site),
        "State": _format_state(job),
        "Asked by": job.cause,
        "Asked (UTC)": format_minute(job.asked_at),
        "Not before (UTC)": format_minute(job.due_at),
        "Began (UTC)": format_minute(job.started_at or 0),
        "Ended (UTC)": format_minute(job.ended_at or 0),
        "Attempt": job.attempt,
        "Options": asked or "none",
        "Worker": job.worker or "none yet",
    }
    cancel = render(
        '<form method="post" action="{base}runs/{number}/cancel"><button>Cancel this run</button></form>',
        base=base,
        number=job.number,
    )
    return join(
        [
            create_list(facts),
            render('<blockquote dir="auto">{detail}</blockquote>', detail=job.detail) if job.detail else Html(""),
            cancel if is_open and not job.is_cancelled else Html(""),
            render('<h2>Log</h2><pre dir="auto">{log}</pre>', log=log) if log else Html(""),
        ]
    )


def _link(base: str, job: "Job") -> Html:
    return render('<a href="{base}runs/{number}">{site} {number}</a>', base=base, number=job.number, site=job.site)


def _format_state(job: "Job") -> Html:
    state = "is being cancelled" if job.is_cancelled and job.state == "running" else job.state.replace("_", " ")
    return render('<span class="badge {kind}">{state}</span>', kind=_KINDS.get(job.state, ""), state=state)


def _format_duration(job: "Job") -> str:
    return f"{job.ended_at - job.started_at:.0f} s" if job.ended_at and job.started_at else ""
