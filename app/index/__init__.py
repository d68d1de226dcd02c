"""Where the vectors live: Qdrant embedded in this process, or a Qdrant server."""

from app.index.factory import create_index
from app.index.port import Index, IndexReader, Reading, Writing
from app.index.record import IndexRecord, LastRun, Signature
from app.index.runs.apply import OnProgress, Progress
from app.index.runs.calibration import format_gate, load_places, store_calibration
from app.index.runs.census import AreaCount, Census, count_index
from app.index.runs.forecast import Forecast, forecast_run
from app.index.runs.sources import DocumentSource, SourceCounts, create_source
from app.index.runs.sync import RunSummary, sync_index
from app.index.search.guarded import GuardedIndex
from app.index.search.keywords import KeywordSearch, create_keyword_search
from app.index.search.mentions import Mention, MentionSearch
from app.index.search.pages import IndexedPage, PageReader
from app.index.search.retriever import DocsRetriever, create_retriever, get_gate
from app.index.search.vector_store import DocsVectorStore, create_stem, create_vector_store

__all__ = [
    "AreaCount",
    "Census",
    "DocsRetriever",
    "DocsVectorStore",
    "DocumentSource",
    "Forecast",
    "GuardedIndex",
    "Index",
    "IndexReader",
    "IndexRecord",
    "IndexedPage",
    "KeywordSearch",
    "LastRun",
    "Mention",
    "MentionSearch",
    "OnProgress",
    "PageReader",
    "Progress",
    "Reading",
    "RunSummary",
    "Signature",
    "SourceCounts",
    "Writing",
    "count_index",
    "create_index",
    "create_keyword_search",
    "create_retriever",
    "create_source",
    "create_stem",
    "create_vector_store",
    "forecast_run",
    "format_gate",
    "get_gate",
    "load_places",
    "store_calibration",
    "sync_index",
]
