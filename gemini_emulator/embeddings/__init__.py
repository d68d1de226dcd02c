"""Texts to vectors, in one of two ways: a small real model, or hashed words for load tests."""

from collections.abc import Sequence
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Shape (texts, 384), each row of length 1."""
EmbeddingMode = Literal["minilm", "hash"]
NATIVE_DIMENSIONS = 384


class Embedder(Protocol):
    """Safe to call from several threads at once."""

    refusal_threshold: float
    """A question whose best sentence scores below it is not answered. See `answers.ranking`."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row for each text, in order. Slow: never call it in an event loop."""
        ...


def create_embedder(mode: EmbeddingMode) -> Embedder:
    """Nothing is loaded yet; the first `encode` loads the model."""
    if mode == "hash":
        from gemini_emulator.embeddings.hashed import HashEmbedder  # noqa: PLC0415

        return HashEmbedder()
    from gemini_emulator.embeddings.minilm import MiniLMEmbedder  # noqa: PLC0415  onnxruntime costs 0.2 s and 40 MB

    return MiniLMEmbedder()
