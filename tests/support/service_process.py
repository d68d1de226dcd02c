"""`askdocs serve` as a real process, for tests of what only a process has."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import httpx

from app.settings import Settings

ASKDOCS = Path(sys.executable).with_name("askdocs")


@contextmanager
def serving_process(
    settings: Settings, folder: Path, *options: str, through: Sequence[str] = (str(ASKDOCS),), **environment: str
) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """`askdocs serve` on a free port, with its address."""
    variables = {
        "GEMINI_API_KEY": settings.gemini.api_key.get_secret_value(),
        "GEMINI_BASE_URL": settings.gemini.base_url,
        "GEMINI_EMBEDDING_DIMENSIONS": str(settings.gemini.embedding_dimensions),
        "QDRANT_PATH": str(settings.qdrant.path),
    }
    process = subprocess.Popen(
        [*through, "serve", "--port", "0", *options],
        cwd=folder,
        env=os.environ | variables | environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    try:
        found = None
        lines = []
        while found is None:
            line = process.stderr.readline()
            lines.append(line)
            assert line, "".join(lines)
            found = re.search(r"askdocs serves (http://\S+)/chat", line)
        Thread(target=process.stderr.read, daemon=True).start()
        wait_until(lambda: is_up(found[1]))
        yield found[1], process
    finally:
        process.terminate()
        process.wait(30)
        process.stderr.close()


def is_up(address: str) -> bool:
    try:
        return httpx.get(f"{address}/health", timeout=1).status_code == 200
    except httpx.HTTPError:
        return False


def wait_until(condition: Callable[[], bool], seconds: float = 20) -> None:
    started = time.monotonic()
    while not condition():
        assert time.monotonic() - started < seconds, "too late"
        time.sleep(0.05)
