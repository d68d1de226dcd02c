"""Our own documentation, as far as tests read it."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "website" / "docs"
_FILE = re.compile(r"`((?:app|chains|indexing)/[\w/]*(?:\.py)?)`")


def read_table(page: str) -> list[tuple[str, list[str]]]:
    """The files in the rows of a page's numbered table: each row's own one, and those that it calls."""
    rows = [line.split("|") for line in (DOCS / page).read_text().splitlines() if re.match(r"\| \d+ \|", line)]
    return [(_FILE.findall(row[2])[0], _FILE.findall("|".join(row[3:]))) for row in rows]


def find_files(text: str) -> list[str]:
    """Every file and folder of ours that a text names in backticks."""
    return _FILE.findall(text)


def is_named(file: str, names: set[str]) -> bool:
    """Whether a file is named itself, or by a folder that it is in."""
    return file in names or any(name.endswith("/") and file.startswith(name) for name in names)
