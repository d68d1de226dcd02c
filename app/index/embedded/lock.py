"""One writer per folder: an operating system lock that a dead holder does not keep."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.index.embedded.files import reporting_os_errors
from app.index.holder import describe_this_process, format_holder
from app.locks import portalocker
from chains.errors import IndexBusyError, IndexUnavailableError


@contextmanager
def locking(path: Path) -> Iterator[None]:
    """Hold the lock file at `path`, which then says who holds it.

    Raises:
        IndexBusyError: somebody else holds it, in this process or another one.
        IndexUnavailableError: the file cannot be written or locked.
    """
    with reporting_os_errors(path.parent):
        opened = path.open("a+", encoding="utf-8")
    with opened as file:
        try:
            portalocker.lock(file, portalocker.LockFlags.EXCLUSIVE | portalocker.LockFlags.NON_BLOCKING)
        except portalocker.exceptions.AlreadyLocked as error:
            raise IndexBusyError(
                f"The index {path.parent} is being written by {_describe_holder(path)}. Wait until it is done, or stop "
                "it."
            ) from error
        except portalocker.exceptions.LockException as error:
            raise IndexUnavailableError(
                f"{path} cannot be locked ({error}). Set QDRANT_PATH to a folder whose file system has locks."
            ) from error
        try:
            with reporting_os_errors(path.parent):
                path.write_text(json.dumps(describe_this_process()), encoding="utf-8")
            yield
        finally:
            portalocker.unlock(file)


def _describe_holder(path: Path) -> str:
    try:
        return format_holder(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
