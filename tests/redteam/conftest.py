"""The kitchen handbook of the integration tests."""

from pathlib import Path

import pytest

PAGE = """\
# Pans

## Washing

A cast-iron pan is washed by hand with hot water. Soap removes its seasoning.

## Storing

Pans are stored upside down in the lower drawer.
"""


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "pans.md").write_text(PAGE)
    return folder
