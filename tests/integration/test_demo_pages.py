"""The demo's pages, over HTTP, under whatever names their files have."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote, urldefrag, urljoin

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser

from app.index import create_source
from app.operations.index_site import index_site
from app.parts import opening_site
from app.server import create_app
from app.serving.listening import format_address, listening
from app.settings import Settings
from app.sources import open_site
from app.wires.pages import SitePages
from gemini_emulator import Emulator
from indexing.docusaurus.sources import SourceSite
from indexing.model import Site, SiteOptions
from tests.support.services import create_settings, serving_app

NAMES = [
    "plain.md",
    "two words.md",
    "100% sure.md",
    "C# guide.md",
    "what now?.md",
    "über größe.md",
    "漢字/第一章.md",
    "50%25 off.md",
    "a+b & c=d;e,f.md",
    "it's (really) [here].md",
    'say "hi" <b>.md',
    "tilde~star*bang!.md",
    "back\\slash.md",
    "pipe|caret^tick`.md",
    "emoji 🍳/fried egg.md",
    "folder name/index.md",
    "colon: at @.md",
]


@dataclass
class Demo:
    address: str
    site: SourceSite


@pytest.fixture(scope="module")
def demo(emulator: Emulator, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A site with these files, indexed and shown as `askdocs demo` does it."""
    folder = tmp_path_factory.mktemp("names")
    for number, name in enumerate(NAMES):
        path = folder / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# Title {number}\n\nBefore.\n\n## Straße {number}\n\nThe number of this one is {number}.\n")
    (folder / "docs" / "sealed.md").write_bytes(b"\x00\x01" * 50)  # is reported, and hides no other page
    settings = create_settings(emulator, folder / "data")
    with listening("127.0.0.1", 0) as listener:
        address = format_address("127.0.0.1", listener)
        site = open_site(folder / "docs", SiteOptions(site_url=address, base_url="/site/"))
        assert isinstance(site, SourceSite)
        asyncio.run(index(site, settings))
        shown = SitePages(site.load_article)
        for page in site.read_pages():
            shown.add(page)
        with serving_app(create_app(settings, dev=True, pages=shown), listener):
            yield Demo(address, site)


async def index(site: Site, settings: Settings) -> None:
    async with opening_site(settings) as parts:
        await index_site([create_source("docs", site)], parts, on_progress=lambda _: None, on_wait=lambda _: None)


def read(url: str) -> LexborHTMLParser:
    page = httpx.get(urldefrag(url).url)
    assert page.status_code == 200, url
    return LexborHTMLParser(page.text)


def test_every_url_of_the_index_shows_its_page_and_its_heading(demo: Demo) -> None:
    pages = list(demo.site.read_pages())
    assert len(pages) == len(NAMES)
    for page in pages:
        for chunk in page.chunks:
            html, anchor = read(chunk.place.url), urldefrag(chunk.place.url).fragment
            heading = html.css_first("h1")
            assert heading is not None
            assert heading.text() == page.title
            if anchor:
                assert [one for one in html.css("[id]") if one.attributes["id"] == unquote(anchor)]


def test_a_citation_can_be_followed_whatever_the_file_is_called(demo: Demo) -> None:
    for number in range(len(NAMES)):
        question = f"What is the number of this one in Straße {number}?"
        answer = httpx.post(f"{demo.address}/chat", json={"query": question}, timeout=60).raise_for_status().json()
        for source in answer["sources"] + answer["nearest"]:
            assert source["title"] in (read(source["url"]).html or "")


def test_the_list_of_pages_leads_to_each_of_them(demo: Demo) -> None:
    links = [node.attributes["href"] or "" for node in read(f"{demo.address}/site/").css("nav li a")]
    assert len(links) == len(NAMES)
    for link in links:
        read(urljoin(demo.address, link))


def test_a_page_is_found_however_its_address_is_encoded(demo: Demo) -> None:
    for path in ("it's (really) [here]", "a+b & c=d;e,f", "über größe"):
        assert httpx.get(f"{demo.address}/site/{quote(path, safe='')}").status_code == 200
        assert httpx.get(f"{demo.address}/site/{quote(path, safe='').lower()}").status_code == 200


@pytest.mark.parametrize("path", ["nothing", "%00", "%", "..%2f..%2fetc%2fpasswd", "%ff", "sealed", "a" * 5000])
def test_what_is_no_page_is_404(path: str, demo: Demo) -> None:
    assert httpx.get(f"{demo.address}/site/{path}").status_code == 404
