"""The pages of the queue of indexing runs."""

import re
from dataclasses import replace
from typing import Any

import httpx
import pytest
from fastapi import APIRouter, FastAPI

from app.jobs import Job
from app.wires.admin.runs import add_run_pages

HOSTILE = "<script>alert(1)</script> {base} \" ' &amp; שלום"
JOB = Job(
    number=7,
    site="guide",
    state="running",
    cause="webhook",
    rebuild=True,
    allow_shrink=False,
    attempt=2,
    asked_at=1_795_680_000.0,
    due_at=1_795_680_000.0,
    started_at=1_795_680_060.0,
    ended_at=None,
    worker=HOSTILE,
    is_cancelled=False,
    detail=HOSTILE,
)
DONE = replace(JOB, number=6, state="done", ended_at=1_795_680_090.0)


class Queue:
    """Holds two runs, as the database does; both of its sides."""

    def __init__(self) -> None:
        self.cancelled: list[int] = []
        self.asked: list[tuple[str, str, bool]] = []
        self.records = self.queue = self

    async def find(self, number: int) -> Job | None:
        return {7: JOB, 6: DONE, 5: replace(JOB, number=5, is_cancelled=True)}.get(number)

    async def list_open(self, site: str, limit: int) -> list[Job]:
        waiting = replace(JOB, number=8, site="shop", state="waiting", started_at=None)
        return [job for job in (JOB, waiting) if site in {"", job.site}][:limit]

    async def list_ended(self, site: str) -> list[Job]:
        return [DONE] if site in {"", "guide"} else []

    async def load_log(self, number: int) -> str:
        return HOSTILE

    async def cancel(self, number: int) -> str:
        self.cancelled.append(number)
        return "running"

    async def enqueue(self, site: str, cause: str, *, rebuild: bool) -> tuple[int, bool]:
        self.asked.append((site, cause, rebuild))
        return 9, True


async def call(queue: Any, path: str, method: str = "GET", **options: Any) -> httpx.Response:
    app, router = FastAPI(), APIRouter(prefix="/admin")
    add_run_pages(router, queue, ["guide", "shop"])
    app.include_router(router)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as client:
        return await client.request(method, path, **options)


@pytest.mark.parametrize("path", ["/admin/runs", "/admin/runs?site=guide", "/admin/runs/7"])
async def test_what_runs_say_is_shown_as_text(path: str) -> None:
    answer = await call(Queue(), path)
    assert answer.status_code == 200
    assert "<script" not in answer.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {base} &quot; &#x27; &amp;amp; שלום" in answer.text


async def test_a_site_that_is_none_is_shown_as_text_too() -> None:
    text = (await call(Queue(), "/admin/runs", params={"site": HOSTILE})).text
    assert "<script" not in text
    assert "&lt;script&gt;" in text


async def test_a_site_with_what_postgres_cannot_hold_is_asked_for_without_it() -> None:
    answer = await call(Queue(), "/admin/runs?site=gu%00ide")
    assert ("/admin/runs/7" in answer.text, "/admin/runs/8" in answer.text) == (True, False)


async def test_the_queue_shows_what_goes_on_and_what_has_ended() -> None:
    text = (await call(Queue(), "/admin/runs")).text
    rows = re.findall(
        r'href="/admin/runs/(\d+)">(\w+) \d+</a></td><td data-label="(?:State|Result)">.*?>([a-z ]+)<', text
    )
    assert rows == [("7", "guide", "running"), ("8", "shop", "waiting"), ("6", "guide", "done")]
    assert "30 s" in text
    alone = (await call(Queue(), "/admin/runs?site=shop")).text
    assert ("/admin/runs/8" in alone, "/admin/runs/7" in alone, "/admin/runs/6" in alone) == (True, False, False)


@pytest.mark.parametrize(("number", "offers"), [(7, True), (6, False), (5, False)])
async def test_a_run_can_be_cancelled_while_it_goes_on(number: int, offers: bool) -> None:  # noqa: FBT001 - a case
    answer = await call(Queue(), f"/admin/runs/{number}")
    assert ('action="/admin/runs/' in answer.text) is offers


async def test_forms_ask_for_a_run_and_cancel_one() -> None:
    queue = Queue()
    asked = await call(queue, "/admin/runs", "POST", json={"site": "shop", "rebuild": "on"})
    assert (asked.status_code, asked.headers["location"]) == (303, "/admin/runs/9")
    assert (await call(queue, "/admin/runs", "POST", json={"site": HOSTILE})).status_code == 404
    assert (await call(queue, "/admin/runs", "POST", json={})).status_code == 404
    assert (await call(queue, "/admin/runs/7/cancel", "POST")).status_code == 303
    assert (await call(queue, f"/admin/runs/{2**63}/cancel", "POST")).status_code == 303
    assert (queue.asked, queue.cancelled) == ([("shop", "request", True)], [7])


@pytest.mark.parametrize("number", ["8888", str(2**63), "x", "-1"])
async def test_a_run_that_is_none_is_not_found(number: str) -> None:
    assert (await call(Queue(), f"/admin/runs/{number}")).status_code in {404, 422}


async def test_without_workers_the_page_says_where_runs_are() -> None:
    assert "INDEX_RUNS=workers" in (await call(None, "/admin/runs")).text
    assert (await call(None, "/admin/runs/7")).status_code == 404
