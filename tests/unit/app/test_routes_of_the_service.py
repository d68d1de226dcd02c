"""All routes of the service: none that takes POST is reached unasked, and what is ours is reserved."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Mount, Route

from app.parts import Process
from app.server import create_app, create_middleware
from app.settings import load_settings
from app.settings.routes import RESERVED_FOLDERS, RESERVED_PATHS, EndpointName, load_langserve_config
from app.wires.pages import SitePages
from chains.errors import SettingsError

KEY = "k" * 20
ROUTE = """\
  - path: {path}
    chain: chains.answer:create_answer_chain
    public: [invoke, stream, batch]
    developer: [config_hashes, playground, input_schema, stream_log]
"""
CreateApp = Callable[..., FastAPI]


@pytest.fixture
def create(tmp_path: Path) -> CreateApp:
    def create(*paths: str, dev: bool = False, pages: SitePages | None = None, **groups: dict[str, Any]) -> FastAPI:
        return create_app(load(tmp_path, *paths, **groups), dev=dev, pages=pages)

    return create


def load(folder: Path, *paths: str, **groups: dict[str, Any]) -> Any:
    config = folder / "langserve.yaml"
    config.write_text("version: 1\nroutes:\n" + "".join(ROUTE.format(path=path) for path in paths or ("/chat",)))
    return load_settings(
        gemini={"api_key": "emulator-key", "base_url": "http://127.0.0.1:1"},
        qdrant={"path": folder},
        server={"langserve_config": config} | groups.pop("server", {}),
        **groups,
    )


def walk(app: FastAPI) -> list[BaseRoute]:
    """Those of included routers too, which FastAPI keeps as they are."""
    found: list[BaseRoute] = []
    waiting = list(app.routes)
    while waiting:
        route = waiting.pop()
        inner = getattr(getattr(route, "original_router", None), "routes", None)
        if inner is None:
            found.append(route)
        else:
            waiting.extend(inner)
    return found


def test_the_middlewares_run_in_this_order(tmp_path: Path) -> None:
    server = {"trusted_proxies": "127.0.0.1", "server_root_path": "/ask"}
    settings = load(tmp_path, server=server)
    config = load_langserve_config(settings.server)
    names = [
        middleware.cls.__name__  # type: ignore[attr-defined]  # all of them are classes
        for middleware in create_middleware(Process(settings), config, [], dev=False)
    ]
    sys.stdout.write("\n".join(names))  # `pytest -rP` shows them
    assert names == [
        "TrustedProxies",
        "PathPrefix",
        "RequestContextMiddleware",
        "RequestLog",
        "SecurityHeaders",
        "EndpointCors",
        "ErrorBoundary",
        "CallerCheck",
        "JsonBodies",
        "SiteCheck",
        "Admission",
        "CallerWatch",
        "CacheHeaders",
    ]


async def post(app: FastAPI, path: str, *, key: str = "", **options: Any) -> httpx.Response:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=("192.0.2.1", 5))
    async with httpx.AsyncClient(transport=transport, base_url="http://ask.example.org") as client:
        return await client.post(
            path, headers=({"x-api-key": key} if key else {}) | options.pop("headers", {}), **options
        )


PATHS = ["/chat", "/docs/chat", "/docs-chat", "/site-help", "/health-assistant", "/metrics-and-more", "/v1chat"]
BELOW = ["", "/", "/invoke", "/stream", "/batch", "/c/x/invoke", "/c/x/stream", "/c/x/batch", "/nothing"]


@pytest.mark.parametrize("path", PATHS)
async def test_whatever_a_route_is_called_it_wants_a_key(path: str, create: CreateApp) -> None:
    app = create(path, server={"api_keys": f"ci:{KEY}"})
    for below in BELOW:
        for body in ({"query": "How?", "input": {"query": "How?"}, "inputs": []}, None):
            refused = await post(app, path + below, json=body)
            assert refused.status_code == 401, below
            assert refused.headers["www-authenticate"] == 'Bearer realm="askdocs"'
    assert (await post(app, path, key=KEY, json={"query": ""})).status_code == 422


async def test_a_post_that_nobody_declares_wants_a_key_too(create: CreateApp) -> None:
    app = create(server={"api_keys": f"ci:{KEY}"})
    for path in ("/", "/nothing", "/docs", "/docs/assets/x", "/openapi.json", "/metrics", "/health"):
        assert (await post(app, path, content=b"x")).status_code == 401, path
        assert (await post(app, path, key=KEY, content=b"x")).status_code in {404, 405}, path


@pytest.mark.parametrize("path", PATHS)
async def test_whatever_a_route_is_called_its_bodies_are_checked(path: str, create: CreateApp) -> None:
    app = create(path, limits={"body_bytes": 2_000, "address_per_minute": 0})
    for below in ("", "/invoke", "/stream", "/batch", "/c/x/invoke"):
        kind = {"content-type": "application/json"}
        assert (await post(app, path + below, content=b"{}")).status_code == 415
        assert (await post(app, path + below, content=b"{", headers=kind)).status_code == 400
        assert (await post(app, path + below, json={"query": "x" * 3_000})).status_code == 413


@pytest.mark.parametrize("path", PATHS)
async def test_whatever_a_route_is_called_its_questions_count(path: str, create: CreateApp) -> None:
    app = create(path, limits={"address_per_minute": 4})
    wrong = {"query": "", "input": {"query": ""}, "inputs": [{"query": ""}]}
    statuses = [
        (await post(app, path + below, json=wrong)).status_code for below in ("", "/invoke", "/stream", "/batch")
    ]
    assert statuses == [422] * 4
    assert (await post(app, path, json=wrong)).status_code == 429


COLLIDING = [
    "/docs",
    "/health",
    "/health/ready",
    "/metrics",
    "/feedback",
    "/search",
    "/site",
    "/site/x",
    "/docs/assets/x",
]
COLLIDING += ["/v1", "/v1/x", "/mcp", "/mcp/x", "/admin", "/admin/x", "/widget", "/widget/x", "/pages", "/chatkit"]


@pytest.mark.parametrize("path", COLLIDING)
def test_a_path_of_ours_is_refused_at_start(path: str, create: CreateApp) -> None:
    with pytest.raises(SettingsError, match=f"the path {path} collides with {path}"):
        create(path)


@pytest.mark.parametrize("endpoint", get_args(EndpointName))
def test_a_route_that_is_an_endpoint_of_another_is_refused_at_start(endpoint: str, create: CreateApp) -> None:
    with pytest.raises(SettingsError, match=rf"/chat/{endpoint}; rename one of them"):
        create("/chat", f"/chat/{endpoint}")


async def test_every_route_that_takes_post_is_declared_and_what_is_ours_is_reserved(
    create: CreateApp, tmp_path: Path
) -> None:
    paths = ("/chat", "/docs/chat")
    app = create(*paths, dev=True, pages=SitePages(lambda _: None))
    routes = walk(app)
    config = load_langserve_config(load(tmp_path, *paths).server)
    given: Any = [middleware.kwargs.get("endpoints", ()) for middleware in app.user_middleware]
    declared = {endpoint.path for endpoints in given for endpoint in endpoints}
    taking = {route.path for route in routes if isinstance(route, APIRoute) and "POST" in (route.methods or ())}
    assert {"/chat", "/docs/chat/stream", "/chat/c/{config_hash}/invoke"} <= taking
    assert taking <= declared
    known = {route.path for route in routes if isinstance(route, Route | Mount)}
    fixed = {path for path in known if not any(f"{path}/".startswith(f"{own.path}/") for own in config.routes)}
    assert {"/health", "/metrics", "/docs", "/docs/assets", "/site/{route:path}", "/openapi.json"} <= fixed
    unreserved = {
        path
        for path in fixed - {"/"}
        if path.rstrip("/") not in RESERVED_PATHS and not f"{path}/".startswith(RESERVED_FOLDERS)
    }
    assert not unreserved
