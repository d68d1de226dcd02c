"""What the search for gaps works with."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from langchain_core.language_models import BaseChatModel

from app.index import GuardedIndex, Index, MentionSearch, create_stem, get_gate, opening_index
from app.insights.labels import Stem
from app.settings import Settings
from app.settings.sites import DEFAULT_SITE
from app.stores import GapStore, SqlAnswers, SqlGaps, SqlStatistics, create_database, ensure_schema, find_file
from chains.errors import UsageError
from chains.schemas import ChatRequest, Filters

Ask = Callable[[str, Filters], Awaitable[Mapping[str, Any]]]
"""Asks a question and returns the whole answer."""

_STEMS = 50_000
"""Words that are remembered: the passages near one gap and near the next one have most of them in common."""


@dataclass(frozen=True, slots=True)
class GapStores:
    """What is read and kept of gaps."""

    gaps: GapStore
    answers: SqlAnswers
    statistics: SqlStatistics


@dataclass(frozen=True, slots=True)
class GapTools:
    """What looks at the index, and at the model where there is one."""

    mentions: MentionSearch
    stem: Stem
    generation: str
    """The index's own."""
    gate: float = 0.0
    """The cosine from which on a passage of the index may answer a question."""
    llm: BaseChatModel | None = None
    """Names gaps; None: they are called by their words."""
    ask: Ask | None = None
    """None: nothing is asked again."""


@asynccontextmanager
async def opening_stores(settings: Settings) -> AsyncIterator[GapStores]:
    """The stores, closed behind the block. Raises SettingsError."""
    database = create_database(settings.stores, settings.qdrant.path)
    try:
        yield GapStores(SqlGaps(database), SqlAnswers(database), SqlStatistics(database))
    finally:
        await database.aclose()


def prepare_stores(settings: Settings) -> None:
    """Make the database ready for this version, before the event loop runs.

    Raises:
        SettingsError: it cannot be used.
        UsageError: nothing is kept.
    """
    is_file = not settings.stores.database_url.get_secret_value()
    if is_file and not find_file(settings.stores, settings.qdrant.path).is_file():
        raise UsageError("No answers are kept here. Set KEEP_ANSWERS=true for the service, and DATA_PATH as it has it.")
    ensure_schema(settings.stores, settings.qdrant.path)


@asynccontextmanager
async def opening_tools(settings: Settings, site: str = DEFAULT_SITE, *, may_ask: bool) -> AsyncIterator[GapTools]:
    """The tools, closed behind the block; those that need Gemini where there is a key and it may be asked.

    Raises:
        IndexMissingError, IndexUnavailableError: there is nothing to look into.
    """
    if not may_ask or not settings.gemini.api_key.get_secret_value():
        async with opening_index(settings, site) as index:
            yield await _create_tools(index)
        return
    from app.parts import opening_site  # noqa: PLC0415 - a second of CPU, which is only for who asks
    from app.settings.routes import load_langserve_config  # noqa: PLC0415

    async with opening_site(settings, site) as parts:
        chain = parts.create_bare_chain(load_langserve_config(settings.server).find_site_route(site))

        async def ask(question: str, filters: Filters) -> Mapping[str, Any]:
            answer: Mapping[str, Any] = await chain.ainvoke(ChatRequest(query=question, filters=filters))
            return answer

        llm = None if settings.gemini.is_emulated else parts.process.gemini.chat
        yield await _create_tools(parts.index, llm, ask)


async def _create_tools(index: Index, llm: BaseChatModel | None = None, ask: Ask | None = None) -> GapTools:
    reader = GuardedIndex(index)
    async with reader.reading() as reading:
        record = reading.record
    stem = lru_cache(_STEMS)(create_stem(index.signature))
    return GapTools(MentionSearch(reader, index), stem, record.generation, get_gate(record), llm, ask)
