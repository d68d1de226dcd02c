"""A web site of one page, and a folder for copies."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.web_site import WebSite, serving_site


@pytest.fixture
def web() -> Iterator[WebSite]:
    with serving_site() as site:
        site.add_page("/", "<h1>Home</h1><p>Welcome.")
        yield site


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "copies"
