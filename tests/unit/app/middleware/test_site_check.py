"""Which pages and which addresses reach a site, where one names its own pages and the other none."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from app.server import create_app
from app.settings import load_settings

CONFIG = """
version: 1
sites:
  - name: guide
    hosts: [ask.guide.example]
  - name: shop
    cors_origins: [https://shop.example]
routes:
  - path: /chat
    chain: chains.answer:create_answer_chain
  - path: /shop
    site: shop
    chain: chains.answer:create_answer_chain
"""
SHOP = {"Origin": "https://shop.example"}
KEY = {"X-API-Key": "k" * 20}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    folder = tmp_path_factory.mktemp("sites")
    (folder / "langserve.yaml").write_text(CONFIG)
    settings = load_settings(
        gemini={"api_key": "emulator-key", "base_url": "http://127.0.0.1:1"},
        qdrant={"path": folder / "index"},
        server={"langserve_config": folder / "langserve.yaml", "api_keys": f"own:{'k' * 20}"},
    )
    return create_app(settings)


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://ask.example") as client:
        yield client


@pytest.mark.parametrize(("path", "allowed"), [("/chat", False), ("/api/chat", False), ("/shop", True)])
async def test_a_site_that_names_no_pages_is_not_opened_to_those_of_another(
    client: httpx.AsyncClient, *, path: str, allowed: bool
) -> None:
    preflight = await client.options(path, headers={**SHOP, "Access-Control-Request-Method": "POST"})
    assert ("access-control-allow-origin" in preflight.headers) is allowed
    answer = await client.post(path, json={}, headers=SHOP)
    assert (answer.status_code == 401) is not allowed


async def test_a_page_that_may_ask_a_site_may_vote_as_well(client: httpx.AsyncClient) -> None:
    vote = {"answer_id": "one", "value": 1}
    assert (await client.post("/feedback", json=vote, headers=SHOP)).status_code == 404
    assert (await client.post("/feedback", json=vote, headers={"Origin": "https://x.example"})).status_code == 401


@pytest.mark.parametrize("path", ["/search%0A", "/shop/search%0a", "/search/%0A"])
async def test_a_line_feed_behind_a_path_opens_nothing(client: httpx.AsyncClient, path: str) -> None:
    for headers in ({}, KEY, {"Host": "ask.guide.example"}):
        assert (await client.get(path, params={"q": "anything"}, headers=headers)).status_code == 404
    assert (await client.get("/search", params={"q": "anything"})).status_code == 401
