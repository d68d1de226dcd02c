"""What the page being read and the site's defaults change about a search."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.index import Index, create_index
from app.index.discriminant import DISCRIMINANT_WEIGHT, Discriminant
from app.index.runs.calibration import load_places, store_calibration
from app.settings import QdrantSettings
from chains.errors import IndexMissingError
from chains.schemas import Filters
from chains.support.nearness import measure_nearness
from indexing.model import Chunk, Page, Place
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


async def test_readers_of_an_old_version_are_answered_from_it(index: Index) -> None:
    await run_index(index, create_kitchen(), WordEmbeddings())
    on_old = await ask(index, "descale the kettle", f"{SITE}/en/1.x/kettle")
    assert {one["version"] for one in on_old} == {"1.x"}
    assert {one["version"] for one in await ask(index, "descale the kettle")} == {"2.x"}
    asked = await ask(index, "descale the kettle", f"{SITE}/en/1.x/kettle", filters=Filters(version="2.x"))
    assert {one["version"] for one in asked} == {"2.x"}
    await index.aclose()


def create_rooted_page(path: str, port: int, version: str, locale: str = "en") -> Page:
    """A page about ports; `path` is all of its URL."""
    place = Place(f"{SITE}/{path}", version, locale, f"docs-default-{version}" if version else "default", "Ports")
    chunk = Chunk("Ports", f"The port is {port}.", place)
    return Page(place.url, "ports.md", "Ports", version, locale, place.docusaurus_tag, (), (chunk,))


async def test_a_version_whose_first_page_is_its_folder_answers_its_readers(index: Index) -> None:
    pages = [
        create_rooted_page("docs/", 2000, "2.x"),
        create_rooted_page("docs/install", 2001, "2.x"),
        create_rooted_page("docs/1.x/", 1000, "1.x"),
        create_rooted_page("docs/1.x/install", 1001, "1.x"),
        create_rooted_page("fr/docs/", 2002, "2.x", "fr"),
        create_rooted_page("fr/docs/1.x/", 1002, "1.x", "fr"),
        create_rooted_page("fr/blog/ports", 9000, "", "fr"),
    ]
    await run_index(index, pages, WordEmbeddings(), default_version="1.x")
    for path, expected in {
        "docs": {("2.x", "en")},
        "docs/install": {("2.x", "en")},
        "docs/1.x/install/index.html": {("1.x", "en")},
        "fr/docs": {("2.x", "fr"), ("", "fr")},
        "fr/blog/ports": {("1.x", "fr"), ("", "fr")},
    }.items():
        for address in (f"{SITE}/{path}", f"/{path}/", f"https://preview.example.net:8443/{path}"):
            found = await ask(index, "which port", address)
            assert {(one["version"], one["locale"]) for one in found} == expected, address
    await index.aclose()


async def test_an_index_learns_where_its_versions_stand_though_its_pages_are_the_same(index: Index) -> None:
    await run_index(index, create_kitchen(), WordEmbeddings())
    async with index.writing(rebuild=False) as writing:
        assert writing.base is not None
        areas = writing.base.areas
        await writing.begin()
        await writing.finish(writing.base.model_copy(update={"areas": (), "generation": writing.generation}))
    again = await run_index(index, create_kitchen(), WordEmbeddings())
    assert (again.changed, again.added, again.record.areas) == (True, 0, areas)
    assert not (await run_index(index, create_kitchen(), WordEmbeddings())).changed
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
        await store_calibration(index, {"weak_match_below": 1.2})
    first = await run_index(index, create_kitchen(), WordEmbeddings())
    assert all(one["is_near"] for one in await ask(reader, "kettle"))
    stored = await store_calibration(index, {"weak_match_below": 1.2})
    assert stored.generation != first.record.generation
    assert not any(one["is_near"] for one in await ask(reader, "kettle"))
    assert len(await ask(reader, "kettle")) == len(await ask(index, "kettle"))
    pages = [*create_kitchen(), create_page("lamp", ["Light the lamp."])]
    assert (await run_index(index, pages, WordEmbeddings())).record.calibration == {"weak_match_below": 1.2}
    assert len({place.url for place in await load_places(index)}) == 10
    await index.aclose()
    await reader.aclose()


async def test_what_tells_questions_apart_is_stored_with_the_gate_and_kept_by_the_next_run(index: Index) -> None:
    await run_index(index, create_kitchen(), WordEmbeddings())
    documents = await open_retriever(index, WordEmbeddings(), 8).ainvoke("kettle")
    gate = {"weak_match_below": measure_nearness("kettle", documents) - DISCRIMINANT_WEIGHT / 2}
    vector = np.asarray(await WordEmbeddings().aembed_query("kettle"))
    await store_calibration(index, gate)
    assert any(one["is_near"] for one in await ask(index, "kettle"))
    strange = Discriminant.create(-100 * vector, 0.0)
    await store_calibration(index, gate, strange)
    assert not any(one["is_near"] for one in await ask(index, "kettle"))
    pages = [*create_kitchen(), create_page("lamp", ["Light the lamp."])]
    assert (await run_index(index, pages, WordEmbeddings())).record.discriminant == strange
    assert not any(one["is_near"] for one in await ask(index, "kettle"))
    assert (await store_calibration(index, gate)).discriminant is None
    await index.aclose()
