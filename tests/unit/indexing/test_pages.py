"""Pages that are hardly any: broken, without headings, with thousands of them, in every script."""

import time

import pytest

from indexing import SiteOptions, open_site
from tests.support.site_files import WriteSite

OPTIONS = SiteOptions(site_url="https://example.org")


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<",
        "<html><body><main><h2 id=a>Open <b>all <table><tr><td>x",
        "<p>a</main></article></div></p></body></html><p>after",
        "<html><head><title>T" + "<meta name=docusaurus_version content='" * 50,
        "<div>" * 20_000 + "deep",
        "<!--" + "x" * 1000,
        "<h1></h1><h2 id='  '></h2><h3 id=x></h3>",
        "\x01\x02<h1>Signs</h1>\x0b",
    ],
)
def test_broken_html_is_read_as_far_as_it_goes(html: str, write_site: WriteSite) -> None:
    site = open_site(write_site({"index.html": html}), OPTIONS)
    assert len(list(site.read_pages())) + len(site.problems) == 1


def test_pages_without_headings_and_headings_without_text_are_read(write_site: WriteSite) -> None:
    folder = write_site(
        {"a.md": "Nothing but words.\n", "b.md": "##\n\nBelow nothing.\n\n##\n\nAgain.\n\n### <b></b>\n"}
    )
    first, second = open_site(folder, OPTIONS).read_pages()
    assert [(chunk.place.url, chunk.place.section) for chunk in first.chunks] == [("https://example.org/a", "a")]
    assert [chunk.place.section for chunk in second.chunks] == ["b", "b"]
    assert [chunk.text for chunk in second.chunks] == ["Below nothing.", "Again."]


def test_thousands_of_equal_headings_each_have_an_id_in_linear_time(write_site: WriteSite) -> None:
    folder = write_site({"a.md": "## Same\n\nText of some length.\n\n" * 5000})
    started = time.process_time()
    (page,) = open_site(folder, OPTIONS).read_pages()
    assert time.process_time() - started < 20
    assert page.heading_ids == ("same", *(f"same-{number}" for number in range(1, 5000)))
    assert len({chunk.place.url for chunk in page.chunks}) == len(page.chunks) == 5000


def test_line_ends_of_windows_change_nothing(write_site: WriteSite) -> None:
    text = "---\ntitle: T\n---\n\n## A\n\nOne\ntwo.\n\n```sh\nrun\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    folder = write_site({"a/x.md": text, "b/x.md": text.replace("\n", "\r\n"), "c/x.md": text.replace("\n", "\r")})
    pages = list(open_site(folder, OPTIONS).read_pages())
    assert len(pages) == 3
    assert len({tuple(chunk.embedded_text for chunk in page.chunks) for page in pages}) == 1


def test_text_that_runs_from_right_to_left_is_kept(write_site: WriteSite) -> None:
    text = "# مرحبا\n\n## שלום עולם\n\nنص عربي مع `code` می\u200cشود.\n"
    (page,) = open_site(write_site({"a.md": text}), OPTIONS).read_pages()
    assert page.heading_ids == ("שלום-עולם",)
    assert page.chunks[0].embedded_text == "مرحبا > שלום עולם\n\nنص عربي مع `code` می\u200cشود."
