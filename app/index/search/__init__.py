"""Finding passages: the vector store, BM25, and the retriever that chains receive."""

from app.index import qdrant  # noqa: F401 - before LangChain's package imports Qdrant's as it is
