"""A generation that this process has open for reading."""

import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import qdrant_edge

from app.index.embedded.files import DiskFullError, copy_folder, ensure_room, estimate_opening, measure_folder
from app.index.embedded.generations import Generations
from app.index.embedded.pages import release_pages
from app.index.embedded.shard import close_shard, ensure_payloads, load_shard
from app.index.record import IndexRecord
from app.locks import portalocker
from chains.errors import IndexUnavailableError


@dataclass(slots=True)
class OpenGeneration:
    """An open generation with its number of readers. It is closed once it is retired and its last reader is done."""

    record: IndexRecord
    shard: qdrant_edge.EdgeShard
    lock: IO[str] | None = None
    copy: "TemporaryCopy | None" = None
    readers: int = 0
    is_retired: bool = field(default=False)
    is_closed: bool = field(default=False)

    def close(self) -> None:
        """Let go of the folder; a temporary copy is removed. Blocks."""
        with suppress(IndexUnavailableError):  # a folder that was removed meanwhile cannot be flushed, nor need it be
            close_shard(self.shard)
        if self.lock is not None:
            self.lock.close()
        if self.copy is not None:
            self.copy.remove()


def open_generation(generations: Generations, generation: str) -> OpenGeneration:
    """Open a published generation; through a copy when another process has it open, or it cannot be written. Blocks."""
    record = generations.load_record(generation)
    folder = generations.get_shard_folder(generation)
    if not folder.is_dir():
        raise IndexUnavailableError(f"{folder} is missing. Restore it, or index the site again.")
    lock = _lock(folder.with_name("IN_USE"))
    if lock is not None:
        try:
            return OpenGeneration(record, _load(folder), lock=lock)
        except DiskFullError:
            lock.close()
            raise
        except IndexUnavailableError:
            lock.close()
    copy = TemporaryCopy(folder, generations.copies)
    try:
        return OpenGeneration(record, _load(copy.folder), copy=copy)
    except DiskFullError:
        copy.remove()
        raise
    except IndexUnavailableError as error:
        copy.remove()
        raise IndexUnavailableError(
            f"The index in {folder} cannot be opened ({error.__cause__ or error}). If this process may not read it, "
            "mend the permissions of QDRANT_PATH; if its files are damaged, index the site again with `askdocs index "
            "SITE --rebuild`."
        ) from error


def _load(folder: Path) -> qdrant_edge.EdgeShard:
    shard = load_shard(folder)
    try:
        ensure_payloads(shard)
    except IndexUnavailableError:
        close_shard(shard)
        raise
    release_pages(folder)
    return shard


def _lock(path: Path) -> IO[str] | None:
    """Hold a file's lock as long as it is open. None: somebody else does, or there are no locks.

    The engine rewrites some of its files when it opens and closes a shard, so two of them must not have the same one.
    """
    with suppress(OSError):
        file = path.open("w")
        try:
            portalocker.lock(file, portalocker.LockFlags.EXCLUSIVE | portalocker.LockFlags.NON_BLOCKING)
        except portalocker.exceptions.LockException:
            file.close()
        else:
            return file
    return None


class TemporaryCopy:
    """A copy of a shard's folder that lives as long as this process; copies of dead processes are swept up first."""

    def __init__(self, source: Path, parent: Path) -> None:
        try:
            parent.mkdir(parents=True, exist_ok=True)
            _sweep(parent)
            self._root = Path(tempfile.mkdtemp(dir=parent))
        except OSError:  # a folder that cannot be written
            self._root = _create_temporary_folder(source)
        self._lock = _lock(self._root / "IN_USE")  # where there are no locks, nothing is swept up either
        self.folder = self._root / "shard"
        try:
            size = measure_folder(source)
            ensure_room(self._root, size + estimate_opening(source), "a copy of the index")
            copy_folder(source, self.folder)
        except DiskFullError:
            self.remove()
            raise
        except OSError as error:
            self.remove()
            raise IndexUnavailableError(
                f"{source} is open in another process or cannot be written, and cannot be copied to {self._root}: "
                f"{_explain(error)}. Check the permissions of QDRANT_PATH and the free space there."
            ) from error

    def remove(self) -> None:
        """Delete the copy."""
        if self._lock is not None:
            self._lock.close()
        shutil.rmtree(self._root, ignore_errors=True)


def _explain(error: OSError) -> str:
    """The first reason: copying a tree gathers what happened to each of its files."""
    if isinstance(error, shutil.Error) and error.args and error.args[0]:
        return str(error.args[0][0][2])
    return error.strerror or str(error)


def _create_temporary_folder(source: Path) -> Path:
    try:
        return Path(tempfile.mkdtemp(prefix="askdocs-"))
    except OSError as error:
        raise IndexUnavailableError(
            f"The index in {source} cannot be written, and no temporary folder can, which a copy of it needs. Make "
            "either of them writable: QDRANT_PATH, or TMPDIR."
        ) from error


def _sweep(parent: Path) -> None:
    for marker in parent.glob("*/IN_USE"):
        with suppress(OSError, portalocker.exceptions.LockException), marker.open("r+") as file:
            portalocker.lock(file, portalocker.LockFlags.EXCLUSIVE | portalocker.LockFlags.NON_BLOCKING)
            shutil.rmtree(marker.parent, ignore_errors=True)
