"""Asks the workers for indexing runs."""

from typing import TYPE_CHECKING

from app.commands.console import create_console
from app.commands.running import run
from chains.errors import SettingsError, UsageError

if TYPE_CHECKING:
    from app.jobs import Jobs
    from app.settings import Settings
    from app.settings.routes import LangServeConfig


def enqueue_runs(
    settings: "Settings", config: "LangServeConfig", site: str | None, *, rebuild: bool, allow_shrink: bool
) -> None:
    """Ask for a run of a site, or of all that name sources; say which runs there are now."""
    from app.jobs import open_jobs
    from app.operations.scheduling import list_indexed_sites

    if settings.index.runs != "workers":
        raise SettingsError("--enqueue wants INDEX_RUNS=workers, and `askdocs worker` somewhere.")
    indexed = [one.name for one in list_indexed_sites(settings, config.sites)]
    names = indexed if site is None else [config.find_site(site).name]
    if unknown := [name for name in names if name not in indexed] or ([] if names else ["langserve.yaml"]):
        raise UsageError(f"{unknown[0]} says nothing to index: name `sources` in langserve.yaml, or set INDEX_SOURCES.")
    run(_enqueue(open_jobs(settings), names, rebuild=rebuild, allow_shrink=allow_shrink))


async def _enqueue(jobs: "Jobs", names: list[str], *, rebuild: bool, allow_shrink: bool) -> None:
    console = create_console()
    try:
        for name in names:
            number, is_new = await jobs.queue.enqueue(name, "command", rebuild=rebuild, allow_shrink=allow_shrink)
            console.print(f"{name}: run {number} {'waits' if is_new else 'waits already'}.")
    finally:
        await jobs.aclose()
