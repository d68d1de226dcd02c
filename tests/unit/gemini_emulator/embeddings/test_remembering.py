"""Texts that come again are not embedded again."""

from collections.abc import Sequence

import numpy as np

from gemini_emulator.embeddings import Vectors, create_embedder
from gemini_emulator.embeddings.remembering import REMEMBERED, RememberingEmbedder


class Noting:
    """Hashes words, and notes what it is asked for."""

    refusal_threshold = 0.25

    def __init__(self) -> None:
        self.asked: list[list[str]] = []
        self._embedder = create_embedder("hash")

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked.append(list(texts))
        return self._embedder.encode(texts)


def test_only_new_texts_are_embedded_and_rows_keep_their_order() -> None:
    noting = Noting()
    embedder = RememberingEmbedder(noting)
    texts = ["a pan", "an oven", "a pan"]
    first = embedder.encode(texts)
    again = embedder.encode(["an oven", "a kettle", "a pan"])
    assert noting.asked == [["a pan", "an oven"], ["a kettle"]]
    assert np.array_equal(first, create_embedder("hash").encode(texts))
    assert np.array_equal(again, create_embedder("hash").encode(["an oven", "a kettle", "a pan"]))
    assert embedder.refusal_threshold == noting.refusal_threshold


def test_no_texts_give_no_vectors() -> None:
    noting = Noting()
    assert RememberingEmbedder(noting).encode([]).shape == (0, 384)
    assert noting.asked == []


def test_the_texts_that_were_not_asked_for_longest_are_forgotten_first() -> None:
    noting = Noting()
    embedder = RememberingEmbedder(noting)
    embedder.encode(["oldest", "old"])
    embedder.encode(["oldest"])
    embedder.encode([str(number) for number in range(REMEMBERED - 1)])
    noting.asked.clear()
    embedder.encode(["oldest"])
    embedder.encode(["old"])
    assert noting.asked == [["old"]]
