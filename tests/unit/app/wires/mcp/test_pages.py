"""`search` and `fetch` give what ChatGPT's connectors want, from the index alone."""

import json
from typing import Any

import pytest

from app.wires.mcp.page_text import format_page
from chains.schemas import Filters, Source
from tests.support.answer_chain import create_chain
from tests.support.mcp import FewPages, create_indexed_page, read_sentence, speaking

OVEN = "https://docs.example/oven"
FOUND = Source(
    number=1,
    title="Oven",
    section="Oven > Heat",
    url=f"{OVEN}#heat",
    snippet="It warms up.",
    score=1,
    version="2.x",
    locale="en",
)


def read_both(result: dict[str, Any]) -> Any:
    """The data of a result, which its only block of text holds as well."""
    (block,) = result["content"]
    assert block["type"] == "text"
    assert json.loads(block["text"]) == result["structuredContent"]
    return result["structuredContent"]


@pytest.mark.parametrize("is_modern", [False, True])
async def test_a_search_gives_an_id_a_title_and_an_address_of_each_page(*, is_modern: bool) -> None:
    pages = FewPages(FOUND)
    async with speaking(create_chain()[0], pages) as speaker:
        result = await (speaker.modern if is_modern else speaker).call("search", {"query": " heat "})
    assert read_both(result) == {
        "results": [{"id": OVEN, "title": "Oven", "url": f"{OVEN}#heat", "text": "It warms up."}]
    }
    assert pages.asked == [("heat", Filters(), "", 10)]


async def test_a_search_that_finds_nothing_is_no_error() -> None:
    async with speaking(create_chain()[0]) as speaker:
        assert read_both(await speaker.call("search", {"query": "heat"})) == {"results": []}


async def test_a_search_keeps_to_the_version_in_the_servers_address() -> None:
    pages = FewPages()
    async with speaking(create_chain()[0], pages) as speaker:
        await type(speaker)(speaker.http, "/mcp?version=1.x&page_url=/1.x/oven").call("search", {"query": "heat"})
    ((_, filters, page_url, _),) = pages.asked
    assert (filters.version, page_url) == ("1.x", "/1.x/oven")


@pytest.mark.parametrize("is_modern", [False, True])
async def test_a_page_is_fetched_by_its_id_or_by_the_address_of_a_passage(*, is_modern: bool) -> None:
    page = create_indexed_page(("", "All of ovens."), (" > Heat", "It warms up."))
    async with speaking(create_chain()[0], FewPages(pages={OVEN: page})) as speaker:
        one = speaker.modern if is_modern else speaker
        fetched = [read_both(await one.call("fetch", {"id": given})) for given in (OVEN, f"{OVEN}#part-1")]
    assert fetched[0] == fetched[1]
    assert fetched[0] == {
        "id": OVEN,
        "title": "Oven",
        "text": "# Oven\n\nAll of ovens.\n\n## Heat\n\nIt warms up.",
        "url": OVEN,
        "metadata": {"version": "2.x", "locale": "en"},
    }


@pytest.mark.parametrize("unknown", ["https://evil.example/", "file:///etc/passwd", "http://127.0.0.1:1/", "1", "\0"])
async def test_what_is_not_indexed_is_never_fetched(unknown: str) -> None:
    async with speaking(create_chain()[0]) as speaker:
        told = read_sentence(await speaker.call("fetch", {"id": unknown}))
    assert told == "No page with this id is indexed. Take an id from the results of search."


@pytest.mark.parametrize(
    ("tool", "arguments", "sentence"),
    [
        ("search", {}, "query: Field required. search takes query."),
        ("search", {"query": ""}, "query: String should have at least 1 character. search takes query."),
        ("search", {"query": "x" * 100_000}, "query: String should have at most 2000 characters. search takes query."),
        ("search", {"query": "x", "limit": 3}, "limit is unknown. search takes query."),
        ("fetch", {}, "id: Field required. fetch takes id."),
        ("fetch", {"id": ""}, "id: String should have at least 1 character. fetch takes id."),
        ("fetch", {"id": "x" * 100_000}, "id: String should have at most 2000 characters. fetch takes id."),
        ("fetch", {"id": 1}, "id: Input should be a valid string. fetch takes id."),
    ],
)
async def test_wrong_arguments_are_told_to_the_model(tool: str, arguments: dict[str, Any], sentence: str) -> None:
    async with speaking(create_chain()[0]) as speaker:
        assert read_sentence(await speaker.call(tool, arguments)) == sentence


def test_each_heading_is_written_once_also_above_sections_without_text() -> None:
    page = create_indexed_page(
        (" > Install > Linux", "Unpack."),
        (" > Install > Linux", "Link."),
        (" > Install > Windows", "Run."),
        (" > Use", "Bake."),
    )
    assert format_page(page) == (
        "# Oven\n\n## Install\n\n### Linux\n\nUnpack.\n\nLink.\n\n### Windows\n\nRun.\n\n## Use\n\nBake."
    )


def test_a_name_in_a_heading_is_plain_text() -> None:
    text = format_page(create_indexed_page((" > [x](https://evil.example) `y`", "Bake."), title="<b>Oven"))
    assert "](https://evil" not in text.replace("\\", "#")
    assert "<b>" not in text


def test_a_long_page_is_cut_and_says_where_it_goes_on() -> None:
    page = create_indexed_page(*((f" > Part {number}", f"Text {number}. " * 10) for number in range(9)))
    begun = format_page(page, limit=350)
    assert begun.startswith("# Oven\n\n## Part 0")
    assert begun.endswith(f"(The page goes on at {OVEN}#part-3: fetch that id to read it.)")
    assert "Text 3" not in begun
    following = format_page(page, begin_at=f"{OVEN}#part-3", limit=350)
    assert following.startswith("## Part 3")
    assert format_page(page, begin_at=f"{OVEN}#part-8", limit=350).endswith("Text 8. ")


def test_a_passage_that_alone_is_too_long_is_given_whole() -> None:
    page = create_indexed_page(("", "x" * 900), (" > Use", "Bake."))
    assert format_page(page, limit=350).startswith(f"# Oven\n\n{'x' * 900}\n\n(The page goes on at {OVEN}#part-1")
