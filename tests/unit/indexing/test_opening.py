"""Folders that are no sites."""

from pathlib import Path

import pytest

from indexing import ReadingError, SiteOptions, open_site
from tests.support.site_files import WriteSite

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
