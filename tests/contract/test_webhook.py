"""`POST /admin/index` as GitHub calls it: what the service's status says of runs that overlap, fail and are killed."""

import hashlib
import hmac
import json
import os
import signal
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.settings import Settings
from tests.support.kitchen import write_docs
from tests.support.service_process import serving_process, wait_until
from tests.support.services import Control

SECRET = "a secret of the repository's"
TOKEN = "the owner's token"
OWNER = {"Authorization": f"Bearer {TOKEN}"}


def push(address: str, secret: str = SECRET) -> httpx.Response:
    """What GitHub sends after a push."""
    body = json.dumps({"ref": "refs/heads/main", "commits": [{"message": "Mend the pans"}]}).encode()
    signature = f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"
    headers = {"X-GitHub-Event": "push", "X-Hub-Signature-256": signature, "Content-Type": "application/json"}
    return httpx.post(f"{address}/admin/index", content=body, headers=headers, timeout=20)


def read_status(address: str) -> dict[str, Any]:
    status: dict[str, Any] = httpx.get(f"{address}/admin/index/status", headers=OWNER, timeout=20).json()
    return status


def finish(address: str) -> dict[str, Any]:
    wait_until(lambda: read_status(address)["result"] != "running", 90)
    return read_status(address)


def find_runs(service: int) -> list[int]:
    """The processes that index beside this service."""
    children = Path(f"/proc/{service}/task/{service}/children").read_text().split()
    return [int(pid) for pid in children if b"index" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")]


def kill_run(service: int) -> None:
    """Kill the process that indexes, and leave the service alone."""
    wait_until(lambda: find_runs(service) != [])
    (run,) = find_runs(service)
    os.kill(run, signal.SIGKILL)


@pytest.mark.timeout(400)
def test_the_status_tells_of_runs_that_overlap_fail_and_are_killed(
    settings: Settings, control: Control, tmp_path: Path
) -> None:
    docs = write_docs(tmp_path / "pushed")
    environment = {
        "INDEX_SOURCES": f"{docs}=https://kitchen.example",
        "INDEX_WEBHOOK_SECRET": SECRET,
        "DEVELOPER_TOKEN": TOKEN,
    }
    with serving_process(settings, tmp_path, **environment) as (address, service):
        assert push(address, "another secret").status_code == 401
        assert push(address).status_code == 202
        assert read_status(address)["result"] == "running"
        overlapping = push(address)
        assert (overlapping.status_code, "A run is under way" in overlapping.text) == (409, True)
        done = finish(address)
        assert (done["result"], done["cause"], done["failures"]) == ("done", "webhook", 0), done

        docs.rename(tmp_path / "away")
        assert push(address).status_code == 202
        failed = finish(address)
        assert (failed["result"], failed["failures"]) == ("failed", 1), failed
        assert failed["last_success_at"] == done["last_success_at"]
        assert str(docs) in httpx.get(f"{address}/admin/index/log", headers=OWNER, timeout=20).text

        (tmp_path / "away").rename(docs)
        assert push(address).status_code == 202
        kill_run(service.pid)
        killed = finish(address)
        assert (killed["result"], killed["failures"]) == ("killed", 2), killed
        answer = httpx.post(f"{address}/chat", json={"query": "How is a cast-iron pan washed?"}, timeout=20)
        assert answer.json()["outcome"] == "answered", "the index of before is answered from"

        assert push(address).status_code == 202
        mended = finish(address)
        assert (mended["result"], mended["failures"]) == ("done", 0), mended
        for status in (done, failed, killed, mended):
            print(json.dumps(status))  # noqa: T201 - for who runs this with -s
