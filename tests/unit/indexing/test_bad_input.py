"""Folders that are no sites, and sites with files that are no pages."""

import errno
import os
import time
from pathlib import Path

import pytest

from indexing import ReadingError, SiteOptions, open_site

from .conftest import WriteSite

OPTIONS = SiteOptions(site_url="https://example.org")


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="does not exist"):
        open_site(tmp_path / "none", OPTIONS)


def test_a_file_is_no_site(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x")
    with pytest.raises(ReadingError, match=r"is a file\. Pass the folder"):
        open_site(tmp_path / "a.md", OPTIONS)


def test_a_folder_without_pages_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(ReadingError, match="holds no pages"):
        open_site(tmp_path, OPTIONS)


def test_a_site_without_docs_says_where_it_looked(write_site: WriteSite) -> None:
    folder = write_site({"docusaurus.config.js": "export default { title: 'x', url: 'https://e.org', baseUrl: '/' }"})
    with pytest.raises(ReadingError, match="--docs-path"):
        open_site(folder, SiteOptions())


def test_markdown_without_an_address_asks_for_it(write_site: WriteSite) -> None:
    with pytest.raises(ReadingError, match="--site-url"):
        open_site(write_site({"a.md": "x"}), SiteOptions())


def test_every_bad_file_is_a_problem_and_every_good_one_a_page(write_site: WriteSite, tmp_path: Path) -> None:
    folder = write_site(
        {
            "site/binary.md": b"\x7fELF\x00\x00",
            "site/empty.md": "",
            "site/good.md": "# Good\n\nText.\n",
            "site/huge.md": b"a" * 30_000_000,
            "site/latin.md": "Größe".encode("latin-1"),
            "site/yaml.md": "---\na: [\n---\nText.\n",
            "outside.md": "secret",
        }
    )
    (folder / "site" / "link.md").symlink_to(tmp_path / "outside.md")
    (folder / "site" / "dead.md").symlink_to(tmp_path / "nothing.md")
    (folder / "site" / "loop").symlink_to(folder / "site")
    (folder / "site" / "alias.md").symlink_to(folder / "site" / "good.md")
    site = open_site(folder / "site", OPTIONS)
    assert [page.source for page in site.read_pages()] == ["alias.md", "empty.md", "good.md", "latin.md", "yaml.md"]
    problems = {problem.source: problem.message for problem in site.problems}
    assert problems.keys() == {"binary.md", "huge.md", "latin.md", "yaml.md", "link.md", "dead.md"}
    assert "not followed" in problems["link.md"]
    assert "larger than" in problems["huge.md"]
    list(site.read_pages())
    assert len(site.problems) == len(problems)


def deny(monkeypatch: pytest.MonkeyPatch, function: str, denied: Path, owner: object = os) -> None:
    """Make the system refuse one path, as it refuses a user who has no permission."""
    allowed = getattr(owner, function)

    def refuse(path: Path, *arguments: object, **options: object) -> object:
        if Path(path) == denied:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return allowed(path, *arguments, **options)

    monkeypatch.setattr(owner, function, refuse)


def test_a_folder_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deny(monkeypatch, "scandir", tmp_path)
    with pytest.raises(ReadingError, match=r"cannot be read: Permission denied\. Check the path"):
        open_site(tmp_path, OPTIONS)


def test_a_folder_below_that_cannot_be_read_is_a_problem(
    write_site: WriteSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_site({"a.md": "Text.", "closed/b.md": "Text."})
    deny(monkeypatch, "scandir", folder / "closed")
    site = open_site(folder, OPTIONS)
    assert [page.source for page in site.read_pages()] == ["a.md"]
    assert {problem.source for problem in site.problems} == {"closed"}


@pytest.mark.parametrize("names", [("a.md", "closed.md"), ("a.html", "closed.html")])
def test_a_page_that_cannot_be_read_this_time_is_not_gone(
    names: tuple[str, str], write_site: WriteSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_site(dict.fromkeys(names, "<h1>Title</h1>Text."))
    deny(monkeypatch, "open", folder / names[1], owner=Path)
    site = open_site(folder, OPTIONS)
    assert [page.source for page in site.read_pages()] == [names[0]]
    assert [problem.source for problem in site.problems] == [names[1]]
    suffix = "" if names[0].endswith(".md") else ".html"
    assert f"https://example.org/closed{suffix}" in site.unreadable_urls


def test_many_bad_files_are_listed_in_linear_time(write_site: WriteSite) -> None:
    folder = write_site({f"f{number % 20}/{number}.md": b"\x00" for number in range(3000)} | {"a.md": "Text."})
    started = time.process_time()
    site = open_site(folder, OPTIONS)
    assert len(list(site.read_pages())) == 1
    assert len(site.problems) == 3000
    assert time.process_time() - started < 3


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
