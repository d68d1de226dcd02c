"""A service and its workers, as processes, with Postgres, Qdrant and the emulator."""

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.jobs import Job, Jobs
from app.settings import QdrantSettings, Settings
from app.stores import ensure_schema
from gemini_emulator import Emulator, running
from tests.support.jobs import change
from tests.support.service_process import serving_process, wait_until
from tests.support.services import Control
from tests.support.stores import empty_postgres
from tests.support.worker_processes import (
    TOKEN,
    count_passages,
    create_environment,
    create_page,
    find_children,
    run_askdocs,
    working_process,
    write_sites,
)

OWNER = ("owner", TOKEN)
CreatePage = Callable[[str], str]
pytestmark = pytest.mark.timeout(400)


class Queue:
    """Looks at the queue from outside."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def find(self, state: str = "") -> list[Job]:
        async def load() -> list[Job]:
            jobs = Jobs(self.settings)
            found = [*await jobs.records.list_open(), *await jobs.records.list_ended()]
            await jobs.aclose()
            return sorted(found, key=lambda job: job.number)

        return [job for job in asyncio.run(load()) if state in {"", job.state}]

    def wait(self, state: str, count: int = 1, seconds: float = 120) -> list[Job]:
        def is_so() -> bool:
            return len(self.find(state)) >= count

        wait_until(is_so, seconds)
        return self.find(state)

    def change(self, statement: str) -> None:
        asyncio.run(change(self.settings, statement))


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    """With vectors that take no time."""
    with running(control=True, embeddings="hash") as emulator:
        yield emulator


@pytest.fixture
def start(
    settings: Settings, server_settings: QdrantSettings, postgres_url: str, tmp_path: Path
) -> Callable[..., tuple[dict[str, str], Queue]]:
    """Sites in an empty database: the environment of all processes, and the queue."""

    def create(names: list[str], page: CreatePage | None = None, **more: str) -> tuple[dict[str, str], Queue]:
        stores = empty_postgres(postgres_url)
        ensure_schema(stores, tmp_path, upgrade=True)
        shared = settings.model_copy(update={"qdrant": server_settings, "stores": stores})
        config = write_sites(tmp_path, names, page)
        return create_environment(shared, postgres_url, config, **more), Queue(shared)

    return create


@contextmanager
def owning(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, auth=OWNER, timeout=30) as client:
        yield client


Start = Callable[..., tuple[dict[str, str], Queue]]


def test_a_run_is_asked_for_in_each_way_carried_out_elsewhere_and_shown(
    start: Start, settings: Settings, tmp_path: Path
) -> None:
    environment, queue = start(["guide", "shop"])
    with serving_process(settings, tmp_path, **environment) as (address, _), owning(address) as client:
        started = client.post("/admin/index?site=guide", json={})
        assert (started.status_code, started.json()["status"]["result"]) == (202, "waiting")
        assert client.post("/admin/index?site=guide", json={}).status_code == 202
        assert client.post("/admin/index?site=attic", json={}).status_code == 404
        form = client.post("/admin/runs", data={"site": "shop"})
        assert (form.status_code, form.headers["location"]) == (303, "/admin/runs/3")
        foreign = client.post("/admin/runs", data={"site": "shop"}, headers={"Origin": "https://e.example"})
        assert foreign.status_code == 403
        assert client.post("/admin/runs", data={"site": "<b>"}).status_code == 404
        as_browsers = {"Content-Type": "application/x-www-form-urlencoded"}  # of a form without fields
        cancelled = client.post("/admin/runs/3/cancel", content=b"", headers=as_browsers)
        assert cancelled.status_code == 303
        enqueued = run_askdocs(environment, tmp_path, "index", "--all", "--enqueue")
        assert enqueued.stdout.splitlines() == ["guide: run 1 waits already.", "shop: run 5 waits."], enqueued.stderr
        with working_process(environment, tmp_path, "--health-port", "0"):
            done = queue.wait("done", 2)
        assert [(job.site, job.cause) for job in done] == [("guide", "request"), ("shop", "command")]
        page = client.get("/admin/runs").text
        assert "1 embedding call" in page
        assert "cancelled" in page
        assert " embedded, " in client.get(f"/admin/runs/{done[0].number}").text
        assert client.get("/admin/runs/99999999999999999999999").status_code == 404
        assert " embedded, " in client.get("/admin/index/log?site=shop").text
        ready = client.get("/health/ready").json()["dependencies"]
        assert ready["index_jobs"]["detail"] == "0 under way, 0 waiting, 0 put off"
        answer = client.post("/chat", json={"query": "How is a cast-iron pan washed?"})
        assert (answer.status_code, bool(answer.json()["sources"])) == (200, True)
    status = run_askdocs(environment, tmp_path, "status", "--site", "shop")
    assert "job         done" in status.stdout, status.stderr


def test_the_run_of_a_killed_worker_goes_on_with_another_and_embeds_nothing_twice(
    start: Start, control: Control, tmp_path: Path
) -> None:
    page = partial(create_page, texts=250, words=20, length=40)
    environment, queue = start(["guide"], page, GEMINI_EMBEDDING_REQUESTS_PER_MINUTE="2")
    assert run_askdocs(environment, tmp_path, "index", "--site", "guide", "--enqueue").returncode == 0
    with working_process(environment, tmp_path) as first:
        # Two of the calls, of 100, 100 and 50 texts, whichever came first; the third is one of the next minute.
        wait_until(lambda: count_passages(environment) in {150, 200}, 200)
        (child,) = find_children(first.pid)
        first.send_signal(signal.SIGKILL)
        wait_until(lambda: not Path(f"/proc/{child}").exists(), 30)
    with working_process(environment, tmp_path, "--runs", "2"):
        queue.wait("killed", seconds=120)
        queue.change("UPDATE embedding_call SET expires_at = 0, began_at = 0")  # a minute is over
        (done,) = queue.wait("done")
    assert done.attempt == 2
    assert control.calls()["texts_embedded"] == count_passages(environment) == 250


def test_a_run_is_put_off_until_the_quota_of_the_day_is_there_again(
    start: Start, control: Control, tmp_path: Path
) -> None:
    environment, queue = start(["guide"], GEMINI_EMBEDDING_TOKENS_PER_DAY="40")
    assert run_askdocs(environment, tmp_path, "index", "--site", "guide", "--enqueue").returncode == 0
    with working_process(environment, tmp_path):
        (put_off,) = queue.wait("put_off")
        assert "GEMINI_EMBEDDING_TOKENS_PER_DAY" in put_off.detail
        (waiting,) = queue.find("waiting")
        assert waiting.due_at - (put_off.ended_at or 0) > 20 * 3_600
        embedded = control.calls()["texts_embedded"]
        queue.change("UPDATE embedding_hour SET hour = hour - 25")
        queue.change("UPDATE index_run SET due_at = 0 WHERE state = 'waiting'")
        queue.wait("put_off", 2)
    assert control.calls()["texts_embedded"] > embedded > 0, "it went on"
    assert control.calls()["texts_embedded"] <= 6


def test_what_fails_for_a_while_is_put_off_and_what_stays_wrong_fails(
    start: Start, control: Control, tmp_path: Path
) -> None:
    environment, queue = start(["guide", "shop"], GEMINI_MAX_ATTEMPTS="1")
    for file in (tmp_path / "shop").iterdir():
        file.unlink()
    control.fail(status=503, times=100)
    assert run_askdocs(environment, tmp_path, "index", "--all", "--enqueue").returncode == 0
    with working_process(environment, tmp_path) as worker:
        (put_off,) = queue.wait("put_off")
        (failed,) = queue.wait("failed")
        control.reset()
        queue.change("UPDATE index_run SET due_at = 0 WHERE state = 'waiting'")
        (done,) = queue.wait("done")
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(30) == 0
    assert (put_off.site, failed.site, done.site, done.attempt) == ("guide", "shop", "guide", 2)
    assert queue.find("waiting") == []


def test_a_worker_is_refused_without_what_it_needs(start: Start, tmp_path: Path) -> None:
    environment, _ = start(["guide"])
    cases: list[tuple[dict[str, Any], str]] = [
        ({"INDEX_RUNS": "here"}, "INDEX_RUNS=workers"),
        ({"DATABASE_URL": ""}, "Postgres"),
        ({"QDRANT_HOST": ""}, "Qdrant server"),
        ({"DATABASE_URL": "postgresql://askdocs@127.0.0.1:1/none"}, "cannot be used"),
    ]
    for changes, problem in cases:
        refused = run_askdocs(environment | changes, tmp_path, "worker")
        assert (refused.returncode, problem in refused.stderr) == (2, True), refused.stderr
