"""Writing files so that no reader, and no crash, ever sees half of one. All of it blocks."""

import errno
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Within the block, write to the path that it gives; behind it, that file takes the place of `path` at once.

    A block that fails leaves what was there.

    Raises:
        OSError: `path` is a folder or a device, or the disk refuses.
    """
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if path.exists() and not path.is_file():  # root may replace /dev/null by a file
        raise OSError(errno.EINVAL, "It is no file", str(path))
    unfinished = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        yield unfinished
        unfinished.replace(path)
    except BaseException:
        with suppress(OSError):  # it was never there
            unfinished.unlink()
        raise


def write_atomically(path: Path, content: bytes | str, *, durable: bool = False) -> None:
    """Replace a file at once: whoever opens it finds either the old content or the new. Text is UTF-8.

    With `durable`, that holds after a power cut too, and the new content survives one as soon as this returns.

    Raises:
        OSError: the disk refuses; the old content stays.
    """
    with replacing(path) as unfinished, unfinished.open("wb") as file:
        file.write(content.encode() if isinstance(content, str) else content)
        if durable:
            file.flush()
            os.fsync(file.fileno())
    if durable:
        sync_folder(path.parent)


def sync_tree(folder: Path) -> None:
    """Make every file below a folder durable."""
    for path in folder.rglob("*"):
        if path.is_dir():
            sync_folder(path)
        else:
            with path.open("rb+") as file:
                os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make a folder's list of names durable."""
    if os.name == "nt":  # folders cannot be opened there
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
