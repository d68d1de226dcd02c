"""Walking a folder and reading its files, distrusting both: links, loops, sizes, encodings."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from indexing.errors import PageError, ReadingError, UnreadableError
from indexing.model import Problem

MAX_PAGE_BYTES = 10_000_000
"""A larger page is not read: no page that a person wrote comes near it."""

SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__"})

_HIDDEN = "\u00ad\u180e\u200b\u2060-\u2064\ufeff\U000e0000-\U000e007f\x00-\x08\x0b\x0c\x0e-\x1f"
_MAY_BE_INVISIBLE = re.compile(f"[{_HIDDEN}\u200c\u200d]")
_INVISIBLE = re.compile(
    f"[{_HIDDEN}]"
    # Joiners belong to Persian, Indic scripts and emoji; beside Latin letters they only hide something.
    "|(?<=[\x00-\u024f])[\u200c\u200d]|[\u200c\u200d](?=[\x00-\u024f])"
)


@dataclass(frozen=True, slots=True)
class Text:
    """A file's text; `warning` says how its encoding was mended, if it was."""

    text: str
    warning: str = ""


def list_files(folder: Path, suffixes: tuple[str, ...], problems: list[Problem]) -> list[str]:
    """Paths below `folder` (POSIX, relative, sorted) whose names end with one of `suffixes` (lower case).

    Links to folders are not followed, nor links to files outside. Raises ReadingError when `folder` itself cannot be
    listed; a subfolder that cannot be listed becomes a problem.
    """
    try:
        with os.scandir(folder):
            pass
    except OSError as error:
        message = f"The folder {folder} cannot be read: {error.strerror or error}. Check the path and its permissions."
        raise ReadingError(message) from error
    return list(_walk(folder, folder.resolve(), suffixes, problems))


def read_bytes(path: Path, limit: int = MAX_PAGE_BYTES) -> bytes:
    """The file's bytes. Raises PageError when it is larger than `limit` or cannot be read."""
    try:
        with path.open("rb") as stream:
            content = stream.read(limit + 1)
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        raise UnreadableError(message) from error
    if len(content) > limit:
        message = f"is larger than {limit // 1_000_000} MB and was left out; split the page or exclude it"
        raise PageError(message)
    return content


def read_text(path: Path) -> Text:
    """The file as clean text. Raises PageError for a binary file, one that is too large or cannot be read."""
    decoded = decode(read_bytes(path))
    return Text(clean_text(decoded.text), decoded.warning)


def decode(content: bytes) -> Text:
    """Text from bytes in UTF-8 or UTF-16, else taken for Windows-1252 with a warning. Raises PageError for a binary."""
    warning = ""
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = content.decode("utf-16")
        elif b"\x00" in content[:8192]:
            message = "is a binary file, not text, and was left out"
            raise PageError(message)
        else:
            text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        warning = f"is not UTF-8 (line {line}) and was read as Windows-1252; save it as UTF-8"
        text = content.decode("cp1252", errors="replace")
    return Text(text, warning)


def clean_text(text: str) -> str:
    """The text with line feeds as its only line ends, and without zero-width and other invisible characters."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _INVISIBLE.sub("", text) if _MAY_BE_INVISIBLE.search(text) else text


def _walk(folder: Path, root: Path, suffixes: tuple[str, ...], problems: list[Problem]) -> Iterator[str]:
    pending = [""]
    while pending:
        below = pending.pop()
        try:
            with os.scandir(folder / below) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            problems.append(Problem(below, f"the folder cannot be read: {error.strerror or error}"))
            continue
        folders: list[str] = []
        for entry in listed:
            path = f"{below}/{entry.name}" if below else entry.name
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith(".") and entry.name not in SKIPPED_FOLDERS:
                    folders.append(path)
            elif entry.name.lower().endswith(suffixes):
                if entry.is_symlink() and not _leads_inside(Path(entry.path), root):
                    problems.append(Problem(path, "is a link out of the folder, or to nothing, and was not followed"))
                elif entry.is_file():
                    yield path
        pending.extend(reversed(folders))


def _leads_inside(link: Path, root: Path) -> bool:
    try:
        return link.resolve(strict=True).is_relative_to(root)
    except (OSError, RuntimeError):
        return False
