"""The embeddings: LangChain's, with time limits and retries, and vectors that are checked and of length 1."""

import math
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import numpy as np
from google.genai import types
from langchain_google_genai import GoogleGenerativeAIEmbeddings
from pydantic import PrivateAttr

from app.breaker import Breaker
from app.gemini.calls import split_into_calls
from app.gemini.connection import Connection
from app.gemini.given import Given
from app.gemini.models import EMBED
from app.gemini.prompts import format_texts
from app.gemini.quota import EmbeddingQuota
from app.gemini.session import UNUSED
from app.gemini.template import Template, mark
from app.observability.openinference import describe_embedding
from app.observability.steps import step
from app.settings import GeminiSettings
from chains.errors import ModelResponseError, VectorLengthError
from indexing.tokens import estimate_tokens

Embed = Callable[..., Awaitable[list[list[float]]]]
NORMALIZED_DIMENSIONS = 3072  # gemini-embedding-001 normalises only vectors of full length


def create_embeddings(
    settings: GeminiSettings, connection: Connection, quota: EmbeddingQuota
) -> GoogleGenerativeAIEmbeddings:
    """Raises pydantic.ValidationError, whose text shows the key: the caller must not let it out."""
    embeddings = GeminiEmbeddings(
        model=settings.embedding_model,
        google_api_key=settings.api_key,
        base_url=settings.base_url or None,
        client_args=UNUSED,
        vertexai=False,
        output_dimensionality=settings.embedding_dimensions,
    )
    embeddings.connect(connection, quota, settings)
    return embeddings


class GeminiEmbeddings(GoogleGenerativeAIEmbeddings):
    """`GoogleGenerativeAIEmbeddings` with time limits, retries, and vectors that are checked and of length 1."""

    _connection: Connection = PrivateAttr()
    _seconds: float = PrivateAttr()
    _writes_prefixes: bool = PrivateAttr()
    _quota: EmbeddingQuota = PrivateAttr()
    _documents_breaker: Breaker = PrivateAttr()
    _fields: dict[str, Any] = PrivateAttr()
    _question: Template | None = PrivateAttr()

    def connect(self, connection: Connection, quota: EmbeddingQuota, settings: GeminiSettings) -> None:
        """Replace the library's client, which has no time limit."""
        self.client = self._connection = connection
        self._seconds = settings.embedding_timeout_seconds
        self._writes_prefixes = settings.prefix_style == "text_prefix"
        self._quota = quota
        self._documents_breaker = Breaker("gemini_documents", ())  # a run waits, where a question must not
        self._fields = dict(vars(self))
        self._question = self._learn_question()

    async def aembed_documents(self, texts: list[str], **kwargs: Any) -> list[list[float]]:
        """Embed texts as documents; one vector of length 1 each. Raises ModelError."""
        if self._writes_prefixes:
            texts = [f"title: none | text: {text}" for text in texts]
        vectors: list[list[float]] = []
        embed = super().aembed_documents
        for batch in split_into_calls(texts, self._quota.largest_call):
            call = partial(self._embed_batch, embed, batch, **kwargs)
            vectors += await self._quota.call(call, sum(map(estimate_tokens, batch)))
        return vectors

    async def aembed_query(self, text: str, **kwargs: Any) -> list[float]:
        """Embed a question; a vector of length 1. Raises ModelError or BusyError."""
        if self._writes_prefixes:
            text = f"task: search result | query: {text}"
        embed_query = super().aembed_query

        async def embed(query: str, **options: Any) -> list[list[float]]:
            address = self._connection.models.find_address(self.model, EMBED)
            if options or self._question is None or address is None or vars(self) != self._fields:
                return [await embed_query(query, **options)]
            return (await self._connection.models.fetch_vectors(address, self._question.fill([query])))[:1]

        breaker = self._connection.embedding_breaker
        operation = partial(self._embed_and_check, embed, text, 1, **kwargs)
        return (await self._connection.call(operation, seconds=self._seconds, breaker=breaker))[0]

    def _learn_question(self) -> Template | None:
        """What LangChain sends for a question: nothing but its text differs from one to the next."""
        given = Given(types.EmbedContentResponse(embeddings=[types.ContentEmbedding(values=[])]))
        super(GeminiEmbeddings, self.model_copy(update={"client": given})).embed_query(mark(0))
        return Template.create(format_texts(**given.asked), 1)

    async def _embed_batch(self, embed: Embed, batch: list[str], **kwargs: Any) -> list[list[float]]:
        """One try: the quota decides about the next one."""
        async with self._connection.limits(self._seconds, self._documents_breaker, is_patient=True):
            return await self._embed_and_check(embed, batch, len(batch), **kwargs)

    async def _embed_and_check(self, embed: Embed, texts: Any, count: int, **kwargs: Any) -> list[list[float]]:
        attributes = describe_embedding(self.model, self.output_dimensionality or 0)
        with step("embed", f"embeddings {self.model}", attributes):
            return _check_vectors(await embed(texts, **kwargs), count, self.output_dimensionality or 0)


def _check_vectors(vectors: list[list[float]], count: int, dimensions: int) -> list[list[float]]:
    if len(vectors) != count:
        raise ModelResponseError(f"Gemini returned {len(vectors)} vectors for {count} texts. Try again.")
    if any(len(vector) != dimensions for vector in vectors):
        raise VectorLengthError(
            "Gemini's vectors do not fit this index, so that nothing can be looked up.",
            advice=f"They have another length than {dimensions}: check GEMINI_EMBEDDING_DIMENSIONS, and whether "
            "GEMINI_EMBEDDING_MODEL can make vectors of that length.",
        )
    if not all(any(vector) and math.isfinite(sum(vector)) for vector in vectors):
        raise ModelResponseError("Gemini returned a vector that is zero or not finite. Try again.")
    if dimensions == NORMALIZED_DIMENSIONS:
        return vectors
    matrix = np.asarray(vectors, dtype=np.float64)
    normalized: list[list[float]] = (matrix / np.linalg.norm(matrix, axis=1, keepdims=True)).tolist()
    return normalized
