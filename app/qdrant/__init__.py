"""Where the vectors live: Qdrant embedded in this process, or a Qdrant server."""

from app.qdrant.census import AreaCount, Census, count_index
from app.qdrant.factory import create_index
from app.qdrant.forecast import Forecast, plan_site
from app.qdrant.index import Index, Reading, Writing
from app.qdrant.record import IndexRecord, LastRun, Signature
from app.qdrant.retriever import DocsRetriever
from app.qdrant.sync import RunSummary, index_site
from app.qdrant.sync_apply import OnProgress, Progress
from app.qdrant.vector_store import DocsVectorStore

__all__ = [
    "AreaCount",
    "Census",
    "DocsRetriever",
    "DocsVectorStore",
    "Forecast",
    "Index",
    "IndexRecord",
    "LastRun",
    "OnProgress",
    "Progress",
    "Reading",
    "RunSummary",
    "Signature",
    "Writing",
    "count_index",
    "create_index",
    "index_site",
    "plan_site",
]
