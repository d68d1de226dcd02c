"""Small sites, written into a folder."""

from collections.abc import Callable, Mapping
from pathlib import Path

WriteSite = Callable[[Mapping[str, str | bytes]], Path]
"""Writes files by their path and gives the folder."""


def write_site(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder
