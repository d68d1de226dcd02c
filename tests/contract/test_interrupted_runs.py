"""What is left of a run that failed or was cancelled, on both engines."""

import asyncio

import pytest

from chains.errors import (
    IndexMissingError,
    IndexUnavailableError,
    ModelQuotaError,
    ModelResponseError,
)
from tests.contract.conftest import OpenIndex
from tests.support.sites import (
    WordEmbeddings,
    create_kitchen,
    create_library,
    load_texts,
    run_index,
)


async def test_what_was_embedded_before_a_failure_is_not_embedded_again(open_index: OpenIndex) -> None:
    pages = list(create_library(30))
    failing = WordEmbeddings(fail=lambda call: ModelQuotaError("out of quota") if call == 7 else None)
    index = open_index()
    with pytest.raises(ModelQuotaError, match="out of quota"):
        await run_index(index, pages, failing, batch_size=10, concurrency=2)
    with pytest.raises(IndexMissingError):
        await open_index().check()
    again = WordEmbeddings()
    summary = await run_index(open_index(), pages, again, batch_size=10, concurrency=2)
    assert summary.continued
    assert not set(failing.texts) & set(again.texts)
    assert len(failing.texts) + len(again.texts) == 120
    assert len(failing.texts) >= 50
    assert len(await load_texts(open_index())) == 120


async def test_a_failure_to_store_ends_the_run_with_its_own_error(open_index: OpenIndex) -> None:
    class Misshapen(WordEmbeddings):
        async def aembed_documents(self, texts: list[str]) -> list[list[float]]:
            return [[1.0, 2.0] for _ in texts]

    with pytest.raises(IndexUnavailableError, match=r"[Dd]imension"):
        await run_index(open_index(), create_library(40), Misshapen(), batch_size=2, concurrency=3)


async def test_what_was_embedded_is_stored_even_when_another_call_fails(open_index: OpenIndex) -> None:
    class Racing(WordEmbeddings):
        """The second call fails in the moment in which the first one has succeeded."""

        async def aembed_documents(self, texts: list[str]) -> list[list[float]]:
            if self.texts:
                raise ModelQuotaError("out of quota")
            return await super().aembed_documents(texts)

    racing = Racing()
    with pytest.raises(ModelQuotaError):
        await run_index(open_index(), create_library(5), racing, batch_size=5, concurrency=2)
    embeddings = WordEmbeddings()
    await run_index(open_index(), create_library(5), embeddings)
    assert racing.texts
    assert not set(racing.texts) & set(embeddings.texts)


async def test_too_few_vectors_are_an_error_and_lose_nothing(open_index: OpenIndex) -> None:
    class Forgetful(WordEmbeddings):
        async def aembed_documents(self, texts: list[str]) -> list[list[float]]:
            return (await super().aembed_documents(texts))[1:]

    with pytest.raises(ModelResponseError, match="returned 7 vectors for 8 texts"):
        await run_index(open_index(), create_kitchen(), Forgetful())
    assert (await run_index(open_index(), create_kitchen(), WordEmbeddings())).added == 8


async def test_a_cancelled_run_leaves_the_index_as_it_was_and_can_be_continued(open_index: OpenIndex) -> None:
    index = open_index()
    before = await run_index(index, create_library(10), WordEmbeddings())
    pages = list(create_library(30))
    slow = WordEmbeddings(seconds=0.05)
    run = asyncio.create_task(run_index(index, pages, slow, batch_size=5, concurrency=2))
    await slow.wait_for_call(6)
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run
    assert (await open_index().load_record()).last_run == before.record.last_run
    again = WordEmbeddings()
    summary = await run_index(open_index(), pages, again, batch_size=5)
    assert summary.continued
    assert not set(slow.texts) & set(again.texts)
    assert len(slow.texts) + len(again.texts) == 80
    assert summary.record.last_run.points == len(await load_texts(open_index())) == 120


async def test_an_abandoned_rebuild_is_swept_away(open_index: OpenIndex) -> None:
    index = open_index()
    await run_index(index, create_library(10), WordEmbeddings())
    failing = WordEmbeddings(fail=lambda call: ModelQuotaError("out of quota") if call == 3 else None)
    with pytest.raises(ModelQuotaError):
        await run_index(index, create_library(10), failing, rebuild=True, batch_size=5, concurrency=1)
    embeddings = WordEmbeddings()
    summary = await run_index(index, create_library(10), embeddings)
    assert (summary.changed, summary.continued, embeddings.calls) == (False, False, 0)
