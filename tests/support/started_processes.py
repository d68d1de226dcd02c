"""Which processes this one starts."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

EVENTS = {"os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.system", "subprocess.Popen"}
"""Audit events of Python: one of them is raised by each way to start a process, but by multiprocessing's spawn."""
_noted: list[list[str]] = []


@contextmanager
def noting_processes() -> Iterator[list[str]]:
    """What is started within the block, each with its command; blocks may be nested, the innermost notes it."""
    noted: list[str] = []
    _noted.append(noted)
    try:
        yield noted
    finally:
        _noted.remove(noted)


def _note(event: str, arguments: tuple[Any, ...], events: set[str] = EVENTS, noted: list[list[str]] = _noted) -> None:
    """A hook stays until the interpreter has ended, longer than the names of this module."""
    if event in events and noted:
        noted[-1].append(" ".join([event, *map(str, arguments[:2])]))


sys.addaudithook(_note)
