"""What the page being read and the site's defaults change about a search."""

from pathlib import Path
from typing import Any

import pytest

from app.index import Index, create_index
from app.index.areas import find_area, find_areas
from app.index.runs.calibration import load_places, store_calibration
from app.settings import QdrantSettings
from chains.errors import IndexMissingError
from chains.schemas import Filters
from indexing.model import Place
from tests.support.sites import SIGNATURE, SITE, WordEmbeddings, create_kitchen, create_page, open_retriever, run_index


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return create_index(QdrantSettings(path=tmp_path / "data"), SIGNATURE)


async def ask(
    index: Index, query: str, page_url: str = "", *, k: int = 8, filters: Filters | None = None
) -> list[dict[str, Any]]:
    retriever = open_retriever(index, WordEmbeddings(), k)
    documents = await retriever.ainvoke(query, filters=filters or Filters(), page_url=page_url)
    return [document.metadata for document in documents]


def place(url: str, version: str, locale: str = "en") -> Place:
    return Place(url, version, locale, "", "Section")


def test_a_page_belongs_to_the_innermost_folder_of_a_version() -> None:
    pages = ["https://d.example/docs/a#x", "https://d.example/docs/guide/b"]
    old = ["https://d.example/docs/1.x/a", "https://d.example/docs/1.x/guide/b/#y"]
    french = ["https://d.example/fr/docs/a", "https://d.example/fr/docs/guide/b"]
    areas = find_areas(
        [
            *(place(url, "2.x") for url in pages),
            *(place(url, "1.x") for url in old),
            *(place(url, "2.x", "fr") for url in french),
            place("https://d.example/blog/post", ""),
        ]
    )
    found = {
        url: (area.version, area.locale) if (area := find_area(areas, url)) else None
        for url in (
            *pages,
            *old,
            *french,
            "https://d.example/docs/1.x/new/c?q=1#z",
            "https://d.example/docs",
            "https://e/docs/a",
        )
    }
    assert [found[url] for url in pages] == [("2.x", "en")] * 2
    assert [found[url] for url in old] == [("1.x", "en")] * 2
    assert [found[url] for url in french] == [("2.x", "fr")] * 2
    assert found["https://d.example/docs/1.x/new/c?q=1#z"] == ("1.x", "en")
    assert found["https://e/docs/a"] is None
    assert find_area(areas, "no url") is None


def test_versions_in_one_folder_say_nothing() -> None:
    assert find_areas([place("https://d/docs/a", "1.x"), place("https://d/docs/b", "2.x")]) == ()


async def test_readers_of_an_old_version_are_answered_from_it(index: Index) -> None:
    await run_index(index, create_kitchen(), WordEmbeddings())
    on_old = await ask(index, "descale the kettle", f"{SITE}/en/1.x/kettle")
    assert {one["version"] for one in on_old} == {"1.x"}
    assert {one["version"] for one in await ask(index, "descale the kettle")} == {"2.x"}
    asked = await ask(index, "descale the kettle", f"{SITE}/en/1.x/kettle", filters=Filters(version="2.x"))
    assert {one["version"] for one in asked} == {"2.x"}
    await index.aclose()


async def test_the_page_being_read_comes_first_among_equals(index: Index) -> None:
    pages = [
        create_page(name, [f"Press the switch of the {name}.", f"Clean the {name} with soap."])
        for name in ("mixer", "toaster", "grill")
    ]
    pages.append(create_page("lamp", ["Light it at dusk."]))
    await run_index(index, pages, WordEmbeddings())
    for name in ("mixer", "toaster", "grill"):
        found = await ask(index, "press the switch", f"{SITE}/en/2.x/{name}/?from=menu#top", k=3)
        assert found[0]["url"] == f"{SITE}/en/2.x/{name}#part-0"
        assert len(found) == 3
    assert (await ask(index, "press the switch", f"{SITE}/en/2.x/lamp", k=3))[0]["title"] != "Lamp"
    await index.aclose()


async def test_each_plugin_of_a_site_has_a_default_version_of_its_own(index: Index) -> None:
    pages = [
        create_page("oven", ["Heat the oven."], version="2.x", tag="docs-kitchen-2.x"),
        create_page("oven", ["Heat the oven with wood."], version="1.x", tag="docs-kitchen-1.x"),
        create_page("lawn", ["Heat does the lawn no good."], version="7.0", tag="docs-garden-7.0"),
        create_page("news", ["Heat wave expected."], version="", tag="default"),
        create_page("about", ["Heat is our trade."], version="", tag=""),
    ]
    tags = ("docs-kitchen-2.x", "docs-garden-7.0")
    await run_index(index, pages, WordEmbeddings(), default_tags=tags)
    assert {one["version"] for one in await ask(index, "heat")} == {"2.x", "7.0", ""}
    assert len(await ask(index, "heat")) == 4
    assert {one["version"] for one in await ask(index, "heat", filters=Filters(version="1.x"))} == {"1.x", ""}
    await index.aclose()


async def test_a_calibration_is_stored_noticed_and_kept_by_the_next_run(index: Index, tmp_path: Path) -> None:
    reader = create_index(QdrantSettings(path=tmp_path / "data"), SIGNATURE)
    with pytest.raises(IndexMissingError):
        await store_calibration(index, {"weak_match_below": 1.1})
    first = await run_index(index, create_kitchen(), WordEmbeddings())
    assert all(one["is_near"] for one in await ask(reader, "kettle"))
    stored = await store_calibration(index, {"weak_match_below": 1.1})
    assert stored.generation != first.record.generation
    assert not any(one["is_near"] for one in await ask(reader, "kettle"))
    assert len(await ask(reader, "kettle")) == len(await ask(index, "kettle"))
    pages = [*create_kitchen(), create_page("lamp", ["Light the lamp."])]
    assert (await run_index(index, pages, WordEmbeddings())).record.calibration == {"weak_match_below": 1.1}
    assert len({place.url for place in await load_places(index)}) == 10
    await index.aclose()
    await reader.aclose()
