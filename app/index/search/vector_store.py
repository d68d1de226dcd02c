"""LangChain's Qdrant vector store, asynchronous to the end and hybrid with real depth."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn, cast
from uuid import uuid4

from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings

from app.index.client import DENSE, SPARSE, Hit, QueryVector, VectorClient
from app.index.langchain_store import QdrantVectorStore, RetrievalMode
from app.index.payload import CONTENT, METADATA, PointFilter, create_point
from app.index.port import Index
from app.index.qdrant import QdrantClient, models
from app.index.record import Signature
from app.index.search.sparse import BM25
from app.index.tuning import choose_tuning
from app.observability.steps import note_vector, timing
from chains.errors import ModelResponseError

PREFETCH_DEPTH = 50
"""Candidates of each half that the fusion ranks."""
_TIE_MARGIN = 8
"""How many more points than wanted the fusion is asked for.

Two points, each found by one half at the same rank, have equal scores. Qdrant returns them in any order, which may
differ from call to call. With a few more points the choice among equals can be made here, and is always the same.
"""


def _refuse(asynchronous: str) -> Callable[..., NoReturn]:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise NotImplementedError(f"It would block the event loop: use `await vector_store.{asynchronous}(…)`.")

    return refuse


def create_vector_store(index: Index, embeddings: Embeddings) -> "DocsVectorStore":
    """Build LangChain's vector store over the current generation of an index.

    Raises:
        SettingsError: the language of BM25 in the index's signature is not known.
    """
    return DocsVectorStore(index.client, index.collection_name, embeddings, create_bm25(index.signature))


def create_bm25(signature: Signature) -> BM25:
    """The keywords of an index with this signature. Raises SettingsError."""
    return BM25(signature.bm25_language, k=signature.bm25_k, b=signature.bm25_b, avg_len=signature.bm25_avg_len)


def create_stem(signature: Signature) -> Callable[[str], int | None]:
    """What tells words of the index's language apart, see `BM25.stem`. Raises SettingsError."""
    return create_bm25(signature).stem


class DocsVectorStore(QdrantVectorStore):
    """The points of a collection, found by the reciprocal rank fusion (RRF) of dense vectors and BM25.

    Building it calls nobody. Scores are cosines of question and passage; the order is the fusion's. The synchronous
    methods refuse.
    """

    def __init__(
        self, client: VectorClient, collection_name: str, embeddings: Embeddings, sparse_embeddings: BM25
    ) -> None:
        super().__init__(
            client=cast("QdrantClient", client),
            collection_name=collection_name,
            embedding=embeddings,
            retrieval_mode=RetrievalMode.HYBRID,
            vector_name=DENSE,
            sparse_embedding=sparse_embeddings,
            sparse_vector_name=SPARSE,
            content_payload_key=CONTENT,
            metadata_payload_key=METADATA,
            validate_embeddings=False,
            validate_collection_config=False,
        )
        self._vectors = client
        self._dense = embeddings
        self.bm25 = sparse_embeddings

    async def asearch_points(
        self,
        query: str,
        k: int,
        *,
        vector: QueryVector | None = None,
        condition: PointFilter = None,
        collection_name: str | None = None,
        languages: Sequence[str] = ("",),
    ) -> list[Hit]:
        """At most `k` points, in the order of the fusion; equals are ordered by cosine.

        `vector` is the question's, where it is known already. `languages` are those in which the endings of the
        question's words are folded, see `choose_languages`.

        Qdrant is asked twice (decision 0009): for the ids in the order of the fusion, then for the passages and cosines
        of the best, also of those that only BM25 has found. Reading their vectors with the first query instead costs
        3 ms of CPU for 16 × 3072 numbers; the second query costs 0.7. A point that is deleted in between is left out.
        """
        dense = vector or await self.aembed_question(query)
        name = collection_name or self.collection_name
        limit = k + _TIE_MARGIN
        words = self.bm25.embed_query(query, languages)
        with timing("search"):
            hits = await self._vectors.search(
                name, dense, words, condition, depth=max(PREFETCH_DEPTH, limit), limit=limit, wanted=k
            )
        return sorted(hits, key=lambda hit: (-hit.score, -hit.cosine, hit.payload.get(CONTENT, "")))[:k]

    async def aembed_question(self, query: str) -> QueryVector:
        """The question's dense vector."""
        vector = QueryVector(await self._dense.aembed_query(query))
        note_vector(vector)
        return vector

    async def asimilarity_search(
        self,
        query: str,
        k: int = 4,
        *,
        filter: models.Filter | None = None,  # noqa: A002 - LangChain's name
        **_: Any,
    ) -> list[Document]:
        """The `k` best passages, in the order of the fusion."""
        return [document for document, _ in await self.asimilarity_search_with_score(query, k, filter=filter)]

    async def asimilarity_search_with_score(
        self,
        query: str,
        k: int = 4,
        *,
        filter: models.Filter | None = None,  # noqa: A002 - LangChain's name
        **_: Any,
    ) -> list[tuple[Document, float]]:
        """The `k` best passages with their cosines, in the order of the fusion: the scores may go up and down."""
        hits = await self.asearch_points(query, k, condition=filter)
        return [(_to_document(hit.id, hit.payload), hit.cosine) for hit in hits]

    async def asimilarity_search_by_vector(
        self,
        embedding: list[float],
        k: int = 4,
        *,
        filter: models.Filter | None = None,  # noqa: A002 - LangChain's name
        **_: Any,
    ) -> list[Document]:
        """The `k` nearest passages by cosine alone."""
        response = await self._vectors.query_points(
            self.collection_name,
            embedding,
            using=DENSE,
            query_filter=filter,
            search_params=choose_tuning(len(embedding)).params,
            limit=k,
        )
        return [_to_document(point.id, point.payload or {}) for point in response.points]

    async def aadd_texts(
        self,
        texts: Iterable[str],
        metadatas: list[dict[str, Any]] | None = None,
        *,
        ids: Sequence[str | int | None] | None = None,
        batch_size: int = 64,
        **_: Any,
    ) -> list[str]:
        """Embed and upsert, batch by batch. The ids are UUIDs or whole numbers; those that are missing are made."""
        contents = list(texts)
        payloads = metadatas or [{} for _ in contents]
        point_ids = [str(uuid4()) if given is None else given for given in ids or [None] * len(contents)]
        rows = list(zip(point_ids, contents, payloads, strict=True))
        for start in range(0, len(rows), batch_size):
            batch = rows[start : start + batch_size]
            chunk = [text for _, text, _ in batch]
            vectors = self.create_vectors(chunk, await self.aembed_dense(chunk))
            points = [
                create_point(point_id, vector, {CONTENT: text, METADATA: metadata})
                for (point_id, text, metadata), vector in zip(batch, vectors, strict=True)
            ]
            await self._vectors.upsert(self.collection_name, points)
        return [str(point_id) for point_id in point_ids]

    async def aembed_dense(self, texts: list[str]) -> list[list[float]]:
        """One call to the model.

        Raises:
            ModelResponseError: the model returned fewer or more vectors than there are texts.
        """
        dense = await self._dense.aembed_documents(texts)
        if len(dense) != len(texts):
            raise ModelResponseError(f"The model returned {len(dense)} vectors for {len(texts)} texts. Try again.")
        return dense

    def create_vectors(
        self, texts: list[str], dense: list[list[float]], languages: Sequence[str] = ()
    ) -> list[dict[str, Any]]:
        """The named vectors of each text: the dense ones that were given, and BM25's, each in its language."""
        sparse = self.bm25.embed_documents(texts, languages)
        return [
            {DENSE: vector, SPARSE: models.SparseVector.model_construct(indices=weights.indices, values=weights.values)}
            for vector, weights in zip(dense, sparse, strict=True)
        ]

    async def adelete(self, ids: list[str] | None = None, **_: Any) -> bool | None:
        """Delete these points; None deletes nothing."""
        if ids:
            await self._vectors.delete(self.collection_name, list(ids))
        return True

    async def aget_by_ids(self, ids: Sequence[str], /) -> list[Document]:
        """The passages with these ids; unknown ones are left out."""
        records = await self._vectors.retrieve(self.collection_name, ids)
        return [_to_document(record.id, record.payload or {}) for record in records]

    add_texts: Any = _refuse("aadd_texts")
    similarity_search: Any = _refuse("asimilarity_search")
    similarity_search_with_score: Any = _refuse("asimilarity_search_with_score")
    similarity_search_by_vector: Any = _refuse("asimilarity_search_by_vector")
    similarity_search_with_score_by_vector: Any = _refuse("asimilarity_search_by_vector")
    max_marginal_relevance_search: Any = _refuse("asimilarity_search")
    max_marginal_relevance_search_by_vector: Any = _refuse("asimilarity_search_by_vector")
    max_marginal_relevance_search_with_score_by_vector: Any = _refuse("asimilarity_search_by_vector")
    delete: Any = _refuse("adelete")
    get_by_ids: Any = _refuse("aget_by_ids")


def _to_document(point_id: object, payload: dict[str, Any]) -> Document:
    return Document(id=str(point_id), page_content=payload.get(CONTENT, ""), metadata=payload.get(METADATA) or {})
