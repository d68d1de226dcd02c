"""Texts that come again are not embedded again."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from gemini_emulator.embeddings import NATIVE_DIMENSIONS, Embedder, Vectors

REMEMBERED = 8_192
"""Texts whose vectors are kept: 13 MB."""


class RememberingEmbedder:
    """Another embedder, and the vectors of the last few thousand texts."""

    def __init__(self, embedder: Embedder) -> None:
        self.refusal_threshold = embedder.refusal_threshold
        self._embedder = embedder
        self._vectors: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._lock = Lock()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """As the other embedder does it; only texts that are not remembered are given to it."""
        with self._lock:
            known = {text: self._vectors[text] for text in texts if text in self._vectors}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        if missing:
            known.update(zip(missing, self._embedder.encode(missing), strict=True))
        with self._lock:
            for text in texts:
                self._vectors[text] = known[text]
                self._vectors.move_to_end(text)
            while len(self._vectors) > REMEMBERED:
                self._vectors.popitem(last=False)
        rows = [known[text] for text in texts]
        return np.stack(rows) if rows else np.empty((0, NATIVE_DIMENSIONS), dtype=np.float32)
