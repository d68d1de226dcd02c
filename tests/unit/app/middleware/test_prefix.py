"""A service that a proxy shows below a path, whether the proxy takes that path off or not."""

import re
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from app.server import create_app
from app.settings import ServerSettings, load_settings
from app.settings.routes import load_langserve_config
from chains.errors import SettingsError

PREFIX = "/team/ask"


class Proxy(httpx.AsyncBaseTransport):
    """Shows a service below a path."""

    def __init__(self, app: Any, *, strips: bool) -> None:
        self._service = httpx.ASGITransport(app, raise_app_exceptions=False, client=("127.0.0.1", 5))
        self._strips = strips

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if not request.url.path.startswith(f"{PREFIX}/"):
            return httpx.Response(418)
        if self._strips:
            request.url = request.url.copy_with(raw_path=request.url.raw_path.removeprefix(PREFIX.encode()))
        return await self._service.handle_async_request(request)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    settings = load_settings(
        gemini={"api_key": "emulator-key", "base_url": "http://127.0.0.1:1"},
        qdrant={"path": tmp_path_factory.mktemp("index")},
        server={"server_root_path": PREFIX},
    )
    return create_app(settings, dev=True)


@pytest.fixture(params=[True, False], ids=["strips", "passes on"])
async def client(request: pytest.FixtureRequest, app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=Proxy(app, strips=request.param), base_url="http://localhost") as client:
        yield client


async def test_routes_answer_below_the_path(client: httpx.AsyncClient) -> None:
    assert (await client.get(f"{PREFIX}/health")).json()["status"] == "ok"
    for path in ("/chat", "/chat/", "/chat/invoke"):
        answer = await client.post(f"{PREFIX}{path}", json={"query": "", "input": {"query": ""}})
        assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json"), path
        assert (await client.post(f"{PREFIX}{path}", content=b"{}")).status_code == 415
    assert (await client.get(f"{PREFIX}/nothing")).status_code == 404


async def test_the_page_of_the_api_finds_its_scripts_and_its_description(client: httpx.AsyncClient) -> None:
    page = (await client.get(f"{PREFIX}/docs")).text
    addresses = re.findall(r"""(?:src|href)="([^"]+)"|url: '([^']+)'""", page)
    found = [first or second for first, second in addresses]
    assert len(found) >= 4
    for address in found:
        assert (await client.get(address)).status_code == 200, address
    description = (await client.get(f"{PREFIX}/openapi.json")).json()
    assert description["servers"] == [{"url": PREFIX}]
    assert "/chat" in description["paths"]


async def test_the_playground_finds_its_files(client: httpx.AsyncClient) -> None:
    page = (await client.get(f"{PREFIX}/chat/playground/")).text
    files = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert files
    for file in files:
        answer = await client.get(file)
        assert answer.status_code == 200, file
    assert PREFIX[1:] in page


async def test_redirects_lead_below_the_path(client: httpx.AsyncClient) -> None:
    answer = await client.get(f"{PREFIX}/health/")
    assert answer.status_code == 307
    assert httpx.URL(answer.headers["location"]).path == f"{PREFIX}/health"


@pytest.mark.parametrize(("value", "path"), [("", ""), ("/", ""), ("/ask", "/ask"), ("/a/b.c/", "/a/b.c")])
def test_a_path_may_end_in_a_slash(value: str, path: str) -> None:
    assert ServerSettings(server_root_path=value).server_root_path == path


@pytest.mark.parametrize("value", ["ask", "https://a.example/ask", "/a b", "/a//b", "/a?b", "/../a", "/./a", "/{x}"])
def test_what_is_no_path_is_refused(value: str) -> None:
    with pytest.raises(SettingsError, match=r"SERVER_ROOT_PATH: .* is not a path such as /ask"):
        load_settings(server={"server_root_path": value})


@pytest.mark.parametrize("value", ["/chat", "/docs", "/health", "/v1", "/pages", "/site"])
def test_a_path_that_ours_begin_with_is_refused(value: str) -> None:
    with pytest.raises(SettingsError, match=f"SERVER_ROOT_PATH: {value} is the beginning of {value}"):
        load_langserve_config(ServerSettings(server_root_path=value))
    load_langserve_config(ServerSettings(server_root_path=f"{value}ing"))
