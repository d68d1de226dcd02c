"""What the system refuses to show."""

import errno
import os
from pathlib import Path

import pytest

from indexing import ReadingError, SiteOptions, open_site
from tests.support.site_files import WriteSite

OPTIONS = SiteOptions(site_url="https://example.org")


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
