"""Tells another program why a command failed."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.files import write_atomically
from chains.errors import AskdocsError, UsageError


@contextmanager
def reporting(file: Path | None) -> Iterator[None]:
    """Behind the block, `file` says which error has ended it; there is no such file when there was none.

    Raises:
        UsageError: the file cannot be written.
    """
    if file is None:
        yield
        return
    try:
        file.unlink(missing_ok=True)
        try:
            yield
        except AskdocsError as error:
            told = {"kind": type(error).__name__, "may_pass": error.may_pass, "retry_after": error.retry_after}
            write_atomically(file, json.dumps({"problem": str(error), "error": told}))
            raise
    except OSError as error:
        raise UsageError(f"--report: {file} cannot be written: {error.strerror or error}.") from error
