"""The wiring of the service, and nothing else. Importing it does nothing."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

import anyio.to_thread
from fastapi import FastAPI
from starlette.middleware import Middleware

from app import __version__
from app.context import Endpoint
from app.middleware.access import create_caller_check, create_developer_gate
from app.middleware.admission import Admission
from app.middleware.bodies import JsonBodies
from app.middleware.cache_headers import CACHE_STATUS_HEADER, CacheHeaders
from app.middleware.callers import CallerCheck
from app.middleware.context import REQUEST_ID_HEADER, RequestContextMiddleware
from app.middleware.cors import ALLOWED_HEADERS, EndpointCors
from app.middleware.departures import GRACE_SECONDS, CallerWatch
from app.middleware.doors import create_door_finder
from app.middleware.headers import SecurityHeaders
from app.middleware.log import RequestLog
from app.middleware.prefix import PathPrefix
from app.middleware.problems import ErrorBoundary, add_problem_handlers
from app.middleware.proxies import TrustedProxies
from app.middleware.site_check import SiteCheck
from app.observability.tracing import flush_tracing
from app.operations.checks import create_readiness_checks
from app.operations.scheduling import find_schedule
from app.operations.scheduling.service_runs import ServiceRuns, create_service_runs
from app.parts import Process, SiteParts
from app.route_wires import create_chatkit_wires, create_model_wires, create_route_wires, list_origins
from app.settings import Settings
from app.settings.routes import LangServeConfig, load_langserve_config
from app.wires.admin import Admin, ShownRuns, create_admin_wire
from app.wires.feedback import create_feedback_wire
from app.wires.health import create_health_wire
from app.wires.index_runs import create_index_wire
from app.wires.metrics import create_metrics_wire
from app.wires.openapi import add_api_docs
from app.wires.pages import SitePages, create_pages_wire
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
    process = Process(settings, config.sites)
    sites = {site.name: SiteParts(process, site.name) for site in config.sites}
    gate = create_developer_gate(settings.server, dev=dev)

    runs = create_service_runs(settings, config)
    chains = {route.path: sites[config.find_site(route.site).name].create_chain(route) for route in config.routes}
    wires: list[Wire] = []  # those that are asked most come first: FastAPI looks through them one by one
    for route in config.routes:
        wires += create_route_wires(route, chains[route.path], config, sites, gate)
    wires += create_model_wires(config, chains, settings)
    wires += [
        create_health_wire(create_readiness_checks(list(sites.values()), runs)),
        create_metrics_wire(gate),
        create_index_wire(runs.of_sites, gate, secret=settings.index.webhook_secret.get_secret_value()),
    ]
    voting = create_voting(process)
    wires += create_chatkit_wires(config, chains, process, voting)
    is_open = any(route.open_wires for route in config.routes)
    wires.append(create_feedback_wire(voting, is_open=is_open, origins=list_origins(settings, config)))
    stores = process.open_stores() if settings.stores.keep_answers else None
    indexes = {name: site.index for name, site in sites.items()}
    wires.append(
        create_admin_wire(gate, Admin(settings, indexes, stores, show_runs(settings, config, runs), runs.jobs))
    )
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
            await running.enter_async_context(runs.running())
            yield
        for site in sites.values():
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
        middleware=create_middleware(process, config, endpoints, dev=dev),
    )
    app.state.running_answers = process.running_answers
    add_problem_handlers(app)
    for wire in wires:
        app.include_router(wire.router)
    add_api_docs(app, wires, gate, wants_keys=bool(settings.server.named_keys))
    return app


def create_voting(process: Process) -> "Voting | None":
    """Build what keeps votes; None where no answers are kept."""
    if not process.settings.stores.keep_answers:
        return None
    from app.wires.voting import Voting  # noqa: PLC0415 - it brings large packages

    return Voting(process.open_stores(), votes_per_day=process.settings.limits.votes_per_day)


def find_widget_offers(config: LangServeConfig, settings: Settings) -> WidgetOffers:
    """Say what the panel may offer: votes and search where they are served, and what its readers must know."""
    stores = settings.stores
    return WidgetOffers(
        votes=stores.keep_answers,
        search="search" in config.routes[0].wires,
        kept_days=stores.keep_answers_days if stores.keep_answers else 0,
        extracts=settings.gemini.is_emulated,
    )


def show_runs(settings: Settings, config: LangServeConfig, runs: ServiceRuns) -> dict[str, ShownRuns]:
    """Say what the owner's page shows of the runs of each site."""
    shown: dict[str, ShownRuns] = {}
    for name, runs_of_site in runs.of_sites.items():
        site = config.find_site(name)
        sources = site.sources or settings.index.sources
        shown[name] = ShownRuns(runs_of_site.load_status, sources, find_schedule(settings, site))
    return shown


def create_middleware(
    process: Process, config: LangServeConfig, endpoints: Sequence[Endpoint], *, dev: bool
) -> list[Middleware]:
    """List the middlewares in the order in which a request passes them; its answer passes them in reverse.

    CONTRIBUTING.md says in the same order what each is for.
    """
    settings = process.settings
    proxies, prefix = settings.server.trusted_proxies, settings.server.server_root_path
    return [
        *([Middleware(TrustedProxies, proxies=proxies)] if proxies else []),
        *([Middleware(PathPrefix, prefix=prefix)] if prefix else []),
        Middleware(
            RequestContextMiddleware, endpoints=endpoints, find_door=create_door_finder(settings.server, config)
        ),
        Middleware(RequestLog, log_questions=settings.server.log_questions),
        Middleware(SecurityHeaders),
        Middleware(
            EndpointCors,
            allow_origins=list_origins(settings, config),
            allow_methods=["GET", "POST"],
            allow_headers=ALLOWED_HEADERS,
            expose_headers=[CACHE_STATUS_HEADER, REQUEST_ID_HEADER, "Retry-After"],
        ),
        Middleware(ErrorBoundary),
        Middleware(CallerCheck, identify=create_caller_check(settings.server, dev=dev)),
        Middleware(JsonBodies, limits=settings.limits),
        Middleware(SiteCheck, config=config),
        Middleware(Admission, limits=process.limits, budgets=process.budgets, settings=settings.limits),
        Middleware(
            CallerWatch,
            seconds=settings.answer.deadline_seconds + GRACE_SECONDS,
            running=process.running_answers,
        ),
        Middleware(CacheHeaders),
    ]
