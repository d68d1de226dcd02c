"""What `demo` and `eval` share: an index of their own, with Gemini or without a key."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from app.commands.console import SafeConsole
from app.commands.extras import require_extra
from app.commands.index import run_shown

if TYPE_CHECKING:
    from app.index import RunSummary
    from app.settings import Settings
    from indexing.model import Page, Site

EMULATOR_SECONDS = 300
"""For a batch of 100 texts: the emulator embeds about 50 a second, far fewer on a busy machine."""


@contextmanager
def chosen_model(console: SafeConsole) -> Iterator[dict[str, Any]]:
    """Settings of the model: Gemini where there is a key, else the emulator, for as long as the block runs."""
    from app.settings import load_settings

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


async def index_quietly(
    site: "Site",
    settings: "Settings",
    source: str,
    console: SafeConsole,
    *,
    pages: "Iterable[Page] | None" = None,
    rebuild: bool = False,
) -> "RunSummary":
    """Index without questions: the index belongs to the command, so it may shrink and begin anew."""
    from app.index import create_source

    read = [create_source(source, site, pages)]
    return await run_shown(read, settings, console, site.count_pages(), rebuild=rebuild, allow_shrink=True)
