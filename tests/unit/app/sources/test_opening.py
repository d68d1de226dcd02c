from pathlib import Path

import pytest

from app.sources import open_sources
from chains.errors import UsageError
from indexing.model import SiteOptions


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "pan.md").write_text("# Pan\n\nWash it.\n")
    (tmp_path / "link").symlink_to("docs")
    (tmp_path / "circle").symlink_to("circle")
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("docs")
@pytest.mark.parametrize("again", ["docs", "./docs", "docs/", "link", "docs/../docs", "docs=https://b.example"])
def test_a_source_is_named_once_however_it_is_written(again: str) -> None:
    with pytest.raises(UsageError, match="is named twice"):
        open_sources(["docs", again], SiteOptions(site_url="https://a.example"))


@pytest.mark.usefixtures("docs")
@pytest.mark.parametrize("again", ["HTTPS://a.example", "https://a.example:443/", "https://a.example/x/.."])
def test_an_address_is_named_once_however_it_is_written(again: str) -> None:
    with pytest.raises(UsageError, match="is named twice"):
        open_sources(["https://a.example/", again], SiteOptions())


@pytest.mark.usefixtures("docs")
@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("", "A source is empty"),
        ("  ", "A source is empty"),
        ("circle", "does not exist"),
        ("docs=https://[a/", "pass a whole address"),
        ("docs=https://anna:secret@a.example", "pass a whole address"),
        ("docs=https://a.example/b c", "pass a whole address"),
        ("docs=https://a.example:port", "pass a whole address"),
    ],
)
def test_a_source_that_leads_nowhere_is_one_clear_line(source: str, says: str) -> None:
    with pytest.raises(UsageError, match=says) as caught:
        open_sources([source], SiteOptions())
    assert "secret" not in str(caught.value)


@pytest.mark.usefixtures("docs")
@pytest.mark.parametrize(
    "address", ["https://[a", "https://anna:secret@a.example", "https://a.example/b c", "https:///"]
)
def test_pages_are_published_at_a_whole_address(address: str) -> None:
    with pytest.raises(UsageError, match="--site-url: pass a whole address") as caught:
        open_sources(["docs"], SiteOptions(site_url=address))
    assert "secret" not in str(caught.value)
