"""The files of a folder. Links and loops are distrusted: nothing outside the folder is listed."""

import os
from collections.abc import Iterator
from pathlib import Path

from indexing.errors import ReadingError
from indexing.model import Problem

_SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__"})


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
                if not entry.name.startswith(".") and entry.name not in _SKIPPED_FOLDERS:
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
