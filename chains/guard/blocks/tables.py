"""Pipe tables."""

import re

from chains.guard.blocks.containers import Container, indent_of, match_containers

DELIMITER = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*+\|?[ \t]*\Z")
MAYBE_DELIMITER = re.compile(r"[ \t>|:-]*\Z")
_PIPE = re.compile(r"(?<!\\)\|")


_MAX_DELIMITER = 200
_CODE_INDENT = 4


def split_row(line: str) -> list[str]:
    """The cells of a row; an escaped `|` in them is one."""
    line = line.strip(" \t").removeprefix("|")
    if line.endswith("|") and not line.endswith("\\|"):
        line = line[:-1]
    return [cell.strip(" \t").replace("\\|", "|") for cell in _PIPE.split(line)]


def format_delimiter(line: str) -> str:
    """The row below the header, with its alignments."""
    cells = [f"{':' if cell[:1] == ':' else ''}---{':' if cell[-1:] == ':' else ''}" for cell in split_row(line)]
    return f"| {' | '.join(cells)} |"


def find_delimiter(behind: str | None, containers: list[Container], *, final: bool) -> str | None:
    """The line below a header; empty when there is none, None when that is not known yet."""
    line, end, _ = (behind or "").partition("\n")
    if not end and not final and len(line) < _MAX_DELIMITER and MAYBE_DELIMITER.match(line):
        return None
    matched, rest = match_containers(line, containers)
    if matched < len(containers) or len(line) >= _MAX_DELIMITER or indent_of(rest) >= _CODE_INDENT:
        return ""
    return rest if DELIMITER.match(rest) else ""
