import hashlib
import hmac
from typing import Any

import httpx
import pytest
from fastapi import FastAPI, HTTPException, Request
from pydantic import BaseModel

from app.operations.scheduling import RunStatus
from app.wires.index_runs import create_index_wire

SECRET = "a secret of GitHub's"  # a test's own
BODY = b'{"action": "completed"}'


class Runs:
    """Starts nothing."""

    def __init__(self, *, is_busy: bool = False) -> None:
        self.causes: list[str] = []
        self.is_busy = is_busy

    async def load_status(self) -> BaseModel:
        return RunStatus(result="running", cause=self.causes[-1] if self.causes else "")

    async def load_log(self) -> str:
        return "<b>done</b>"

    async def start(self, cause: str) -> bool:
        self.causes.append(cause)
        return not self.is_busy


async def gate(request: Request) -> None:
    if request.headers.get("authorization") != "Bearer developer":
        raise HTTPException(401)


async def call(runs: Runs | None, method: str = "POST", path: str = "/admin/index", **options: Any) -> httpx.Response:
    app = FastAPI()
    app.include_router(
        create_index_wire({} if runs is None else {"default": runs}, gate, secret=options.pop("secret", SECRET)).router
    )
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as client:
        return await client.request(method, path, content=BODY if method == "POST" else None, **options)


def sign(body: bytes = BODY, secret: str = SECRET) -> dict[str, str]:
    return {"X-Hub-Signature-256": f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"}


DEVELOPER = {"Authorization": "Bearer developer"}


async def test_a_body_that_github_signed_starts_a_run() -> None:
    runs = Runs()
    response = await call(runs, headers=sign())
    assert response.status_code == 202
    assert response.json()["status"]["cause"] == "webhook"
    assert runs.causes == ["webhook"]


async def test_a_ping_of_github_starts_nothing() -> None:
    runs = Runs()
    assert (await call(runs, headers=sign() | {"X-GitHub-Event": "ping"})).json()["started"] is False
    assert runs.causes == []


async def test_the_developer_starts_a_run() -> None:
    runs = Runs()
    assert (await call(runs, headers=DEVELOPER)).status_code == 202
    assert runs.causes == ["request"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        sign(b"another body"),
        sign(secret="another secret"),
        {"X-Hub-Signature-256": ""},
        {b"X-Hub-Signature-256": "sha256=é".encode()},
        {"X-Hub-Signature-256": "sha1=0"},
        DEVELOPER | sign(b"another body"),
    ],
)
async def test_nobody_else_starts_one(headers: dict[Any, Any]) -> None:
    runs = Runs()
    assert (await call(runs, headers=headers)).status_code == 401
    assert runs.causes == []


async def test_a_signature_counts_for_nothing_without_a_secret() -> None:
    runs = Runs()
    assert (await call(runs, headers=sign(secret=""), secret="")).status_code == 401
    assert runs.causes == []


@pytest.mark.parametrize("runs", [None, Runs(is_busy=True)])
async def test_what_cannot_be_started_is_409(runs: Runs | None) -> None:
    assert (await call(runs, headers=sign())).status_code == 409


async def test_status_and_log_are_the_developers() -> None:
    for path in ("/admin/index/status", "/admin/index/log"):
        assert (await call(Runs(), "GET", path)).status_code == 401
        assert (await call(Runs(), "GET", path, headers=DEVELOPER)).status_code == 200
    log = await call(Runs(), "GET", "/admin/index/log", headers=DEVELOPER)
    assert log.headers["content-type"] == "text/plain; charset=utf-8"
