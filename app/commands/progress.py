"""How a run is shown: bars on a terminal, plain lines elsewhere."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.commands.safe_console import SafeConsole
    from app.index import OnProgress
    from app.index import Progress as RunProgress

_NAMES = {
    "reading": "pages",
    "embedding": "embeddings",
    "moving": "moved",
    "deleting": "deleted",
    "publishing": "publish",
}
_SECONDS_BETWEEN_LINES = 5.0
_SHORTEST_WAIT = 1.0


@contextmanager
def shown_progress(console: "SafeConsole", pages: int) -> "Iterator[OnProgress]":
    """Yield the callback to give to a run; `pages` is how many pages it will read."""
    if not console.is_terminal:
        yield _create_line_printer(console, pages)
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description:>10}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console) as bars:
        tasks = {"reading": bars.add_task(_NAMES["reading"], total=pages, rate="")}

        def show(progress: "RunProgress") -> None:
            if progress.stage not in tasks:
                tasks[progress.stage] = bars.add_task(_NAMES[progress.stage], total=progress.total, rate="")
            task = tasks[progress.stage]
            speed = bars.tasks[task].speed
            bars.update(task, completed=progress.done, rate=f"{speed:.0f}/s" if speed else "")
            if progress.total is not None:
                bars.update(task, total=progress.total)

        yield show


def create_wait_printer(console: "SafeConsole") -> Callable[[float], None]:
    """What to call when a run begins to wait for its quota, with the seconds; prints not too many lines."""
    quiet_until = 0.0

    def show(seconds: float) -> None:
        nonlocal quiet_until
        now = time.monotonic()
        if seconds >= _SHORTEST_WAIT and now >= quiet_until:
            quiet_until = now + max(seconds, _SECONDS_BETWEEN_LINES)
            console.print(f"Waiting {ceil(seconds)} s for Gemini's quota.")

    return show


def _create_line_printer(console: "SafeConsole", pages: int) -> "OnProgress":
    last_line = 0.0

    def show(progress: "RunProgress") -> None:
        nonlocal last_line
        total = pages if progress.total is None else progress.total
        if progress.done < total and time.monotonic() - last_line < _SECONDS_BETWEEN_LINES:
            return
        last_line = time.monotonic()
        console.print(f"{_NAMES[progress.stage]}: {progress.done} of {total}")

    return show


@contextmanager
def shown_steps(console: "SafeConsole") -> Iterator[Callable[[str, int, int], None]]:
    """Yield a callback that is told what is going on, how much is done, and of how much."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description:>10}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as bars:
        tasks = {}

        def show(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=total)
            bars.update(tasks[what], completed=done)
            if not console.is_terminal and done == total:
                console.print(f"{what}: {done} of {total}")

        yield show
