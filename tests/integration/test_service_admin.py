"""The owner's page of a whole service."""

import asyncio
import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.operations.scheduling.status import RunStatus, store_status
from app.settings import Settings, StoreSettings
from app.stores import SqlStatistics, StoredGap, StoredVote, open_stores
from tests.support.services import serving
from tests.support.stores import NOW, create_answer

TOKEN = "t" * 20
HOSTILE = "<script>alert(1)</script> <img src=x onerror=y> {base} \" ' &amp; " + "🥧" * 1_000 + " שלום"
PATHS = ("", "votes", "gaps", "gaps/1", "answers/a0", "index", "days?days=3650&input=0.3&output=2.5", "service")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A database with hostile texts in each place where readers' and pages' texts are shown."""

    async def fill() -> None:
        stores = open_stores(StoreSettings(data_path=tmp_path), tmp_path)
        answers = [
            create_answer(f"a{number}", question=HOSTILE, page=HOSTILE, version=HOSTILE, text=HOSTILE, at=NOW + number)
            for number in range(60)
        ]
        await stores.answers.add([*answers, create_answer("lost", outcome="abstained", reason="no_match", at=NOW - 9)])
        await stores.answers.vote("a0", StoredVote(-1, ("incorrect", "off_topic"), HOSTILE))
        await stores.answers.vote("a1", StoredVote(1))
        [gap] = await stores.gaps.add([StoredGap(HOSTILE, page=f"javascript:{HOSTILE}", heading=HOSTILE, note=HOSTILE)])
        await SqlStatistics(stores.database).assign({gap.number: [1, 61]})
        await stores.database.aclose()

    asyncio.run(fill())
    return tmp_path


@pytest.fixture
def client(kitchen: Callable[..., Settings], folder: Path) -> Iterator[httpx.Client]:
    stores = {"data_path": folder, "keep_answers": True, "keep_answers_days": 36_500}
    settings = kitchen(stores=stores, server={"developer_token": TOKEN})
    with serving(settings) as address, httpx.Client(base_url=address, auth=("", TOKEN), timeout=30) as client:
        yield client


@pytest.mark.parametrize("path", PATHS)
def test_each_page_shows_hostile_texts_as_texts_and_runs_nothing(client: httpx.Client, path: str) -> None:
    answer = client.get(f"/admin/{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "script-src" not in (policy := answer.headers["content-security-policy"])
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<(script|img|iframe)|onerror=[^y&]|href=\"javascript", answer.text)
    if path in {"", "votes", "gaps/1", "answers/a0"}:
        shown = "&lt;script&gt;alert(1)&lt;/script&gt; &lt;img src=x onerror=y&gt; {base}"
        assert shown in answer.text
        assert "שלום" in answer.text


def test_a_list_is_filtered_and_continued(client: httpx.Client) -> None:
    def list_ids(query: str) -> list[str]:
        return re.findall(r'href="/admin/answers/(\w+)"', client.get(f"/admin/?days=36500&{query}").text)

    assert list_ids("") == [f"a{number}" for number in range(59, 9, -1)]
    older = re.search(r'href="(/admin/\?[^"]*after=[^"]*)"', client.get("/admin/?days=36500").text)
    assert older
    rest = re.findall(r'href="/admin/answers/(\w+)"', client.get(html.unescape(older[1])).text)
    assert rest == [*(f"a{number}" for number in range(9, -1, -1)), "lost"]
    assert list_ids("outcome=abstained&reason=no_match") == ["lost"]
    assert list_ids("failed=1") == ["a0", "lost"]
    assert list_ids("vote=up") == ["a1"]
    assert list_ids("vote=any&failed=1") == ["a0"]
    assert list_ids("words=is+LOST") == ["lost"]
    assert list_ids("page=https://kitchen.example/") == ["lost"]
    assert list_ids("days=x&vote=odd&version=%00&after=gone") == []
    assert len(list_ids("days=-1&outcome=answered&vote=odd")) == 50


def test_a_site_is_chosen_where_there_are_several(client: httpx.Client, folder: Path) -> None:
    assert 'name="site"' not in client.get("/admin/?days=36500").text

    async def add() -> None:
        stores = open_stores(StoreSettings(data_path=folder), folder)
        await stores.answers.add([create_answer("cups", site="cafe")])
        await stores.answers.vote("cups", StoredVote(1))
        await stores.gaps.add([StoredGap("Cups", site="cafe")])
        await stores.database.aclose()

    asyncio.run(add())
    for path, there, count in (("", "answers/", 1), ("votes", "answers/", 1), ("gaps", "gaps/", 1)):
        shown = client.get(f"/admin/{path}?days=36500&site=cafe").text
        assert '<option value="cafe" selected>' in shown
        assert len(re.findall(f'href="/admin/{there}', shown)) == count
        assert re.findall(f'href="/admin/{there}', client.get(f"/admin/{path}?days=36500&site=nowhere").text) == []
    assert "900" in (costs := client.get("/admin/days?days=3650&site=cafe").text)
    assert "54,900" not in costs
    assert '<option value="cafe"' in client.get("/admin/?days=36500").text


def test_costs_are_counted_by_day(client: httpx.Client) -> None:
    text = client.get("/admin/days?days=3650&input=0,5&output=2").text
    row = re.search(r"<tr><td data-label=\"Day \(UTC\)\">2026-11-26.*?</tr>", text)
    assert row
    cells = re.findall(r"<td[^>]*>(?:<span[^>]*>)?([^<]*)", row[0])
    assert cells == ["2026-11-26", "61", "0", "1", "1", "54,900", "6,100", "4,880", "0.04"]


def test_a_gap_is_worked_on_and_an_answer_deleted(client: httpx.Client) -> None:
    changed = client.post("/admin/gaps/1", data={"status": "planned", "note": "ask jane@example.org"})
    assert (changed.status_code, changed.headers["location"]) == (303, "/admin/gaps/1")
    text = client.get("/admin/gaps/1").text
    assert '<span class="badge warn">planned</span>' in text
    assert "ask [e-mail]</textarea>" in text
    assert client.post("/admin/answers/a0/delete", data={"sure": "on"}).status_code == 303
    assert client.get("/admin/answers/a0").status_code == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Origin": "https://other.example"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://["}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({}, 303),
    ],
)
def test_a_form_of_another_site_changes_nothing(client: httpx.Client, headers: dict[str, str], status: int) -> None:
    answer = client.post("/admin/gaps/1", data={"status": "fixed"}, headers=headers)
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("gaps/1", {"data": {"status": "odd"}}, 422),
        ("gaps/99", {"data": {"status": "open"}}, 404),
        ("gaps/x", {"data": {"status": "open"}}, 422),
        ("gaps/1", {"json": {"status": "open"}}, 415),
        ("gaps/1", {"content": b"\xff=%ff", "headers": {"Content-Type": "application/x-www-form-urlencoded"}}, 400),
        ("gaps/1", {"data": {f"f{number}": "x" for number in range(60)}}, 400),
        ("answers/gone/delete", {"data": {"sure": "on"}}, 303),
    ],
)
def test_odd_forms_are_refused(client: httpx.Client, path: str, body: Any, status: int) -> None:
    assert client.post(f"/admin/{path}", **body).status_code == status


def test_it_is_closed_to_everybody_else(client: httpx.Client) -> None:
    for path in (*PATHS, "admin.css"):
        assert httpx.get(f"{client.base_url}/admin/{path}").status_code == 401
    assert httpx.post(f"{client.base_url}/admin/gaps/1", data={"status": "fixed"}).status_code == 401


def test_without_a_token_it_is_not_there(kitchen: Callable[..., Settings]) -> None:
    with serving(kitchen()) as address:
        assert httpx.get(f"{address}/admin/").status_code == 404


def test_a_service_that_keeps_nothing_says_how_to_begin(kitchen: Callable[..., Settings], tmp_path: Path) -> None:
    settings = kitchen(
        server={"developer_token": TOKEN, "server_root_path": "/ask"}, stores={"data_path": tmp_path / "x"}
    )
    with serving(settings) as address, httpx.Client(base_url=address, auth=("", TOKEN)) as client:
        for path in ("", "votes", "gaps", "days"):
            assert "KEEP_ANSWERS=true" in client.get(f"/ask/admin/{path}").text
        text = client.get("/ask/admin/index").text
    assert 'href="/ask/admin/votes"' in text
    assert "Passages" in text
    assert not (tmp_path / "x").exists()


def test_runs_of_the_service_are_told_with_the_next_one(kitchen: Callable[..., Settings]) -> None:
    index = {"sources": ("https://kitchen.example", "answers"), "schedule": "0 3 * * *"}
    settings = kitchen(server={"developer_token": TOKEN}, index=index)
    status = RunStatus(result="failed", cause="webhook", started_at=NOW, ended_at=NOW + 60, detail=HOSTILE, failures=2)
    store_status(settings.qdrant.path, status)
    with serving(settings) as address:
        text = httpx.get(f"{address}/admin/index", auth=("", TOKEN)).text
    assert '<span class="badge bad">failed</span>' in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<script" not in text
    for told in ("webhook", " 03:00", "https://kitchen.example, answers", 'href="/admin/index/log"', "<dd>2</dd>"):
        assert told in text


def test_it_refreshes_itself_when_it_is_asked_to(client: httpx.Client) -> None:
    assert 'http-equiv="refresh"' not in client.get("/admin/votes?vote=up").text
    text = client.get("/admin/votes?vote=up&refresh=1").text
    assert '<meta http-equiv="refresh" content="30">' in text
    assert 'href="/admin/votes?vote=up">Stop' in text
