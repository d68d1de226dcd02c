"""The composition root: the only place that knows all parts. Importing it does nothing."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import anyio.to_thread
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from langchain_core.embeddings import Embeddings
from langchain_core.runnables import Runnable
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from app import __version__
from app.access import create_caller_check, create_developer_gate
from app.caching import Caches
from app.gemini import Gemini, prefix_style
from app.langserve_config import Route, load_langserve_config
from app.limits import Limits
from app.qdrant import Index, Signature, create_index
from app.retrieval import WatchedIndex
from app.settings import Settings
from app.telemetry import REQUEST_ID_HEADER, RequestLog
from app.tracing import flush_tracing
from app.wires.admission import Admission, CallerCheck
from app.wires.bodies import JsonBodies
from app.wires.caching import CACHE_STATUS_HEADER, CacheHeaders
from app.wires.chat import create_chat_router
from app.wires.departures import CallerWatch, RunningAnswers
from app.wires.health import Check, create_cached_check, create_health_router
from app.wires.langserve import create_langserve_routers
from app.wires.metrics import create_metrics_router
from app.wires.openapi import add_api_docs
from app.wires.problems import ErrorBoundary, add_problem_handlers
from app.wires.security import SecurityHeaders
from app.wires.site import SitePages, create_site_router
from app.wires.streams import StreamStatus
from indexing.model import CHUNKER_VERSION

MODEL_CHECK_SECONDS = 30
GRACE_SECONDS = 15
"""How much longer than its answer a request may take: until the last word is sent to a slow client."""


class Parts:
    """The adapters of one process, built from the settings; building them calls nobody.

    Raises:
        SettingsError: no Gemini key is set, or a setting cannot be used.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.gemini = Gemini(settings.gemini, settings.qdrant.path / "embedding_tokens.json")
        self.index: Index = create_index(settings.qdrant, settings.bm25, create_signature(settings))
        self.watched_index = WatchedIndex(self.index)
        self.limits = Limits(settings.limits)

    def create_chain(self, route: Route, *, embeddings: Embeddings | None = None) -> Runnable[Any, Any]:
        """Build the chain of one route with the factory that `langserve.yaml` names; nothing of it is cached.

        `embeddings` are those of the questions, Gemini's by default.
        """
        factory = route.load_factory()
        retriever = self.watched_index.create_retriever(
            embeddings or self.gemini.embeddings, k=self.settings.answer.passages
        )
        chain: Runnable[Any, Any] = factory(llm=self.gemini.chat, retriever=retriever, settings=self.settings.answer)
        return chain

    async def aclose(self) -> None:
        """Close the connections."""
        await self.gemini.aclose()
        await self.index.aclose()
        await self.limits.aclose()


def create_signature(settings: Settings) -> Signature:
    """What makes vectors comparable under these settings."""
    return Signature(
        embedding_space="emulator" if settings.gemini.is_emulated else "gemini",
        model=settings.gemini.embedding_model,
        dimensions=settings.gemini.embedding_dimensions,
        prefix_style=prefix_style(settings.gemini.embedding_model),
        chunker_version=CHUNKER_VERSION,
        bm25_language=settings.bm25.language,
    )


def create_app(settings: Settings, *, dev: bool = False, pages: SitePages | None = None) -> FastAPI:
    """Build the service.

    `dev` opens the developer endpoints to this machine. `pages` are shown under `/site/` with a start page at `/`; the
    demo uses that.

    Raises:
        SettingsError: no Gemini key is set, or a setting or `langserve.yaml` cannot be used.
    """
    config = load_langserve_config(settings.server)
    parts = Parts(settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        await parts.aclose()
        await anyio.to_thread.run_sync(flush_tracing)

    app = FastAPI(
        title="askdocs",
        version=__version__,
        summary="Answers questions about a documentation site, each with a link to where it stands.",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    app.state.running_answers = RunningAnswers()
    caches = Caches(settings.cache, parts.watched_index, app.state.running_answers)
    embeddings = caches.wrap_embeddings(parts.gemini.embeddings)
    add_problem_handlers(app)
    gate = create_developer_gate(settings.server, dev=dev)
    app.include_router(create_health_router(create_readiness_checks(parts)))
    for route in config.routes:
        chain = caches.wrap_chain(parts.create_chain(route, embeddings=embeddings), name=route.chain)
        app.include_router(create_chat_router(route.path, chain))
        for router in create_langserve_routers(route, chain, gate, settings.limits):
            app.include_router(router)
    app.include_router(create_metrics_router(gate))
    add_api_docs(app, gate)
    if pages is not None:
        app.include_router(create_site_router(pages, playground=f"{config.routes[0].path}/playground/"))
    _add_middleware(app, parts, dev=dev)
    return app


def _add_middleware(app: FastAPI, parts: Parts, *, dev: bool) -> None:
    """The last added runs first: who asks from where, log, headers (on errors too), then the edges, then the routes."""
    settings = parts.settings
    app.add_middleware(StreamStatus)
    app.add_middleware(CacheHeaders)
    seconds = settings.answer.deadline_seconds + GRACE_SECONDS
    app.add_middleware(CallerWatch, seconds=seconds, running=app.state.running_answers)
    app.add_middleware(Admission, limits=parts.limits, settings=settings.limits)
    app.add_middleware(JsonBodies, limits=settings.limits)
    app.add_middleware(CallerCheck, identify=create_caller_check(settings.server, dev=dev))
    app.add_middleware(ErrorBoundary)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=list(settings.server.cors_origins),
        allow_methods=["GET", "POST"],
        allow_headers=["Authorization", "Cache-Control", "Content-Type", "X-API-Key", REQUEST_ID_HEADER],
        expose_headers=[CACHE_STATUS_HEADER, REQUEST_ID_HEADER, "Retry-After"],
    )
    app.add_middleware(SecurityHeaders)
    app.add_middleware(RequestLog, log_questions=settings.server.log_questions)
    if settings.server.trusted_proxies:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=list(settings.server.trusted_proxies))


def create_readiness_checks(parts: Parts) -> dict[str, Check]:
    """What `/health/ready` says: the checks, of which the model's is cached, and the circuits of both."""
    checks = create_checks(parts)
    check_index = checks["index"]
    check_model = create_cached_check(checks["model"], seconds=MODEL_CHECK_SECONDS)

    async def index() -> str:
        parts.watched_index.breaker.raise_if_open()
        return await check_index()

    async def model() -> str:
        parts.gemini.raise_if_away()
        return await check_model()

    async def limits() -> str:
        return "counted in Redis" if parts.limits.is_shared else "Redis is away: each process counts for itself"

    readiness: dict[str, Check] = {"index": index, "model": model}
    if parts.settings.limits.redis_url.get_secret_value():
        readiness["limits"] = limits
    return readiness


def create_checks(parts: Parts) -> dict[str, Check]:
    """What answers depend on, by name; `/health/ready` and `askdocs doctor` run them."""

    async def check_model() -> str:
        await parts.gemini.check()
        if parts.settings.gemini.is_emulated:
            return "the emulator answers, with sentences of the passages: this is not Gemini"
        return f"{parts.settings.gemini.chat_model} and {parts.settings.gemini.embedding_model} can be used"

    async def check_index() -> str:
        record = await parts.index.check()
        return (
            f"{record.last_run.points} passages of {record.last_run.pages} pages, indexed {record.last_run.started:%F}"
        )

    return {"index": check_index, "model": check_model}
