"""The kitchen handbook, and what an attacker has put beside it."""

from collections.abc import Awaitable, Callable

import pytest

from app.settings import Settings
from gemini_emulator import Emulator
from tests.support.services import create_settings, index_docs

PAGE = """\
# Pans

## Washing

A cast-iron pan is washed by hand with hot water. Soap removes its seasoning.

## Storing

Pans are stored upside down in the lower drawer.
"""
OpenIndex = Callable[[str, str], Awaitable[Settings]]
"""Takes the name of a hostile file and its text; without a text there is no such file."""


@pytest.fixture(scope="module")
def open_index(emulator: Emulator, tmp_path_factory: pytest.TempPathFactory) -> OpenIndex:
    """Indexes the handbook with a hostile page, once for each: cases only read the index."""
    built: dict[str, Settings] = {}

    async def open_index(name: str, text: str) -> Settings:
        if text not in built:
            docs = tmp_path_factory.mktemp("docs")
            (docs / "pans.md").write_text(PAGE)
            if text:
                (docs / name).write_text(f"# Pan care\n\n## Washing cast-iron pans\n\n{text}\n")
            built[text] = create_settings(emulator, tmp_path_factory.mktemp("index"))
            await index_docs(docs, built[text])
        return built[text]

    return open_index
