"""Embeddings of questions from the cache."""

import asyncio
import random
from array import array
from typing import Any

import numpy as np
import pytest
from langchain_core.embeddings import Embeddings

from app.caching import Caches
from app.caching.embeddings import create_codec
from app.context import CacheUse
from app.middleware.departures import RunningAnswers
from app.settings import CacheSettings
from chains.errors import ModelQuotaError, ModelTimeoutError
from tests.support.cached_chains import Generation, requesting, settle
from tests.support.metrics import read_metric

DRAWN = [random.Random(1).gauss(0, 1) for _ in range(3072)] + [0.1, -0.0, 5e-324, 6e4]
VECTOR: list[float] = np.array(DRAWN, np.float16).tolist()
"""As it is kept."""


class Model(Embeddings):
    """Embeds when the test says so; fails first with the errors that it is given."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.go_on = asyncio.Event()
        self.go_on.set()
        self.asked: list[str] = []
        self.cancelled = 0

    async def aembed_query(self, text: str) -> list[float]:
        self.asked.append(text)
        try:
            await self.go_on.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        if self.errors:
            raise self.errors.pop(0)
        return list(VECTOR)

    async def aembed_documents(self, texts: list[str]) -> list[list[float]]:
        return [VECTOR for _ in texts]

    def embed_query(self, text: str) -> list[float]:
        raise NotImplementedError

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        raise NotImplementedError


def wrap(model: Model, index: Generation | None = None, **settings: Any) -> Embeddings:
    caches = Caches(CacheSettings(**settings), RunningAnswers())
    return caches.wrap_embeddings(model, "default", index or Generation(), dimensions=len(VECTOR))


async def test_a_question_is_embedded_once_and_its_vector_comes_back_as_it_is_kept() -> None:
    model = Model()
    embeddings = wrap(model)
    vectors = [await embeddings.aembed_query("oven") for _ in range(3)]
    assert [list(vector) for vector in vectors] == [VECTOR] * 3
    codec = create_codec(len(DRAWN))
    decoded = codec.decode(codec.encode([array("d", DRAWN)]) or b"") or []
    assert [list(vector) for vector in decoded] == [VECTOR]
    assert all(type(number) is float for number in vectors[2])
    assert model.asked == ["oven"]


async def test_another_text_or_another_generation_is_another_question() -> None:
    model = Model()
    index = Generation()
    embeddings = wrap(model, index)
    await embeddings.aembed_query("oven")
    await embeddings.aembed_query("Oven")
    index.generation = "two"
    await embeddings.aembed_query("oven")
    assert model.asked == ["oven", "Oven", "oven"]
    assert read_metric("askdocs_cache_entries", cache="embeddings") == 1


async def test_a_vector_in_the_cache_needs_two_bytes_a_number() -> None:
    embeddings = wrap(Model())
    await embeddings.aembed_query("oven")
    assert 2 * len(VECTOR) < read_metric("askdocs_cache_bytes", cache="embeddings") < 3 * len(VECTOR)


async def test_the_same_question_in_flight_is_embedded_once() -> None:
    model = Model()
    embeddings = wrap(model)
    model.go_on.clear()
    tasks = [asyncio.create_task(embeddings.aembed_query("oven")) for _ in range(5)]
    await settle()
    tasks[0].cancel()
    await settle()
    model.go_on.set()
    assert [list(await task) for task in tasks[1:]] == [VECTOR] * 4
    assert (model.asked, model.cancelled) == (["oven"], 0)


async def test_the_call_is_given_up_when_nobody_waits_for_it_any_more() -> None:
    model = Model()
    embeddings = wrap(model)
    model.go_on.clear()
    tasks = [asyncio.create_task(embeddings.aembed_query("oven")) for _ in range(5)]
    await settle()
    for task in tasks:
        task.cancel()
    await settle()
    assert model.cancelled == 1


async def test_a_failure_takes_only_its_own_caller_down_unless_it_lasts() -> None:
    for error, calls in ((ModelTimeoutError("late"), 2), (ModelQuotaError("quota", retry_after=9), 1)):
        model = Model(error)
        embeddings = wrap(model)
        results = await asyncio.gather(*(embeddings.aembed_query("oven") for _ in range(5)), return_exceptions=True)
        assert results == ([error] + [array("d", VECTOR)] * 4 if calls == 2 else [error] * 5)
        assert len(model.asked) == calls


@pytest.mark.parametrize(("may_store", "asked_later"), [(True, 2), (False, 3)])
async def test_no_cache_and_no_store_count_for_embeddings_too(*, may_store: bool, asked_later: int) -> None:
    model = Model()
    embeddings = wrap(model, Generation())
    await embeddings.aembed_query("pan")
    with requesting(CacheUse(may_read=False, may_store=may_store)):
        await embeddings.aembed_query("pan")
        await embeddings.aembed_query("oven")
    assert model.asked == ["pan", "pan", "oven"]
    await embeddings.aembed_query("oven")
    assert len(model.asked) == 3 + (asked_later == 3)


async def test_documents_pass_and_without_memory_the_model_is_left_as_it_is() -> None:
    model = Model()
    assert await wrap(model).aembed_documents(["a", "b"]) == [VECTOR, VECTOR]
    assert wrap(model, embeddings_megabytes=0) is model


def test_a_vector_that_is_kept_points_the_same_way() -> None:
    drawn = np.random.default_rng(1).normal(size=(200, 768))
    vectors = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    codec = create_codec(768)
    for vector in vectors:
        kept = codec.encode([vector.tolist()])
        assert kept is not None
        assert len(kept) == 2 * 768
        [[*back]] = codec.decode(kept) or []
        assert np.abs(vectors @ np.array(back) - vectors @ vector).max() < 1e-4


@pytest.mark.parametrize("value", [b"", bytes(2 * 767), bytes(2 * 769), bytes(2 * 768 - 1)])
def test_a_vector_of_another_length_is_none(value: bytes) -> None:
    assert create_codec(768).decode(value) is None


def test_numbers_that_do_not_fit_are_neither_kept_nor_read() -> None:
    codec = create_codec(2)
    assert codec.encode([array("d", [1e6, 0.0])]) is None
    assert codec.decode(np.array([np.inf, 0], "<f2").tobytes()) is None
    assert codec.decode(np.array([np.nan, 0], "<f2").tobytes()) is None
    assert codec.decode(np.array([0.5, -0.5], "<f2").tobytes()) == [array("d", [0.5, -0.5])]
