"""Where the vectors live: Qdrant embedded in this process, or a Qdrant server.

What is imported from here is loaded only then: a record is read without Qdrant's and LangChain's packages.
"""

# mypy: implicit-reexport
# ruff: noqa: F401 - type checkers read these imports, and `__getattr__` does the same by name

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.index.areas import AreaCount
    from app.index.discriminant import Discriminant
    from app.index.factory import IndexFactory, create_index
    from app.index.opening import create_signature, opening_index
    from app.index.port import Index, IndexReader, Reading, Writing
    from app.index.record import IndexRecord, LastRun, Signature, format_gate
    from app.index.runs.apply import OnProgress, Progress
    from app.index.runs.calibration import load_places, store_calibration
    from app.index.runs.census import Census, count_index
    from app.index.runs.forecast import Forecast, forecast_run
    from app.index.runs.sources import DocumentSource, SourceCounts, create_source
    from app.index.runs.sync import RunSummary, sync_index
    from app.index.search.guarded import GuardedIndex
    from app.index.search.keywords import KeywordSearch, create_keyword_search
    from app.index.search.mentions import Mention, MentionSearch
    from app.index.search.pages import IndexedPage, PageReader
    from app.index.search.retriever import DocsRetriever, create_retriever, get_gate
    from app.index.search.vector_store import DocsVectorStore, create_stem, create_vector_store

_NAMES = {
    "app.index.areas": ("AreaCount",),
    "app.index.discriminant": ("Discriminant",),
    "app.index.factory": ("IndexFactory", "create_index"),
    "app.index.opening": ("create_signature", "opening_index"),
    "app.index.port": ("Index", "IndexReader", "Reading", "Writing"),
    "app.index.record": ("IndexRecord", "LastRun", "Signature", "format_gate"),
    "app.index.runs.apply": ("OnProgress", "Progress"),
    "app.index.runs.calibration": ("load_places", "store_calibration"),
    "app.index.runs.census": ("Census", "count_index"),
    "app.index.runs.forecast": ("Forecast", "forecast_run"),
    "app.index.runs.sources": ("DocumentSource", "SourceCounts", "create_source"),
    "app.index.runs.sync": ("RunSummary", "sync_index"),
    "app.index.search.guarded": ("GuardedIndex",),
    "app.index.search.keywords": ("KeywordSearch", "create_keyword_search"),
    "app.index.search.mentions": ("Mention", "MentionSearch"),
    "app.index.search.pages": ("IndexedPage", "PageReader"),
    "app.index.search.retriever": ("DocsRetriever", "create_retriever", "get_gate"),
    "app.index.search.vector_store": ("DocsVectorStore", "create_stem", "create_vector_store"),
}
_MODULES = {name: module for module, names in _NAMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(_MODULES[name]), name)
    return found
