"""Pages that JavaScript draws are read from the Markdown beside them, or said to be such."""

import pytest

from indexing import SiteOptions, open_site
from tests.support.site_files import WriteSite

E = "https://e.example"
SHELL = (
    "<html lang=en><head><title>Tea | S</title>{head}<script type=module src=/a.js></script></head><body>"
    "<noscript>You need to enable JavaScript.</noscript><div id=root>{body}</div></body></html>"
)
TWIN = "# Tea\n\nHow to brew.\n\n## Green\n\nEighty degrees.\n"


@pytest.mark.parametrize(
    ("page", "twin", "head"),
    [
        ("tea.html", "tea.md", ""),
        ("tea/index.html", "tea.md", ""),
        ("tea/index.html", "tea/index.md", ""),
        ("tea/index.html", "tea/index.html.md", ""),
        ("tea.html", "tea.html.md", ""),
        ("tea.html", "md/other.md", "<link rel=alternate type=text/markdown href=/md/other.md>"),
        ("a/tea.html", "a/md/tea.md", "<link rel=alternate type=text/markdown href=md/tea.md>"),
    ],
)
def test_the_markdown_of_a_drawn_page_gives_its_text(page: str, twin: str, head: str, write_site: WriteSite) -> None:
    folder = write_site({page: SHELL.format(head=head, body="Loading…"), twin: TWIN})
    site = open_site(folder, SiteOptions(site_url=E))
    (read,) = site.read_pages()
    assert read.title == "Tea"
    assert [(chunk.place.section, chunk.text) for chunk in read.chunks] == [
        ("Tea", "How to brew."),
        ("Tea > Green", "Eighty degrees."),
    ]
    assert {chunk.place.url for chunk in read.chunks} == {read.url}
    assert site.problems == []


def test_anchors_stay_those_of_the_html(write_site: WriteSite) -> None:
    page = SHELL.format(head="", body="<span id=green></span>")
    site = open_site(
        write_site({"tea.html": page, "tea.md": TWIN + "\n## Black\n\nBoiling.\n"}), SiteOptions(site_url=E)
    )
    (read,) = site.read_pages()
    assert [chunk.place.url for chunk in read.chunks] == [f"{E}/tea.html", f"{E}/tea.html#green", f"{E}/tea.html"]


@pytest.mark.parametrize(
    ("html", "named"),
    [
        (SHELL.format(head="", body=""), "JavaScript"),
        ("<div id=app>Loading...</div><script>window.$docsify = {}</script>", "docsify"),
        ("<redoc spec-url=a.json></redoc><script src=redoc.standalone.js></script>", "redoc"),
        ("<div id=swagger-ui></div><script src=swagger-ui-bundle.js></script>", "swagger-ui"),
        ("<p>A</p><div id=__next><i class=skeleton></i></div><p>©</p><script src=a.js></script>", "JavaScript"),
        ("<body><docs-app></docs-app><script type=module src=a.js></script></body>", "JavaScript"),
        ("<body><noscript>Please turn JavaScript on.</noscript><script src=a.js></script>", "JavaScript"),
    ],
)
def test_a_page_without_text_says_so(html: str, named: str, write_site: WriteSite) -> None:
    site = open_site(write_site({"index.html": html}), SiteOptions(site_url=E))
    assert list(site.read_pages()) == []
    (problem,) = site.problems
    assert f"drawn by {named}" in problem.message


@pytest.mark.parametrize(
    "html",
    [
        "<div id=root><main><h1>T</h1><p>Text.</main></div><script src=a.js></script>",
        "<p>A table of sizes.</p><size-table></size-table><script src=a.js></script>",
        f"<p>{'The kettle boils. ' * 20}</p><div id=app></div><script src=a.js></script>",
        "<div id=app><p>Moved.</div><script src=a.js></script>",
        "<main><p>Loading a file takes a minute.</main>",
    ],
)
def test_a_page_with_text_is_none_of_them(html: str, write_site: WriteSite) -> None:
    site = open_site(write_site({"index.html": html, "index.md": TWIN}), SiteOptions(site_url=E))
    assert [chunk.text for page in site.read_pages() for chunk in page.chunks] != ["How to brew.", "Eighty degrees."]
    assert site.problems == []


@pytest.mark.parametrize(
    "twin", ["", "\n<!-- nothing -->\n", "---\ntitle: T\n---\n", SHELL, f"<!DOCTYPE HTML>\n{SHELL}"]
)
def test_a_file_that_is_no_markdown_is_not_the_text_of_a_page(twin: str, write_site: WriteSite) -> None:
    page = SHELL.format(head="", body="")
    folder = write_site({"index.html": page, "index.md": twin})
    site = open_site(folder, SiteOptions(site_url=E))
    assert list(site.read_pages()) == []
    assert [problem.source for problem in site.problems] == ["index.html"]
    (folder / "index.html.md").write_text(TWIN)
    site = open_site(folder, SiteOptions(site_url=E))
    assert [chunk.text for read in site.read_pages() for chunk in read.chunks] == ["How to brew.", "Eighty degrees."]
