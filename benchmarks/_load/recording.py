"""The emulator's hashed vectors, with a note of each call."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from gemini_emulator.embeddings import Vectors, create_embedder


@dataclass(frozen=True, slots=True)
class EmbeddingCall:
    """When it came, and what for."""

    at: float
    texts: tuple[str, ...]


class RecordedEmbedder:
    """An `Embedder`."""

    def __init__(self) -> None:
        self._embedder = create_embedder("hash")
        self.refusal_threshold = self._embedder.refusal_threshold
        self.calls: list[EmbeddingCall] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row for each text."""
        self.calls.append(EmbeddingCall(time.time(), tuple(texts)))
        return self._embedder.encode(texts)
