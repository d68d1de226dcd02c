"""The folder of an embedded index: generations that are never changed once published, and a pointer to one of them.

    <QDRANT_PATH>/<collection>/
        CURRENT                       the name of the published generation, swapped atomically
        LOCK                          who is writing
        generations/<generation>/
            shard/                    Qdrant Edge's files
            IN_USE                    locked by the process that has the shard open for reading
            index.json                the index record
            staging.json              only while it is being written: what it continues
        copies/                       of readers that found a generation open in another process

Everything here blocks and is called in a thread. OSErrors become IndexUnavailableError.
"""

import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from pydantic import BaseModel, ValidationError

from app.files import sync_folder, sync_tree, write_atomically
from app.index.embedded.files import (
    copy_folder,
    ensure_room,
    estimate_opening,
    measure_folder,
    reporting_os_errors,
)
from app.index.record import GENERATION_PATTERN, IndexRecord, Signature, create_generation
from chains.errors import IndexMissingError, IndexUnavailableError

PointerState = tuple[int, int]


class Staging(BaseModel):
    """What an unpublished generation began with: `base` names the generation that was copied; empty: with nothing."""

    signature: Signature
    base: str


class Generations:
    """The files of one embedded index; see the module's text for the layout."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.lock_file = root / "LOCK"
        self.copies = root / "copies"
        self._pointer = root / "CURRENT"
        self._generations = root / "generations"

    def get_pointer_state(self) -> PointerState | None:
        """Differs after every swap; None when nothing is published. A single stat: cheap enough for every question."""
        try:
            stat = self._pointer.stat()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise IndexUnavailableError(
                f"{self._pointer} cannot be read: {error.strerror}. Check QDRANT_PATH and its permissions."
            ) from error
        return stat.st_mtime_ns, stat.st_ino

    def load_current(self) -> str | None:
        """The published generation's name, None when there is none."""
        with reporting_os_errors(self.root):
            try:
                name = self._pointer.read_text(encoding="ascii", errors="replace").strip()
            except FileNotFoundError:
                self._refuse_to_be_lost()
                return None
        if not re.fullmatch(GENERATION_PATTERN, name):
            raise IndexUnavailableError(
                f"{self._pointer} does not name a generation. Delete the folder {self.root} and index the site again."
            )
        return name

    def _refuse_to_be_lost(self) -> None:
        """An index whose pointer is gone is not one that was never made: a run would delete its generations."""
        published = sorted(
            folder.name
            for folder in self._generations.glob("*")
            if (folder / "index.json").is_file() and not (folder / "staging.json").exists()
        )
        if published:
            there = "One generation lies" if len(published) == 1 else f"{len(published)} generations lie"
            raise IndexUnavailableError(
                f"{there} in {self._generations}, and none is current, because {self._pointer} is missing. Write the "
                f"name of one into that file, such as {published[-1]}, or delete the folder {self.root} and index the "
                "site again."
            )

    def require_current(self) -> str:
        """Like `load_current`.

        Raises:
            IndexMissingError: nothing is published.
        """
        name = self.load_current()
        if name is None:
            raise IndexMissingError(f"Nothing is indexed in {self.root} yet. Run `askdocs index SITE` first.")
        return name

    def get_shard_folder(self, generation: str) -> Path:
        """Where Qdrant Edge keeps the generation."""
        return self._generations / generation / "shard"

    def load_record(self, generation: str) -> IndexRecord:
        """The record of a published generation."""
        file = self._generations / generation / "index.json"
        try:
            return IndexRecord.model_validate_json(file.read_bytes())
        except PermissionError as error:
            raise IndexUnavailableError(
                f"{file} cannot be read: permission denied. Mend the permissions of QDRANT_PATH."
            ) from error
        except (OSError, ValidationError) as error:
            raise IndexUnavailableError(
                f"{file} cannot be read as an index record. Restore it, or delete the folder {self.root} and index the "
                "site again."
            ) from error

    def ensure_folders(self) -> None:
        """Make the folders that a run needs."""
        with reporting_os_errors(self.root):
            self._generations.mkdir(parents=True, exist_ok=True)

    def find_staging(self, staging: Staging) -> str | None:
        """The newest unpublished generation that a run cut off half-way left, if it continues the same."""
        current = self.load_current()
        for folder in sorted(self._generations.iterdir(), reverse=True):
            if not re.fullmatch(GENERATION_PATTERN, folder.name) or folder.name == current:
                continue
            with suppress(OSError, ValidationError):
                found = Staging.model_validate_json((folder / "staging.json").read_bytes())
                if found == staging:
                    return folder.name
        return None

    def take_marker(self, generation: str) -> Staging | None:
        """Read and remove the `staging.json` of a published generation.

        It is there only when the run was killed between the swap and its end. None when it is not there.
        """
        marker = self._generations / generation / "staging.json"
        with reporting_os_errors(self.root), suppress(FileNotFoundError, ValidationError):
            staging = Staging.model_validate_json(marker.read_bytes())
            marker.unlink()
            return staging
        return None

    def create_staging(self, staging: Staging, create_shard: Callable[[Path], None]) -> str:
        """A new unpublished generation: a copy of the base, or what `create_shard` makes. It appears all at once."""
        generation = create_generation()
        part = self._generations / f"{generation}.part"
        with reporting_os_errors(self.root):
            base = self.get_shard_folder(staging.base)
            if staging.base:
                ensure_room(self.root, measure_folder(base) + estimate_opening(base), "a copy of the index")
            part.mkdir()
            if staging.base:
                copy_folder(base, part / "shard")
            else:
                create_shard(part / "shard")
            write_atomically(part / "staging.json", staging.model_dump_json(), durable=True)
            part.rename(self._generations / generation)
            sync_folder(self._generations)
        return generation

    def publish(self, record: IndexRecord) -> None:
        """Make the record's generation the current one; its shard must be closed."""
        folder = self._generations / record.generation
        with reporting_os_errors(self.root):
            sync_tree(folder)
            write_atomically(folder / "index.json", record.model_dump_json(indent=2), durable=True)
            write_atomically(self._pointer, f"{record.generation}\n", durable=True)
            (folder / "staging.json").unlink(missing_ok=True)

    def discard(self, generation: str) -> None:
        """Remove an unpublished generation."""
        shutil.rmtree(self._generations / generation, ignore_errors=True)

    def clean(self, keep: str | None = None) -> None:
        """Remove what nobody can need: all but the current generation, the one before it, and `keep`.

        A file that is still open elsewhere may refuse (on Windows); the next run removes it.
        """
        current = self.load_current()
        needed = {current, keep, self.load_record(current).previous if current else None}
        for folder in self._generations.glob("*"):
            if folder.name not in needed:
                shutil.rmtree(folder, ignore_errors=True)
