"""The pages of what is kept: answers, votes, gaps, and the totals of days."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from app.observability.masking import mask
from app.stores import AnswerFilter, DayTotal, GapStatus, Stores, strip_protocol
from app.wires.admin.answers import create_answer_body, create_answers_body, create_votes_body
from app.wires.admin.figures import create_days_body
from app.wires.admin.filters import read_days, read_filters
from app.wires.admin.gaps import STATUSES, create_gap_body, create_gaps_body
from app.wires.admin.html import create_page, get_base

FORMS = ("/admin/answers/{answer_id}/delete", "/admin/gaps/{number}")
"""Paths that take what a form sends."""
_ROWS = 50
_ROWS_OF_GAP = 20
_KNOWN_DAYS = 90
_DAYS_OF_COSTS = 30
_MAX_DAYS = 3_660
_MAX_NOTE = 2_000


def add_kept_pages(router: APIRouter, stores: Stores) -> None:
    """Add the routes."""
    _add_answers(router, stores)
    _add_gaps(router, stores)


def _add_answers(router: APIRouter, stores: Stores) -> None:
    @router.get("/")
    async def answers(request: Request) -> Response:
        filters = read_filters(request.query_params)
        page = await stores.answers.list(filters.wanted, limit=_ROWS, after=_get_place(request))
        days = await _list_days(stores, _KNOWN_DAYS)
        return create_page(request, "", create_answers_body(get_base(request), filters, page, days))

    @router.get("/votes")
    async def votes(request: Request) -> Response:
        query = request.query_params
        given = {"vote": vote if (vote := query.get("vote", "")) in {"up", "down"} else "any"}
        given["site"] = query.get("site", "")
        filters = read_filters({"days": "36500", **given})
        page = await stores.answers.list(filters.wanted, limit=_ROWS, after=_get_place(request))
        sites = {day.site for day in await _list_days(stores, _KNOWN_DAYS)}
        return create_page(request, "votes", create_votes_body(get_base(request), given, page, sites))

    @router.get("/days")
    async def days(request: Request) -> Response:
        query = request.query_params
        count = min(read_days(query.get("days", ""), _DAYS_OF_COSTS), _MAX_DAYS)
        return create_page(request, "days", create_days_body(query, await _list_days(stores, count)))

    @router.get("/answers/{answer_id}")
    async def answer(request: Request, answer_id: str) -> Response:
        found = await stores.answers.load(strip_protocol(answer_id))
        if found is None:
            raise HTTPException(404, "There is no such answer; old answers are deleted. Go back to /admin/.")
        return create_page(request, "", create_answer_body(get_base(request), found), title="Answer")

    @router.post("/answers/{answer_id}/delete")
    async def delete(request: Request, answer_id: str) -> Response:
        await stores.answers.delete(answer_id=answer_id)
        return RedirectResponse(get_base(request), 303)


def _add_gaps(router: APIRouter, stores: Stores) -> None:
    @router.get("/gaps")
    async def gaps(request: Request) -> Response:
        status = _read_status(request.query_params.get("status", ""))
        found = await stores.gaps.list(status=status)
        counts = await stores.answers.count_by_gap()
        site = request.query_params.get("site", "")
        return create_page(request, "gaps", create_gaps_body(get_base(request), found, counts, status or "", site))

    @router.get("/gaps/{number}")
    async def gap(request: Request, number: int) -> Response:
        found = await stores.gaps.load(number)
        if found is None:
            raise HTTPException(404, "There is no such gap. Go back to /admin/gaps.")
        page = await stores.answers.list(AnswerFilter(gap=number), limit=_ROWS_OF_GAP)
        return create_page(
            request, "gaps", create_gap_body(get_base(request), found, page.entries), title=f"Gap: {found.name}"
        )

    @router.post("/gaps/{number}")
    async def change(request: Request, number: int) -> Response:
        form: Mapping[str, Any] = await request.json()
        found, status = await stores.gaps.load(number), _read_status(str(form.get("status", "")))
        if found is None:
            raise HTTPException(404, "There is no such gap. Go back to /admin/gaps.")
        if status is None:
            raise HTTPException(422, f"status: choose one of {', '.join(STATUSES)}.")
        is_closed = status in {"fixed", "dismissed"}
        closed_at = (found.closed_at or datetime.now(UTC).timestamp()) if is_closed else None
        note = mask(str(form.get("note", "")).replace("\r\n", "\n").strip()[:_MAX_NOTE])
        changed = replace(found, status=status, note=note, closed_at=closed_at)
        await stores.gaps.save(changed, only=("status", "note", "closed_at"))
        return RedirectResponse(f"{get_base(request)}gaps/{number}", 303)


async def _list_days(stores: Stores, count: int) -> Sequence[DayTotal]:
    first = datetime.now(UTC) - timedelta(days=count - 1)
    return await stores.answers.list_days(f"{first:%Y-%m-%d}")


def _get_place(request: Request) -> str | None:
    return request.query_params.get("after", "")[:50] or None


def _read_status(text: str) -> GapStatus | None:
    return next((status for status in STATUSES if status == text), None)
