"""A small kitchen handbook that the integration tests index and ask."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from app.observability.log import configure_logging
from app.settings import Settings
from gemini_emulator import Emulator
from tests.support.services import create_settings, index_docs

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


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `askdocs ARGS`; returns exit code, standard output, standard error."""

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["askdocs", *arguments])
        code = 0
        try:
            main()
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        printed = capsys.readouterr()
        configure_logging("warning")  # a command has a level of its own
        return code, printed.out, printed.err

    return run


@pytest.fixture
def key(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """The emulator as the model of commands, with short waits."""
    monkeypatch.setenv("GEMINI_API_KEY", emulator.api_key)
    monkeypatch.setenv("GEMINI_BASE_URL", emulator.base_url)
    monkeypatch.setenv("GEMINI_MAX_WAIT_SECONDS", "0.05")
