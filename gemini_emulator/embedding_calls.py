"""`embedContent` and `batchEmbedContents`: texts to the bytes of an answer."""

import json
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gemini_emulator.catalogue import Model
from gemini_emulator.control.schemas import VectorFault
from gemini_emulator.embeddings import Embedder
from gemini_emulator.embeddings.dimensions import resize
from gemini_emulator.schemas import MAX_DIMENSIONS, EmbedContentRequest

DECIMALS = 8
_QUERY_PREFIX = re.compile(r"task: [^|]*\| query: ")
_DOCUMENT_PREFIX = re.compile(r"title: (?P<title>[^|]*?) \| text: ")


def embed(
    embedder: Embedder, model: Model, requests: Sequence[EmbedContentRequest], fault: VectorFault | None
) -> list[list[float]]:
    """One vector for each request, unless the fault says otherwise. Slow: call it in a thread."""
    vectors = embedder.encode([embedded_text(model, request) for request in requests])
    rows = [
        _spoil(resize(vector[None, :], request.output_dimensionality or MAX_DIMENSIONS)[0], fault)
        for vector, request in zip(vectors, requests, strict=True)
    ]
    kept = rows[: max(0, len(rows) - fault.missing)] if fault else rows
    return [np.round(row.astype(np.float64), DECIMALS).tolist() for row in kept]


def embedded_text(model: Model, request: EmbedContentRequest) -> str:
    """The title and the text. The task is dropped: MiniLM has one space for questions and passages alike."""
    text = request.content.text
    title = request.title or ""
    if model.prefixes_text:
        if query := _QUERY_PREFIX.match(text):
            text = text[query.end() :]
        elif document := _DOCUMENT_PREFIX.match(text):
            title = "" if document["title"] == "none" else document["title"]
            text = text[document.end() :]
    return f"{title}\n\n{text}" if title else text


def format_vectors(vectors: Sequence[Sequence[float]], *, is_batch: bool, tokens: int | None) -> bytes:
    """JSON; NaN and Infinity are written as such, as a broken server would. `tokens`: the model tells what it read."""
    embeddings: list[dict[str, Any]] = [{"values": vector} for vector in vectors]
    usage = {} if tokens is None else {"usageMetadata": {"promptTokenCount": tokens}}
    if is_batch:
        return json.dumps({"embeddings": embeddings, **usage}).encode()
    return json.dumps({"embedding": embeddings[0], **usage} if embeddings else usage).encode()


def _spoil(vector: NDArray[np.float32], fault: VectorFault | None) -> NDArray[np.float32]:
    if fault is None:
        return vector
    if fault.dimensions is not None:
        vector = np.resize(vector, fault.dimensions)
    if fault.fill is not None:
        value = {"nan": np.nan, "infinity": np.inf, "zero": 0.0}[fault.fill]
        vector = np.full_like(vector, value)
    return vector
