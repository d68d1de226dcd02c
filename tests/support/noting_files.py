"""Which files of ours run: for pages of the documentation that say so."""

import inspect
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

ROOT = Path(__file__).parents[2]
FOLDERS = {"app", "chains", "indexing"}


@contextmanager
def noting_files() -> Iterator[dict[str, None]]:
    """The files in which a function is called inside the block, in order: in this thread and in those it starts.

    `chains/answer.py`, and so on. Who empties the dict notes only what is called from then on.
    """
    noted: dict[str, None] = {}

    def note(frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and is_function(frame.f_code) and frame.f_code.co_filename.startswith(f"{ROOT}/"):
            name = frame.f_code.co_filename.removeprefix(f"{ROOT}/")
            if name.partition("/")[0] in FOLDERS:
                noted.setdefault(name)

    threading.setprofile(note)
    sys.setprofile(note)
    try:
        yield noted
    finally:
        sys.setprofile(None)
        threading.setprofile(None)


def is_function(code: CodeType) -> bool:
    """Whether it is no module's and no class's own: those run when something is imported, and at no other time."""
    return bool(code.co_flags & inspect.CO_OPTIMIZED)
