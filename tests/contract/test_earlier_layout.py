"""A server's index in the layout of earlier versions is read, is moved once, and embeds nothing."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from app.index import create_index
from app.index.server.client import create_server_client
from app.index.server.index import ServerIndex
from app.index.server.registry import create_registry_id
from app.settings import QdrantSettings
from app.settings.sites import DEFAULT_SITE
from chains.errors import IndexBusyError, IndexMissingError, SettingsError, UsageError
from tests.support.earlier_layout import make_earlier
from tests.support.sites import (
    SIGNATURE,
    WordEmbeddings,
    create_kitchen,
    create_library,
    create_page,
    load_texts,
    open_retriever,
    run_index,
)


@pytest.fixture
async def earlier(server_settings: QdrantSettings) -> str:
    """The name of the collection."""
    index = create_index(server_settings, SIGNATURE)
    await run_index(index, create_kitchen(), WordEmbeddings())
    await index.aclose()
    return await make_earlier(server_settings)


@pytest.fixture
async def index(server_settings: QdrantSettings, earlier: str) -> AsyncIterator[ServerIndex]:
    assert earlier
    index = create_index(server_settings, SIGNATURE)
    assert isinstance(index, ServerIndex)
    yield index
    await index.aclose()


async def ask(index: ServerIndex) -> list[tuple[str, float]]:
    hits = await open_retriever(index, WordEmbeddings(), 5).ainvoke("press the kettle")
    return [(hit.page_content, round(hit.metadata["score"], 5)) for hit in hits]


async def test_it_answers_before_it_is_moved_while_it_is_moved_and_afterwards_the_same(
    index: ServerIndex, server_settings: QdrantSettings
) -> None:
    before = await ask(index)
    record = await index.load_record()
    assert len(before) == 5
    seen: list[bool] = []
    done = asyncio.Event()

    async def keep_asking() -> None:
        while not done.is_set():
            seen.append(await ask(index) == before)

    async with asyncio.TaskGroup() as group:
        group.create_task(keep_asking())
        mover = create_index(server_settings, SIGNATURE)
        assert isinstance(mover, ServerIndex)
        assert await mover.move()
        assert not await mover.move()
        moved = await mover.load_record()
        assert await ask(mover) == before
        done.set()
    assert seen
    assert all(seen)
    assert moved.generation == record.generation
    await mover.aclose()


async def test_the_first_run_moves_it_and_embeds_nothing(
    index: ServerIndex, server_settings: QdrantSettings, earlier: str
) -> None:
    embeddings = WordEmbeddings()
    summary = await run_index(index, create_kitchen(), embeddings)
    assert (embeddings.calls, summary.unchanged, summary.changed) == (0, 8, False)
    assert (await index.load_record()).previous == earlier
    client = create_server_client(server_settings)
    tidy = ServerIndex(client, server_settings.collection_name, SIGNATURE, lingering_seconds=0)
    await run_index(tidy, create_library(3), WordEmbeddings(), rebuild=True, allow_shrink=True)
    assert not await client.collection_exists(earlier)
    assert server_settings.collection_name not in {one.alias_name for one in (await client.get_aliases()).aliases}
    await client.close()


async def test_a_move_that_was_cut_off_is_finished_by_the_next_one(
    index: ServerIndex, server_settings: QdrantSettings, earlier: str
) -> None:
    """Half of the points lie in the new place already, and the run that put them there died."""
    before = await ask(index)
    assert await index.move()
    client = create_server_client(server_settings)
    collection = f"{server_settings.collection_name}__{SIGNATURE.digest()}"
    records, _ = await client.scroll(collection, limit=4)
    await client.delete(collection, [str(record.id) for record in records])
    record = await index.load_record()
    begun = [("current", DEFAULT_SITE), ("record", f"{collection}/{record.generation}")]
    await client.delete(f"{server_settings.collection_name}__askdocs", [create_registry_id(*one) for one in begun])
    again = create_index(server_settings, SIGNATURE)
    assert isinstance(again, ServerIndex)
    assert await again.move()
    assert await ask(again) == before
    assert (await client.count(collection)).count == 8
    await client.close()
    await again.aclose()


async def test_after_the_move_one_can_go_back_and_forth(index: ServerIndex, earlier: str) -> None:
    before = await ask(index)
    await index.move()
    assert (await index.roll_back()).generation == (await index.load_record()).generation
    async with index.reading() as reading:
        assert reading.collection_name == earlier
    assert await ask(index) == before
    await index.roll_back()
    assert await ask(index) == before


async def test_after_going_back_the_next_run_moves_it_again_whatever_had_changed_since(
    index: ServerIndex, server_settings: QdrantSettings, earlier: str
) -> None:
    await run_index(index, [*create_kitchen(), create_page("toaster", ["Toast bread."])], WordEmbeddings())
    changed = await index.load_record()
    await index.roll_back()
    async with index.reading() as reading:
        assert reading.collection_name == earlier
    embeddings = WordEmbeddings()
    summary = await run_index(index, create_kitchen(), embeddings)
    assert (embeddings.calls, summary.unchanged) == (0, 8)
    assert len(await load_texts(index)) == 8
    assert summary.record.generation != changed.generation
    assert (await index.roll_back()).last_run.points == 8


async def test_of_two_moves_at_once_the_second_is_told_or_finds_nothing_to_do(
    index: ServerIndex, server_settings: QdrantSettings
) -> None:
    other = create_index(server_settings, SIGNATURE)
    assert isinstance(other, ServerIndex)
    before = await ask(index)
    moved = await asyncio.gather(index.move(), other.move(), return_exceptions=True)
    assert True in moved
    assert all(isinstance(one, bool | IndexBusyError) for one in moved)
    assert not await other.move()
    assert await ask(other) == before
    await other.aclose()


async def test_nothing_is_moved_from_another_name_while_that_is_written(
    index: ServerIndex, server_settings: QdrantSettings
) -> None:
    new = create_index(
        server_settings.model_copy(update={"collection_name": f"{index.collection_name}-new"}), SIGNATURE
    )
    assert isinstance(new, ServerIndex)
    async with index.writing():
        with pytest.raises(IndexBusyError):
            await new.move(index.collection_name)
    assert await new.move(index.collection_name)
    assert not await new.forget_previous()
    assert (await new.load_record()).previous == ""
    await new.aclose()


async def test_what_it_was_copied_from_goes_when_that_is_asked_for(
    index: ServerIndex, server_settings: QdrantSettings, earlier: str
) -> None:
    before = await ask(index)
    await index.move()
    assert await index.forget_previous()
    assert not await index.forget_previous()
    client = create_server_client(server_settings)
    assert not await client.collection_exists(earlier)
    assert await ask(index) == before
    with pytest.raises(IndexMissingError, match="no earlier index"):
        await index.roll_back()
    await client.close()


async def test_an_index_is_moved_to_another_name_and_shards_as_the_new_one_says(
    index: ServerIndex, server_settings: QdrantSettings
) -> None:
    before = await ask(index)
    name = f"{server_settings.collection_name}-new"
    new = create_index(server_settings.model_copy(update={"collection_name": name, "shards": 3}), SIGNATURE)
    assert await new.move(server_settings.collection_name)
    assert isinstance(new, ServerIndex)
    assert await ask(new) == before
    with pytest.raises(UsageError, match="already"):
        await new.move(server_settings.collection_name)
    embeddings = WordEmbeddings()
    assert (await run_index(new, create_kitchen(), embeddings)).unchanged == 8
    assert embeddings.calls == 0
    client = create_server_client(server_settings)
    found = (await client.get_collection(f"{name}__{SIGNATURE.digest()}")).config.params.shard_number
    assert found == 3
    await client.close()
    await new.aclose()


async def test_an_index_of_todays_layout_is_moved_to_another_name_and_the_next_run_embeds_nothing(
    index: ServerIndex, server_settings: QdrantSettings
) -> None:
    await index.move()
    await run_index(index, [*create_kitchen(), create_page("toaster", ["Toast bread."])], WordEmbeddings())
    before = await ask(index)
    name = f"{server_settings.collection_name}-new"
    new = create_index(server_settings.model_copy(update={"collection_name": name}), SIGNATURE)
    assert await new.move(server_settings.collection_name)
    assert isinstance(new, ServerIndex)
    assert await ask(new) == before
    embeddings = WordEmbeddings()
    assert (await run_index(new, create_kitchen(), embeddings)).unchanged == 8
    assert embeddings.calls == 0
    await new.aclose()


async def test_other_shards_than_a_collection_has_are_refused_with_the_way_out(
    index: ServerIndex, server_settings: QdrantSettings
) -> None:
    await index.move()
    other = create_index(server_settings.model_copy(update={"shards": 5}), SIGNATURE)
    with pytest.raises(SettingsError, match=r"QDRANT_SHARDS is 5.*created with 1.*askdocs migrate --from"):
        await run_index(other, create_library(3), WordEmbeddings(), rebuild=True, allow_shrink=True)
    assert (await index.check()).last_run.points == 8
    await other.aclose()
