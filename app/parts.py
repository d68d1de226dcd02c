"""What a process is made of, built from the settings once. Building calls nobody."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable

from app.caching import Caches
from app.gemini import Gemini, Pace
from app.index import (
    DocsRetriever,
    GuardedIndex,
    Index,
    IndexFactory,
    PageReader,
    create_keyword_search,
    create_retriever,
    create_signature,
    create_vector_store,
)
from app.middleware.departures import GRACE_SECONDS, RunningAnswers
from app.middleware.limits.budget import Budget, estimate_tokens
from app.middleware.limits.counters import Counters
from app.middleware.limits.rates import Limits
from app.middleware.limits.site_budgets import SiteBudgets
from app.observability.noted_chain import NotedChain
from app.observability.steps import note_fallback, note_step
from app.own_chain import OwnChain, build_chain
from app.reranking import create_reranker
from app.settings import Settings
from app.settings.factories import load_factory
from app.settings.routes import Route
from app.settings.sites import DEFAULT_SITE, Site
from app.suggestions import SuggestingChain
from chains.reranking import CANDIDATES, RerankingRetriever
from chains.support import create_second_opinion

if TYPE_CHECKING:
    from app.stores import Stores


class Process:
    """What exists once in a process, however many sites it serves: Gemini, limits, caches.

    Raises:
        SettingsError: no Gemini key is set, or a setting cannot be used.
    """

    def __init__(self, settings: Settings, sites: Sequence[Site] = ()) -> None:
        """`sites` are those that are served, for their budgets."""
        self.settings = settings
        self.indexes = IndexFactory(settings.qdrant, create_signature(settings))
        self.gemini = Gemini(
            settings.gemini,
            settings.qdrant.path / "embedding_tokens.json",
            create_pace=partial(create_shared_pace, settings) if settings.index.runs == "workers" else None,
        )
        redis_url = settings.limits.redis_url.get_secret_value()
        self.counters = Counters(redis_url)
        self.limits = Limits(settings.limits, self.counters)
        create_budget = partial(
            Budget,
            self.counters,
            tokens_per_question=estimate_tokens(settings.answer),
            request_seconds=settings.answer.deadline_seconds + GRACE_SECONDS,
        )
        self.budgets = SiteBudgets(
            create_budget(tokens_per_day=settings.limits.tokens_per_day),
            {
                site.name: create_budget(tokens_per_day=site.tokens_per_day, site=site.name)
                for site in sites
                if site.tokens_per_day
            },
        )
        self.running_answers = RunningAnswers()
        self.caches = Caches(settings.cache, self.running_answers, redis_url)
        self.reranker = create_reranker(settings.answer.reranker, self.gemini.chat)
        self.second_opinion = create_second_opinion(
            settings.answer.support,
            llm=self.gemini.chat,
            embeddings=self.gemini.embeddings,
            on_failure=partial(note_fallback, "support"),
        )
        self._stores: Stores | None = None

    def open_stores(self) -> "Stores":
        """What is kept, in a database that is opened once and made ready for this version.

        Raises:
            SettingsError: it cannot be opened or written, or has to be upgraded first.
        """
        from app.stores import open_stores  # noqa: PLC0415 - it brings large packages: only who keeps pays for it

        if self._stores is None:
            self._stores = open_stores(self.settings.stores, self.settings.qdrant.path)
        return self._stores

    @asynccontextmanager
    async def keeping(self) -> AsyncIterator[None]:
        """Within the block, what is to be kept is written, and what is too old is deleted."""
        if self._stores is None:
            yield
            return
        from app.stores import Forget, forgetting  # noqa: PLC0415 - see above

        stores, settings = self._stores, self.settings.stores
        old: dict[str, Forget] = {
            "threads": partial(stores.threads.forget, settings.keep_threads_days),
            "answers": partial(stores.answers.forget, settings.keep_answers_days),
            "salts": stores.actors.forget,
        }
        async with forgetting(old), stores.writer.running():
            yield

    async def aclose(self) -> None:
        """Close the connections."""
        if self._stores is not None:
            await self._stores.database.aclose()
        await self.gemini.aclose()
        await self.counters.aclose()
        await self.caches.aclose()


class SiteParts:
    """What exists once for a site: its index, and the chains that answer from it."""

    def __init__(self, process: Process, name: str = DEFAULT_SITE) -> None:
        self.process = process
        self.name = name
        self.index: Index = process.indexes.create(name)
        self.guarded_index = GuardedIndex(self.index)
        self.keyword_search = create_keyword_search(self.guarded_index, self.index)
        self.pages = PageReader(self.guarded_index, self.index.client)

    def create_chain(self, route: Route) -> Runnable[Any, Any]:
        """Build the chain of one route for readers: answers are cached, shared, noted, and kept if that is set.

        Raises:
            SettingsError: it cannot be built.
        """
        caches = self.process.caches
        embeddings = caches.wrap_embeddings(
            self.process.gemini.embeddings,
            self.name,
            self.guarded_index,
            dimensions=self.process.settings.gemini.embedding_dimensions,
        )
        chain = self._suggest(self.create_bare_chain(route, embeddings), embeddings)
        variant = create_variant(self.process.settings, route)
        cached = caches.wrap_chain(chain, self.name, self.guarded_index, name=route.chain, variant=variant)
        return NotedChain(self._keep_answers(cached, route))

    def _suggest(self, chain: Runnable[Any, Any], embeddings: Embeddings) -> Runnable[Any, Any]:
        """A chain of somebody's own says itself what may be asked next."""
        if isinstance(chain, OwnChain) or self.process.settings.answer.suggestions == "none":
            return chain
        return SuggestingChain(
            chain,
            pages=PageReader(self.index, self.index.client),
            search=create_keyword_search(self.index, self.index),
            retriever=self._create_retriever(embeddings, self.process.settings.answer.passages),
            get_generation=self.guarded_index.get_generation,
        )

    def _keep_answers(self, chain: Runnable[Any, Any], route: Route) -> Runnable[Any, Any]:
        settings = self.process.settings
        if not settings.stores.keep_answers:
            return chain
        from app.stores import KeptChain  # noqa: PLC0415 - only who keeps pays for it

        return KeptChain(
            chain,
            self.process.open_stores().writer,
            site=self.name,
            route=route.path,
            model=settings.gemini.chat_model,
            with_text=settings.stores.keep_answers_text,
            get_generation=lambda: self.guarded_index.generation,
        )

    def create_bare_chain(self, route: Route, embeddings: Embeddings | None = None) -> Runnable[Any, Any]:
        """Build the chain of one route with the factory that `langserve.yaml` names, without caches and notes.

        `embeddings` embed the questions; Gemini's do by default.

        Raises:
            SettingsError: it cannot be built.
        """
        retriever = self.create_answer_retriever(embeddings or self.process.gemini.embeddings)
        process = self.process
        return build_chain(
            route.chain,
            llm=process.gemini.chat,
            retriever=retriever,
            settings=process.settings.answer,
            second_opinion=process.second_opinion,
            note_step=note_step,
        )

    def create_answer_retriever(self, embeddings: Embeddings, k: int = 0) -> BaseRetriever:
        """What finds the passages that the model reads, ordered anew where `ANSWER_RERANKER` says so.

        It finds `k` of them, `ANSWER_PASSAGES` by default.

        Raises:
            SettingsError: the reranker cannot be loaded.
        """
        k, reranker = k or self.process.settings.answer.passages, self.process.reranker
        if reranker is None:
            return self._create_retriever(embeddings, k)
        candidates = self._create_retriever(embeddings, max(k, CANDIDATES))
        return RerankingRetriever(
            retriever=candidates, reranker=reranker, k=k, on_failure=partial(note_fallback, "reranker")
        )

    def _create_retriever(self, embeddings: Embeddings, k: int) -> DocsRetriever:
        return create_retriever(self.guarded_index, create_vector_store(self.index, embeddings), k)

    async def aclose(self) -> None:
        """Let go of the index."""
        await self.index.aclose()


@asynccontextmanager
async def opening_site(settings: Settings, name: str = DEFAULT_SITE) -> AsyncIterator[SiteParts]:
    """The parts of a process with one site, closed behind the block. Raises SettingsError."""
    process = Process(settings)
    site = SiteParts(process, name)
    try:
        yield site
    finally:
        await site.aclose()
        await process.aclose()


def create_shared_pace(settings: Settings) -> Pace:
    """The pace at which all workers embed together. Raises SettingsError."""
    from app.jobs.pace import SharedPace  # noqa: PLC0415 - it brings large packages: only who embeds pays for it
    from app.stores import create_database  # noqa: PLC0415 - the same

    return SharedPace(settings.gemini, create_database(settings.stores, settings.qdrant.path))


def create_variant(settings: Settings, route: Route) -> str:
    """Differs where one route answers the same question differently: other settings, another model, an edited file."""
    told = settings.answer.model_dump_json(exclude={"deadline_seconds"})
    text = f"{told} {settings.gemini.chat_model} {load_factory(route.chain).__module__}"
    return blake2b(text.encode(), digest_size=8).hexdigest()
