"""What was fetched, on disk: pages are read from here, and asked for again only if they changed."""

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from app.files import write_atomically
from indexing.errors import UnreadableError


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said about a page, to ask it whether that still holds. `url` is where redirects ended."""

    url: str
    etag: str
    last_modified: str
    digest: str
    """SHA-256 (hex) of the page: a copy that was cut off is not used."""


class PageCache:
    """Copies of pages in a folder, each in two files; whatever is broken in it counts as missing."""

    def __init__(self, folder: Path) -> None:
        """Raises OSError when the folder cannot be made."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._folder = folder
        self._kept: set[str] = set()

    def find(self, url: str) -> Validators | None:
        """What is known of a page since the last time; None when there is no whole copy of it."""
        path = self._path(url)
        try:
            found = Validators(**json.loads(path.with_suffix(".json").read_text()))
            content = path.read_bytes()
        except (OSError, ValueError, TypeError):
            return None
        return found if hashlib.sha256(content).hexdigest() == found.digest else None

    def keep(self, url: str) -> None:
        """Say that a page's copy is still right."""
        self._kept.add(self._path(url).stem)

    def save(self, url: str, content: bytes, *, final_url: str, etag: str, last_modified: str) -> None:
        """Keep a copy. Raises UnreadableError when the disk refuses."""
        path = self._path(url)
        validators = Validators(final_url, etag, last_modified, hashlib.sha256(content).hexdigest())
        try:
            write_atomically(path, content)
            write_atomically(path.with_suffix(".json"), json.dumps(asdict(validators)).encode())
        except OSError as error:
            message = f"cannot be kept in {self._folder}: {error.strerror or error}"
            raise UnreadableError(message) from error
        self._kept.add(path.stem)

    def load(self, url: str) -> bytes:
        """A page's copy. Raises UnreadableError without one."""
        try:
            return self._path(url).read_bytes()
        except OSError as error:
            message = f"its copy cannot be read: {error.strerror or error}"
            raise UnreadableError(message) from error

    def prune(self) -> None:
        """Forget the pages that were neither kept nor saved since this object was made."""
        for path in self._folder.iterdir():
            if path.stem not in self._kept and path.suffix in {".html", ".json"}:
                with suppress(OSError):
                    path.unlink()

    def _path(self, url: str) -> Path:
        return self._folder / f"{hashlib.sha256(url.encode()).hexdigest()[:32]}.html"
