"""Orders what was found anew, before the model reads it. The rerankers are LangChain's `BaseDocumentCompressor`."""

from chains.reranking.listwise import ListwiseReranker
from chains.reranking.retriever import CANDIDATES, RerankingRetriever

__all__ = ["CANDIDATES", "ListwiseReranker", "RerankingRetriever"]
