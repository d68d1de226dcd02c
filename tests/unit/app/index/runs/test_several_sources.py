"""One index of several sources: each has counts, deletions and a guard of its own."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from app.index import Index, PageReader, RunSummary, SourceCounts, create_index, forecast_run, sync_index
from app.settings import QdrantSettings
from chains.errors import UsageError
from chains.schemas import Filters
from indexing.model import Page
from tests.support.sites import SIGNATURE, SITE, WordEmbeddings, create_page, create_source, open_retriever

GUIDE = [create_page(f"guide{number}", [f"Guide {number} tells about kettles."]) for number in range(20)]
MANUAL = [create_page(f"manual{number}", [f"Manual {number} lists switches."]) for number in range(4)]


@pytest.fixture
async def index(tmp_path: Path) -> AsyncIterator[Index]:
    opened = create_index(QdrantSettings(path=tmp_path / "data"), SIGNATURE)
    yield opened
    await opened.aclose()


async def run(index: Index, *sources: tuple[str, list[Page]], **options: Any) -> RunSummary:
    embeddings = WordEmbeddings()
    named = [create_source(pages, name=name) for name, pages in sources]
    summary = await sync_index(named, index=index, embeddings=embeddings, **options)
    assert len(embeddings.texts) == summary.added
    return summary


async def test_each_source_is_counted_and_recorded(index: Index) -> None:
    first = await run(index, ("guide", GUIDE), ("manual", MANUAL))
    assert first.sources == (SourceCounts("guide", 20, 20, 20, 0, 0, 0, 0), SourceCounts("manual", 4, 4, 4, 0, 0, 0, 0))
    assert [(source.name, source.pages) for source in first.record.sources] == [("guide", 20), ("manual", 4)]
    assert first.record.last_run.source == "guide, manual"
    second = await run(index, ("guide", [*GUIDE[1:], create_page("new", ["New."])]), ("manual", MANUAL))
    assert second.sources == (
        SourceCounts("guide", 20, 20, 1, 0, 19, 1, 0),
        SourceCounts("manual", 4, 4, 0, 0, 4, 0, 0),
    )
    assert not (await run(index, ("guide", [*GUIDE[1:], create_page("new", ["New."])]), ("manual", MANUAL))).changed


async def test_pages_of_several_sources_at_one_address_are_told(index: Index) -> None:
    double = create_page("guide3", ["Another text at the address of a guide."])
    german = create_page("guide4", ["Ein anderer Text."], locale="de")
    summary = await run(index, ("guide", GUIDE), ("manual", [*MANUAL, double, german]))
    assert summary.shared_pages == (double.url,)
    assert (await run(index, ("guide", GUIDE), ("manual", [*MANUAL, german]))).shared_pages == ()


async def test_a_folder_that_is_called_differently_is_the_same_source(index: Index) -> None:
    await run(index, ("/tmp/one/guide", GUIDE), ("manual", MANUAL))
    summary = await run(index, ("/tmp/two/guide", GUIDE), ("manual", MANUAL))
    assert not summary.changed
    assert [source.unchanged for source in summary.sources] == [20, 4]


async def test_another_order_moves_texts_and_embeds_none(index: Index) -> None:
    await run(index, ("guide", GUIDE), ("manual", MANUAL))
    summary = await run(index, ("manual", MANUAL), ("guide", GUIDE))
    assert (summary.added, summary.moved, summary.deleted) == (0, 24, 0)
    assert [source.name for source in summary.record.sources] == ["manual", "guide"]
    assert not (await run(index, ("manual", MANUAL), ("guide", GUIDE))).changed


async def test_a_small_source_that_loses_most_of_its_pages_is_refused_by_its_name(index: Index) -> None:
    await run(index, ("guide", GUIDE), ("manual", MANUAL))
    with pytest.raises(UsageError, match=r"^manual: This run would remove 3 of 4 pages.*--allow-shrink"):
        await run(index, ("guide", GUIDE), ("manual", MANUAL[:1]))
    plan = await forecast_run([create_source(GUIDE, name="guide"), create_source(MANUAL[:1])], index=index)
    assert plan.refusal.startswith("manual: This run would remove 3 of 4 pages")
    assert [(source.name, source.deleted) for source in plan.sources] == [("guide", 0), ("kitchen", 3)]
    summary = await run(index, ("guide", GUIDE), ("manual", MANUAL[:1]), allow_shrink=True)
    assert [source.deleted for source in summary.sources] == [0, 3]


async def test_a_source_that_is_not_named_any_more_is_refused_however_small(index: Index) -> None:
    await run(index, ("guide", GUIDE), ("manual", MANUAL[:1]))
    with pytest.raises(UsageError, match=r"^manual: This run would remove 1 page of a source that is not named"):
        await run(index, ("guide", GUIDE))
    summary = await run(index, ("guide", GUIDE), allow_shrink=True)
    assert [(source.name, source.deleted) for source in summary.sources] == [("guide", 0), ("manual", 1)]
    assert len(summary.record.sources) == 1


async def test_pages_that_another_source_has_now_are_not_lost(index: Index) -> None:
    await run(index, ("guide", GUIDE), ("manual", MANUAL))
    summary = await run(index, ("guide", GUIDE[:5]), ("manual", [*MANUAL, *GUIDE[5:]]))
    assert (summary.added, summary.moved, summary.deleted) == (0, 15, 0)


async def test_pages_that_cannot_be_read_are_kept_for_their_own_source(index: Index) -> None:
    await run(index, ("guide", GUIDE), ("manual", MANUAL))
    sources = [
        create_source(GUIDE, name="guide"),
        create_source(MANUAL[1:], name="manual", unreadable={MANUAL[0].url, GUIDE[0].url}),
    ]
    summary = await sync_index(sources, index=index, embeddings=WordEmbeddings())
    assert (summary.kept, summary.changed, [source.kept for source in summary.sources]) == (1, False, [0, 1])


async def test_a_text_in_two_sources_is_one_point_that_goes_with_the_last_of_them(index: Index) -> None:
    shared = create_page("shared", ["Both sources have this."])
    summary = await run(index, ("guide", [*GUIDE, shared]), ("manual", [*MANUAL, shared]))
    assert (summary.chunks, summary.added) == (26, 25)
    assert [source.added for source in summary.sources] == [21, 5]
    less = await run(index, ("guide", [*GUIDE, shared]), ("manual", MANUAL))
    assert (less.moved, less.deleted) == (1, 0)


async def test_each_source_has_a_default_version_of_its_own(index: Index) -> None:
    guide = [create_page("kettle", ["Kettles boil."], version=version, tag="") for version in ("2.x", "1.x")]
    manual = [create_page("pump", ["Kettles have pumps."], version=version, tag="") for version in ("v9", "v8")]
    sources = [create_source(guide, name="guide"), create_source(manual, name="manual", default_version="v9")]
    await sync_index(sources, index=index, embeddings=WordEmbeddings())

    async def find_versions(page_url: str = "", **filters: str) -> set[str]:
        retriever = open_retriever(index, WordEmbeddings(), 8)
        documents = await retriever.ainvoke("kettles", filters=Filters.model_validate(filters), page_url=page_url)
        return {document.metadata["version"] for document in documents}

    assert await find_versions() == {"2.x", "v9"}
    assert await find_versions(f"{SITE}/en/v9/pump") == {"2.x", "v9"}
    assert await find_versions(f"{SITE}/en/v8/pump") == {"v8"}
    assert await find_versions(version="1.x") == {"1.x"}


async def test_a_page_that_two_sources_tell_of_is_read_as_one(index: Index) -> None:
    other = create_page("guide0", ["The interface of the guide.", "More of it."])
    await run(index, ("guide", GUIDE), ("manual", [other]))
    page = await PageReader(index, index.client).load_page(GUIDE[0].url)
    assert page is not None
    assert [chunk.text for chunk in page.chunks] == [
        "Guide 0 tells about kettles.",
        "The interface of the guide.",
        "More of it.",
    ]
