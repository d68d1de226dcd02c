"""Vectors that a text decides: questions lie on one of a few hundred topics, passages near one of them.

Like embeddings, passages of a topic differ in far fewer directions than they have numbers, and a little in all of them;
topics of one subject are near each other, and subjects have something in common.
"""

import hashlib
from functools import cache

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

TOPICS, SUBJECTS = 512, 16
DIRECTIONS = 64
NOISE, BLUR = 0.7, 0.25
"""In those directions, and in all: passages of a topic then have a cosine of about 0.8 with a question on it."""


def embed_question(text: str, dimensions: int) -> NDArray[np.float32]:
    """The topic of a question, always the same for a text."""
    return _topic(find_topic(text), dimensions)


def embed_passage(text: str, dimensions: int) -> NDArray[np.float32]:
    """A vector of its own near the topic of a passage, always the same for a text."""
    source = np.random.default_rng(_digest(text))
    along = _draw_along(source, dimensions)
    blur = _normalize(source.standard_normal(dimensions, np.float32))
    return _normalize(_topic(find_topic(text), dimensions) + NOISE * along + BLUR * blur)


def find_topic(text: str) -> int:
    """The number of the topic of a text."""
    return _digest(text) % TOPICS


class PreparedEmbeddings(Embeddings):
    """These vectors as LangChain's embeddings, without a model: to fill an index and to search it."""

    def __init__(self, dimensions: int) -> None:
        self._dimensions = dimensions

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector for each passage."""
        return [embed_passage(text, self._dimensions).tolist() for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        vector: list[float] = embed_question(text, self._dimensions).tolist()
        return vector

    async def aembed_documents(self, texts: list[str]) -> list[list[float]]:
        """Without a thread: nothing here waits."""
        return self.embed_documents(texts)

    async def aembed_query(self, text: str) -> list[float]:
        """Without a thread: nothing here waits."""
        return self.embed_query(text)


@cache
def _create_directions(dimensions: int) -> NDArray[np.float32]:
    """The later ones say less."""
    directions = np.random.default_rng(0).standard_normal((DIRECTIONS, dimensions), np.float32)
    return (directions / np.sqrt(np.arange(1, DIRECTIONS + 1))[:, None]).astype(np.float32)


@cache
def _topic(number: int, dimensions: int) -> NDArray[np.float32]:
    subject = _draw(TOPICS, dimensions) + _draw_along(np.random.default_rng(number % SUBJECTS), dimensions)
    return _normalize(subject + _draw_along(np.random.default_rng(SUBJECTS + number), dimensions))


def _draw_along(source: np.random.Generator, dimensions: int) -> NDArray[np.float32]:
    return _normalize(source.standard_normal(DIRECTIONS, np.float32) @ _create_directions(dimensions))


def _draw(seed: int, dimensions: int) -> NDArray[np.float32]:
    return _normalize(np.random.default_rng(seed).standard_normal(dimensions, np.float32))


def _normalize(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    return (vector / np.linalg.norm(vector)).astype(np.float32)


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())
