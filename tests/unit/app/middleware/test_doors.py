"""A site is found by its host however that is spelled, and the paths of the first route mean those of its own."""

from pathlib import Path

import pytest

from app.middleware.doors import Door, FindDoor, create_door_finder
from app.settings import ServerSettings
from app.settings.routes import Route, load_langserve_config

CONFIG = """
version: 1
sites:
  - name: guide
    hosts: [ask.guide.example]
  - name: shop
    hosts: [ask.shop.example, "ask.guide.example:8443"]
routes:
  - path: /chat
    chain: chains.answer:create_answer_chain
  - path: /shop
    site: shop
    chain: chains.answer:create_answer_chain
"""


@pytest.fixture
def find(tmp_path: Path) -> FindDoor:
    path = tmp_path / "langserve.yaml"
    path.write_text(CONFIG)
    settings = ServerSettings(langserve_config=path)
    return create_door_finder(settings, load_langserve_config(settings))


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("ask.shop.example", "shop"),
        ("ASK.Shop.Example", "shop"),
        ("ask.shop.example.", "shop"),
        ("ask.shop.example:443", "shop"),
        ("ask.shop.example.:8000", "shop"),
        ("ask.shop.example:", "shop"),
        ("ask.guide.example:80", "guide"),
        ("ask.guide.example:8443", "shop"),
        ("ask.guide.example.:8443", "shop"),
    ],
)
def test_a_host_leads_to_its_site_however_it_is_spelled(find: FindDoor, host: str, site: str) -> None:
    door = find({"type": "http", "headers": [(b"host", host.encode())]})
    assert door is not None
    assert door.site == site


@pytest.mark.parametrize(
    "host", ["", ".", ":80", "shop.example", "x.ask.shop.example", "ask.shop.example:8:8", "[::1]"]
)
def test_any_other_host_leads_to_no_site(find: FindDoor, host: str) -> None:
    assert find({"type": "http", "headers": [(b"host", host.encode())]}) is None


def create_route(path: str) -> Route:
    return Route(path=path, chain="chains.answer:create_answer_chain")


@pytest.mark.parametrize(
    ("first", "own", "asked", "found"),
    [
        ("/chat", "/shop", "/chat", "/shop"),
        ("/chat", "/shop", "/chat/", "/shop/"),
        ("/chat", "/shop", "/chat/c/N4Xx/invoke", "/shop/c/N4Xx/invoke"),
        ("/chat", "/shop", "/api/chat/", "/shop/api/chat/"),
        ("/chat", "/shop", "/mcp/", "/shop/mcp/"),
        ("/chat", "/shop", "/search", "/shop/search"),
        ("/chat", "/shop", "/shop/search", "/shop/search"),
        ("/chat", "/shop", "/health", "/health"),
        ("/chat", "/chat/shop", "/chat", "/chat/shop"),
        ("/chat", "/chat/shop", "/chat/shop", "/chat/shop"),
        ("/chat", "/chat/shop", "/chat/shop/invoke", "/chat/shop/invoke"),
        ("/chat", "/chat/shop", "/chat/invoke", "/chat/shop/invoke"),
        ("/ask/guide", "/ask", "/ask/guide/invoke", "/ask/invoke"),
        ("/chat", "/chat", "/chat/invoke", "/chat/invoke"),
    ],
)
def test_a_path_of_the_first_route_means_that_of_the_sites_own(first: str, own: str, asked: str, found: str) -> None:
    route = create_route(first)
    door = Door("shop", first=route, route=route if own == first else create_route(own))
    assert door.find_path(asked) == found
