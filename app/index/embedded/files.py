"""Copies of an index folder that keep holes, and what the file system refuses. All of it blocks."""

import errno
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from math import ceil
from pathlib import Path

from chains.errors import IndexUnavailableError

_COPY_BLOCK = 1 << 20
_MEGABYTE = 1_000_000
_SMALLEST_SHARD = 68 * _MEGABYTE
"""What an opened shard takes at least: the engine makes files of this size and fills them when it opens a new one."""
_LEAST_ROOM = 4 * _MEGABYTE
"""What opening a shard takes that was open before."""


class DiskFullError(IndexUnavailableError):
    """There is not enough free space. The engine writes through mapped memory: the system kills who goes on."""


def ensure_room(folder: Path, needed: int, purpose: str) -> None:
    """Raise DiskFullError when the disk that the folder is on has less than `needed` bytes left."""
    existing = next((one for one in (folder, *folder.parents) if one.is_dir()), folder)
    with reporting_os_errors(folder):
        free = shutil.disk_usage(existing).free
    if free < needed:
        raise DiskFullError(
            f"The disk is full: {purpose} in {folder} needs about {ceil(needed / _MEGABYTE)} MB, and "
            f"{free // _MEGABYTE} MB are free. Make room there, or set QDRANT_PATH to a folder on another disk."
        )


def estimate_opening(folder: Path) -> int:
    """How many bytes opening a shard may add to its folder, which need not be there yet."""
    return max(_LEAST_ROOM, _SMALLEST_SHARD - (measure_folder(folder) if folder.is_dir() else 0))


@contextmanager
def reporting_os_errors(folder: Path) -> Iterator[None]:
    """Turn what the file system refuses into an IndexUnavailableError that says what to do."""
    try:
        yield
    except OSError as error:
        raise IndexUnavailableError(
            f"The index folder {folder} cannot be used: {error.strerror or error}. Check QDRANT_PATH, its permissions "
            "and the free space."
        ) from error


def copy_folder(source: Path, target: Path) -> None:
    """Copy a tree of regular files, holes as holes.

    Qdrant's files are mostly holes: an index of 300 passages has 1 MB in files of 200 MB. While another process opens
    the folder, temporary files of its atomic writes come and go; they are left out. The copy can be written, also where
    the original cannot.
    """
    try:
        shutil.copytree(source, target, copy_function=_copy_with_holes, ignore=shutil.ignore_patterns(".atomicwrite*"))
    finally:  # even half a copy must be removable
        for folder in (target, *target.rglob("*")):
            if folder.is_dir():
                folder.chmod(folder.stat().st_mode | stat.S_IRWXU)


def _copy_with_holes(source: str, target: str) -> None:
    with Path(source).open("rb") as reader, Path(target).open("wb") as writer:
        size = os.fstat(reader.fileno()).st_size
        for start, end in _find_data(reader.fileno(), size):
            reader.seek(start)
            writer.seek(start)
            blocks = range(start, end, _COPY_BLOCK)
            writer.writelines(reader.read(min(_COPY_BLOCK, end - position)) for position in blocks)
        writer.truncate(size)


def _find_data(descriptor: int, size: int) -> Iterator[tuple[int, int]]:
    """Where a file holds data; all of it where the system cannot say (Windows)."""
    if not hasattr(os, "SEEK_DATA"):
        yield 0, size
        return
    position = 0
    while position < size:
        try:
            start = os.lseek(descriptor, position, os.SEEK_DATA)
        except OSError as error:
            if error.errno == errno.ENXIO:  # nothing but a hole from here on
                return
            raise
        position = os.lseek(descriptor, start, os.SEEK_HOLE)
        yield start, position


def measure_folder(folder: Path) -> int:
    """Bytes that a tree of files takes up on the disk; where the system does not tell, their lengths."""
    size = 0
    with reporting_os_errors(folder):
        for path in folder.rglob("*"):
            with suppress(FileNotFoundError):  # temporary files of another process come and go
                found = path.lstat()
                size += getattr(found, "st_blocks", found.st_size // 512 + 1) * 512
    return size
