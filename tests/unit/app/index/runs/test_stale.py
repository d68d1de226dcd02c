"""What a run looks at before it takes something away: what it moves or deletes, not all of the index."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.index import Index, create_index, sync_index
from app.index.runs.reading import read_all
from app.index.runs.shrinking import create_extents, load_extents, load_extents_of_stale
from app.index.runs.stored import load_digests, load_sources
from app.settings import QdrantSettings
from indexing.model import Page
from indexing.planning.plan import create_plan
from tests.support.sites import SIGNATURE, WordEmbeddings, create_page, create_source

GUIDE = [create_page(f"guide{number}", [f"Guide {number} tells about kettles."]) for number in range(5)]
MANUAL = [create_page(f"manual{number}", [f"Manual {number} lists switches."]) for number in range(3)]
SHARED = create_page("shared", ["Both sources have this."], version="1.x")


@pytest.fixture
async def index(tmp_path: Path) -> AsyncIterator[Index]:
    opened = create_index(QdrantSettings(path=tmp_path / "data"), SIGNATURE)
    await sync_index(
        [create_source([*GUIDE, SHARED], name="guide"), create_source([*MANUAL, SHARED], name="manual")],
        index=opened,
        embeddings=WordEmbeddings(),
    )
    yield opened
    await opened.aclose()


@pytest.mark.parametrize(
    "after",
    [
        {"guide": [create_page("guide0", ["Changed."]), *GUIDE[1:], SHARED], "manual": [*MANUAL, SHARED]},
        {"guide": GUIDE, "manual": MANUAL[1:]},
        {"manual": [*MANUAL, SHARED], "guide": GUIDE},
        {"manual": [*MANUAL, SHARED]},
        {"guide": GUIDE, "manual": [*MANUAL, SHARED], "new": [create_page("new", ["New."])]},
    ],
    ids=["a changed page", "fewer pages", "another order", "a source less", "a source more"],
)
async def test_it_is_the_same_as_all_of_the_index_says(index: Index, after: dict[str, list[Page]]) -> None:
    reading = await read_all([create_source(pages, name=name) for name, pages in after.items()], index)
    plan = create_plan(reading.points, await load_digests(index.client, index.collection_name))
    kept, _ = create_extents(plan, reading.points, len(after))
    base = await index.load_record()
    assert await load_extents_of_stale(index, base, plan, kept) == await load_extents(index)


async def test_a_point_that_is_gone_by_now_makes_it_unknown(index: Index) -> None:
    reading = await read_all([create_source(GUIDE[1:], name="guide")], index)
    plan = create_plan(reading.points, await load_digests(index.client, index.collection_name))
    kept, _ = create_extents(plan, reading.points, 1)
    base = await index.load_record()
    await index.client.delete(index.collection_name, [plan.deleted[0]])
    assert await load_extents_of_stale(index, base, plan, kept) is None


async def test_the_sources_of_some_points_are_read(index: Index) -> None:
    ids = [*await load_digests(index.client, index.collection_name)]
    numbers = await load_sources(index.client, index.collection_name, ids)
    assert sorted(numbers.values()) == [(0,)] * 5 + [(0, 1)] + [(1,)] * 3
    assert await load_sources(index.client, index.collection_name, ids[:2]) == {key: numbers[key] for key in ids[:2]}
    assert await load_sources(index.client, index.collection_name, []) == {}
