"""What `demo`, `eval` and `check` share: an index of their own, with Gemini or without a key."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands.index import run_shown

if TYPE_CHECKING:
    from app.commands.safe_console import SafeConsole
    from app.index import RunSummary
    from app.settings import Settings
    from indexing.model import Page, Site

EMULATOR_SECONDS = 300
"""For a batch of 100 texts: the emulator embeds about 50 a second, far fewer on a busy machine."""


@contextmanager
def chosen_model(console: "SafeConsole") -> Iterator[dict[str, Any]]:
    """Settings of the model: Gemini where there is a key, else the emulator, for as long as the block runs."""
    from app.settings import load_settings
    from app.settings.extras import require_extra

    if load_settings().gemini.api_key.get_secret_value():
        yield {}
        return
    require_extra("demo", "Without GEMINI_API_KEY, a small model answers that comes with the extra `demo`.")
    from gemini_emulator import running

    console.print("No GEMINI_API_KEY: starting the emulator.")
    with running() as emulator:
        yield {
            "api_key": emulator.api_key,
            "base_url": emulator.base_url,
            "embedding_timeout_seconds": EMULATOR_SECONDS,
        }


def create_own_settings(purpose: str, folder: Path, gemini: dict[str, Any]) -> "Settings":
    """An embedded index beside the site's, for what is read from `folder`. It is kept: the next run embeds less.

    `gemini` is what `chosen_model` has yielded.
    """
    from app.settings import load_settings

    digest = hashlib.sha256(str(folder).encode()).hexdigest()[:8]
    space = ""
    if load_settings(gemini=gemini).gemini.is_emulated:
        space, gemini = "-emulator", {"embedding_timeout_seconds": EMULATOR_SECONDS, **gemini}
    name = f"{purpose}-{re.sub(r'[^a-z0-9]+', '-', folder.name.lower())[:40].strip('-')}-{digest}{space}"
    return load_settings(gemini=gemini, qdrant={"host": "", "collection_name": name})


async def index_quietly(
    site: "Site",
    settings: "Settings",
    source: str,
    console: "SafeConsole",
    *,
    pages: "Iterable[Page] | None" = None,
    rebuild: bool = False,
) -> "RunSummary":
    """Index without questions: the index belongs to the command, so it may shrink and begin anew."""
    from app.index import create_source

    read = [create_source(source, site, pages)]
    return await run_shown(read, settings, console, site.count_pages(), rebuild=rebuild, allow_shrink=True)
