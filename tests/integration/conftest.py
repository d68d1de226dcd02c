"""A small kitchen handbook that the integration tests index and ask."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.settings import Settings
from gemini_emulator import Emulator
from tests.services import create_settings, index_docs

PAGES = {
    "ovens.md": """\
---
title: Ovens
---

Every kitchen has one.

## Warming up

The oven warms up to 200 degrees in seven minutes. Keep its door closed meanwhile.

```sh
oven --degrees 200
```

## Cleaning

Wipe the oven with vinegar once a month.
""",
    "pans.md": """\
# Pans

## Washing

A cast-iron pan is washed by hand with hot water. Soap removes its seasoning.

## Storing

Pans are stored upside down in the lower drawer.
""",
}


def write_docs(folder: Path) -> Path:
    """Write the handbook into a new folder."""
    folder.mkdir()
    for name, text in PAGES.items():
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    return write_docs(tmp_path / "docs")


@pytest.fixture(scope="module")
def kitchen(emulator: Emulator, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Settings]:
    """Settings of a service over the indexed handbook, by group, as `create_settings` takes them."""
    folder = tmp_path_factory.mktemp("kitchen")
    asyncio.run(index_docs(write_docs(folder / "docs"), create_settings(emulator, folder / "data")))

    def create(**groups: dict[str, Any]) -> Settings:
        return create_settings(emulator, folder / "data", **groups)

    return create
