"""Folders that are no sites, and sites with files that are no pages."""

import os
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
    assert [page.source for page in site.read_pages()] == ["good.md", "empty.md", "good.md", "latin.md", "yaml.md"]
    problems = {problem.source: problem.message for problem in site.problems}
    assert problems.keys() == {"binary.md", "huge.md", "latin.md", "yaml.md", "link.md", "dead.md"}
    assert "not followed" in problems["link.md"]
    assert "larger than" in problems["huge.md"]
    list(site.read_pages())
    assert len(site.problems) == len(problems)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_folder_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0)
    try:
        with pytest.raises(ReadingError, match="cannot be read"):
            open_site(tmp_path, OPTIONS)
    finally:
        tmp_path.chmod(0o700)
