"""The wiring of the service, and nothing else. Importing it does nothing."""

from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import anyio.to_thread
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from langchain_core.runnables import Runnable
from starlette.middleware import Middleware

from app import __version__
from app.context import Endpoint
from app.middleware.access import DeveloperGate, create_caller_check, create_developer_gate
from app.middleware.admission import Admission
from app.middleware.bodies import JsonBodies
from app.middleware.cache_headers import CACHE_STATUS_HEADER, CacheHeaders
from app.middleware.callers import CallerCheck
from app.middleware.context import REQUEST_ID_HEADER, RequestContextMiddleware
from app.middleware.cors import ALLOWED_HEADERS
from app.middleware.departures import GRACE_SECONDS, CallerWatch
from app.middleware.headers import SecurityHeaders
from app.middleware.log import RequestLog
from app.middleware.prefix import PathPrefix
from app.middleware.problems import ErrorBoundary, add_problem_handlers
from app.middleware.proxies import TrustedProxies
from app.observability.tracing import flush_tracing
from app.operations.checks import create_readiness_checks
from app.operations.scheduling import create_runs, keeping_schedule
from app.parts import Process, SiteParts
from app.settings import Settings
from app.settings.extras import require_extra
from app.settings.routes import LangServeConfig, Route, load_langserve_config
from app.settings.wires import WireName, find_wire_path, list_models
from app.wires.admin import Admin, create_admin_wire
from app.wires.ai_sdk import create_ai_sdk_wire
from app.wires.chat import create_chat_wire
from app.wires.feedback import create_feedback_wire
from app.wires.health import create_health_wire
from app.wires.index_runs import create_index_wire
from app.wires.langserve import create_langserve_wires
from app.wires.metrics import create_metrics_wire
from app.wires.openai import create_openai_wire
from app.wires.openapi import add_api_docs
from app.wires.pages import SitePages, create_pages_wire
from app.wires.search import create_search_wire
from app.wires.widget import WidgetOffers, create_widget_wire
from app.wires.wire import Wire

if TYPE_CHECKING:
    from app.wires.voting import Voting


def create_app(
    settings: Settings, *, dev: bool = False, pages: SitePages | None = None, config: LangServeConfig | None = None
) -> FastAPI:
    """Build the service.

    `dev` opens the developer endpoints to this machine. `pages` are shown under `/site/` with a start page at `/`; the
    demo uses that. `config` is read from `langserve.yaml` when it is not given.

    Raises:
        SettingsError: no Gemini key is set, or a setting or `langserve.yaml` cannot be used.
    """
    config = config or load_langserve_config(settings.server)
    process = Process(settings)
    site = SiteParts(process)
    gate = create_developer_gate(settings.server, dev=dev)

    runs = create_runs(settings) if settings.index.sources else None
    wires = [
        create_health_wire(create_readiness_checks(site, runs)),
        create_metrics_wire(gate),
        create_index_wire(runs, gate, secret=settings.index.webhook_secret.get_secret_value()),
    ]
    chains = {route.path: site.create_chain(route) for route in config.routes}
    for route in config.routes:
        wires += create_route_wires(route, chains[route.path], site, gate, is_first=route is config.routes[0])
    wires += create_model_wires(config, chains, settings.server.cors_origins)
    voting = create_voting(process)
    wires += create_chatkit_wires(config, chains, process, voting)
    wires.append(create_feedback_wire(voting, is_open=any(route.open_wires for route in config.routes)))
    stores = process.open_stores() if settings.stores.keep_answers else None
    wires.append(create_admin_wire(gate, Admin(settings, site.index, stores, (lambda: runs.status) if runs else None)))
    wires.append(create_widget_wire(find_widget_offers(config, settings)))
    if pages is not None:
        links = {"Playground": f"{config.find_route().path}/playground/", "API docs": "/docs"}
        if "/admin/" in {getattr(route, "path", "") for wire in wires for route in wire.router.routes}:
            links["Admin"] = "/admin/"
        wires.append(create_pages_wire(pages, links, extracts=settings.gemini.is_emulated))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with process.keeping(), AsyncExitStack() as running:
            for wire in wires:
                await running.enter_async_context(wire.running())
            if runs is not None:
                await running.enter_async_context(runs.running())
                await running.enter_async_context(keeping_schedule(runs, settings.index.schedule))
            yield
        await site.aclose()
        await process.aclose()
        await anyio.to_thread.run_sync(flush_tracing)

    endpoints = [endpoint for wire in wires for endpoint in wire.endpoints]
    app = FastAPI(
        title="askdocs",
        version=__version__,
        summary="Answers questions about a documentation site, each with a link to where it stands.",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        middleware=create_middleware(process, endpoints, dev=dev),
    )
    app.state.running_answers = process.running_answers
    add_problem_handlers(app)
    for wire in wires:
        app.include_router(wire.router)
    add_api_docs(app, wires, gate, wants_keys=bool(settings.server.named_keys))
    return app


def create_route_wires(
    route: Route, chain: Runnable[Any, Any], site: SiteParts, gate: DeveloperGate, *, is_first: bool
) -> list[Wire]:
    """Build the protocols that a route opens, each at its own address."""
    settings = site.process.settings
    origins = settings.server.cors_origins
    create: dict[WireName, Callable[[str], list[Wire]]] = {
        "chat": lambda path: [create_chat_wire(path, chain, origins=origins)],
        "search": lambda path: [create_search_wire(path, site.keyword_search, origins=origins)],
        "ai_sdk": lambda path: [create_ai_sdk_wire(path, chain, origins=origins)],
        "langserve": lambda _: create_langserve_wires(route, chain, gate, settings.limits, origins=origins),
        "mcp": lambda path: [create_mcp(path, chain, site)],
    }
    return [
        replace(wire, name=name, is_open=name in route.open_wires)
        for name in route.wires
        if name in create
        for wire in create[name](find_wire_path(name, route.path, is_first=is_first))
    ]


def create_model_wires(
    config: LangServeConfig, chains: Mapping[str, Runnable[Any, Any]], origins: Collection[str]
) -> list[Wire]:
    """Build OpenAI's protocol, in which each route that opens it is a model; nothing when none does."""
    served = [route for route in config.routes if "openai" in route.wires]
    models = {
        name: chains[route.path]
        for route in served
        for name in list_models(route.path, is_first=route is config.routes[0])
    }
    is_open = any("openai" in route.open_wires for route in served)
    return [replace(create_openai_wire(models, origins=origins), name="openai", is_open=is_open)] if models else []


def create_voting(process: Process) -> "Voting | None":
    """Build what keeps votes; None where no answers are kept."""
    if not process.settings.stores.keep_answers:
        return None
    from app.wires.voting import Voting  # noqa: PLC0415 - it brings large packages

    return Voting(process.open_stores(), votes_per_day=process.settings.limits.votes_per_day)


def create_chatkit_wires(
    config: LangServeConfig, chains: Mapping[str, Runnable[Any, Any]], process: Process, voting: "Voting | None"
) -> list[Wire]:
    """Build ChatKit's protocol for each route that opens it."""
    if not any("chatkit" in route.wires for route in config.routes):
        return []
    require_extra("chatkit", "langserve.yaml opens chatkit, which wants the extra `chatkit`.")
    from app.wires.chatkit import create_chatkit_wire  # noqa: PLC0415 - it brings large packages

    threads, origins = process.open_stores().threads, process.settings.server.cors_origins
    return [
        replace(
            create_chatkit_wire(
                find_wire_path("chatkit", route.path, is_first=route is config.routes[0]),
                chains[route.path],
                threads,
                voting,
                origins=origins,
            ),
            name="chatkit",
            is_open="chatkit" in route.open_wires,
        )
        for route in config.routes
        if "chatkit" in route.wires
    ]


def find_widget_offers(config: LangServeConfig, settings: Settings) -> WidgetOffers:
    """Say what the panel may offer: votes and search where they are served, and what its readers must know."""
    stores = settings.stores
    return WidgetOffers(
        votes=stores.keep_answers,
        search="search" in config.routes[0].wires,
        kept_days=stores.keep_answers_days if stores.keep_answers else 0,
        extracts=settings.gemini.is_emulated,
    )


def create_mcp(path: str, chain: Runnable[Any, Any], site: SiteParts) -> Wire:
    """Build MCP's protocol. Its package costs half a second and 20 MB, so only who opens the wire imports it."""
    from app.wires.mcp import create_mcp_wire  # noqa: PLC0415 - see above

    origins = site.process.settings.server.cors_origins
    return create_mcp_wire(path, chain, search=site.keyword_search, pages=site.pages, origins=origins)


def create_middleware(process: Process, endpoints: Sequence[Endpoint], *, dev: bool) -> list[Middleware]:
    """List the middlewares in the order in which a request passes them; its answer passes them in reverse.

    CONTRIBUTING.md says in the same order what each is for.
    """
    settings = process.settings
    proxies, prefix = settings.server.trusted_proxies, settings.server.server_root_path
    return [
        *([Middleware(TrustedProxies, proxies=proxies)] if proxies else []),
        *([Middleware(PathPrefix, prefix=prefix)] if prefix else []),
        Middleware(RequestContextMiddleware, endpoints=endpoints),
        Middleware(RequestLog, log_questions=settings.server.log_questions),
        Middleware(SecurityHeaders),
        Middleware(
            CORSMiddleware,
            allow_origins=list(settings.server.cors_origins),
            allow_methods=["GET", "POST"],
            allow_headers=ALLOWED_HEADERS,
            expose_headers=[CACHE_STATUS_HEADER, REQUEST_ID_HEADER, "Retry-After"],
        ),
        Middleware(ErrorBoundary),
        Middleware(CallerCheck, identify=create_caller_check(settings.server, dev=dev)),
        Middleware(JsonBodies, limits=settings.limits),
        Middleware(Admission, limits=process.limits, budget=process.budget, settings=settings.limits),
        Middleware(
            CallerWatch,
            seconds=settings.answer.deadline_seconds + GRACE_SECONDS,
            running=process.running_answers,
        ),
        Middleware(CacheHeaders),
    ]
