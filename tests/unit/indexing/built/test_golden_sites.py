"""Sites that the generators themselves built of our own text (tests/golden): what is read is what we wrote."""

import re
from functools import cache
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from indexing import SiteOptions, open_site
from indexing.html import HtmlPage, read_html_page
from indexing.model import Page
from tests.golden.build import SITES

NAMES = sorted(path.name for path in SITES.iterdir())
HEADINGS = {
    "Fill the kettle": "fill-the-kettle",
    "Cold days": "cold-days",
    "Switch it on": "switch-it-on",
    "Why does it click?": "why-does-it-click",
}
TEXTS = (
    "One litre boils in three minutes.",
    "Open the lid and pour water up to the upper mark.",
    "kettle fill --litres 1\n  kettle status\n\nexit 0",
    "Below five degrees, let the water stand for a minute.",
    "1. Plug it in.\n2. Press the lever.",
    "| light | meaning |\n| --- | --- |\n| blue | filling |\n| red | boiling |",
    "The spring opens at one hundred degrees, and the lever falls back.",
)
RECIPE = "def brew(minutes):\n    return minutes * 60\n\nbrew(3)"
FRAME = ("Edit this page", "¶", "Previous", "Next", "On this page", "Table of contents", "Copy", "Section titled")
SPHINX = [name for name in NAMES if name.startswith("sphinx")]
NO_RECIPE = {"mkdocs", "mdbook", "doxygen"}
WITH_TITLE = {*SPHINX, "material", "asciidoctor", "starlight", "nextra"}
TABS = {*SPHINX, "material", "vitepress", "starlight", "nextra"}


@cache
def load_pages(name: str) -> dict[str, tuple[Page, HtmlPage, Path]]:
    """The pages of a golden site by the end of their path, of its default version and language."""
    site = open_site(SITES / name, SiteOptions(site_url="https://kettle.example"))
    found = {}
    for page in site.read_pages():
        if page.version == site.default_version and page.locale == site.default_locale:
            path = SITES / name / page.source
            key = page.source.removesuffix(".html").removesuffix("/index").rpartition("/")[2]
            found[key] = page, read_html_page(path.read_bytes()), path
    assert site.problems == []
    return found


def strip_empty_lines(text: str) -> str:
    """Doxygen and Nextra put a space into the empty lines of code."""
    return re.sub(r"\n\s+\n", "\n\n", text)


@pytest.mark.parametrize("name", NAMES)
def test_the_text_is_read_once_and_nothing_of_the_frame(name: str) -> None:
    _page, html, _path = load_pages(name)["md_guide" if name == "doxygen" else "guide"]
    text = strip_empty_lines("\n\n".join(block.text for block in html.article.blocks))
    assert html.article.title == "Boil water"
    assert {part: text.count(part) for part in TEXTS} == dict.fromkeys(TEXTS, 1)
    assert [part for part in FRAME if part in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_heading_has_its_anchor(name: str) -> None:
    _page, html, _path = load_pages(name)["md_guide" if name == "doxygen" else "guide"]
    anchors = {
        block.text: block.anchor for block in html.article.blocks if block.kind == "heading" and block.text in HEADINGS
    }
    if name == "doxygen":
        assert list(anchors.values()) == [f"autotoc_md{number}" for number in range(1, 5)]
    else:
        assert anchors == HEADINGS


@pytest.mark.parametrize("name", NAMES)
def test_every_anchor_of_every_page_leads_to_an_element(name: str) -> None:
    for page, html, path in load_pages(name).values():
        parser = LexborHTMLParser(path.read_text())
        ids = {node.attributes["id"] for node in parser.css("[id]")}
        ids |= {node.attributes["name"] for node in parser.css("a[name]")}
        anchors = {block.anchor for block in html.article.blocks if block.anchor}
        anchors |= {chunk.place.url.partition("#")[2] for chunk in page.chunks} - {""}
        assert anchors <= ids


@pytest.mark.parametrize("name", [name for name in NAMES if name not in NO_RECIPE])
def test_code_has_its_lines_its_language_and_its_title(name: str) -> None:
    (code,) = (block.text for block in load_pages(name)["choose"][1].article.blocks if "def brew" in block.text)
    info = code.partition("\n")[0].removeprefix("```")
    assert strip_empty_lines(code).split("\n", 1)[1] == f"{RECIPE}\n```"
    assert info.split(" ")[0] in ({"text"} if name == "nextra" else {"py", "python"})
    assert ('title="tea.py"' in info) == (name in WITH_TITLE)


@pytest.mark.parametrize("name", sorted(TABS & set(NAMES)))
def test_tabs_stand_below_their_labels(name: str) -> None:
    texts = [block.text for block in load_pages(name)["choose"][1].article.blocks]
    npm, pip = texts.index("**npm**"), texts.index("**pip**")
    assert "npm i kettle" in texts[npm + 1]
    assert any("pip install kettle" in text for text in texts[pip + 1 : pip + 3])
    assert sum("npm" in text for text in texts) == 2


@pytest.mark.parametrize("name", SPHINX)
def test_entries_of_a_reference_are_places(name: str) -> None:
    blocks = load_pages(name)["choose"][1].article.blocks
    entries = {block.anchor: block.level for block in blocks if block.is_entry}
    assert entries == {
        "kettle.Kettle": 3,
        "kettle.Kettle.boil": 4,
        "kettle.Kettle.fill": 4,
        "api": 2,
        "cmdoption-litres": 3,
        "term-lever": 3,
    }


@pytest.mark.parametrize("name", [*SPHINX, "vitepress", "mdbook"])
def test_a_docs_page_called_search_is_read(name: str) -> None:
    assert load_pages(name)["search"][0].title == "kettle search"


def test_versions_and_languages_are_those_of_the_site() -> None:
    def list_editions(name: str) -> set[tuple[str, str]]:
        site = open_site(SITES / name, SiteOptions(site_url="https://kettle.example"))
        editions = {(page.version, page.locale) for page in site.read_pages()}
        return editions | {(f"default {site.default_version}", site.default_locale)}

    assert list_editions("material") == {("1.0", "en"), ("2.0", "en"), ("default 2.0", "en")}
    assert list_editions("vitepress") == {("current", "en"), ("current", "de"), ("v1", "en"), ("default current", "en")}
    assert list_editions("starlight") == {("", "en"), ("", "de"), ("default ", "en")}
