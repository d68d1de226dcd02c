"""LangChain's classes for Qdrant, imported behind Qdrant's client: they would import it as it is."""

from app.index import qdrant  # isort: split

from langchain_qdrant import QdrantVectorStore, RetrievalMode, SparseEmbeddings, SparseVector

__all__ = ["QdrantVectorStore", "RetrievalMode", "SparseEmbeddings", "SparseVector", "qdrant"]
