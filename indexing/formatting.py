"""Pieces of Markdown, as every reader writes them: fences, tables, lists, links, emphasis."""

import re
from collections.abc import Iterable, Sequence

_POWER = re.compile(r"[-+−]?(?:\d+(?:[.,/]\d+)?|[ijkmnxy](?:[-+−]\d+)?)")


def format_fence(code: str, language: str = "", title: str = "") -> str:
    """A code block whose fence is longer than any run of backticks in it."""
    longest = max((len(run) for run in re.findall(r"`{3,}", code)), default=2)
    fence = "`" * (longest + 1)
    info = language if language != "text" else ""
    if title:
        info = f'{info or "text"} title="{" ".join(title.split())}"'
    return f"{fence}{info}\n{code.strip(chr(10)).rstrip()}\n{fence}"


def format_table(rows: Sequence[Sequence[str]]) -> str:
    """A table whose first row is the header; empty for no rows. Ragged rows are filled up."""
    width = max((len(row) for row in rows), default=0)
    if not width:
        return ""
    lines = [
        f"| {' | '.join(_format_cell(cell) for cell in (*row, *('' for _ in range(width - len(row)))))} |"
        for row in rows
    ]
    return "\n".join((lines[0], f"|{' --- |' * width}", *lines[1:]))


def format_list(items: Iterable[str], *, start: int | None = None, loose: bool = False) -> str:
    """A list of items, each one or more lines of Markdown. Numbered from `start`, or with `-` when that is None."""
    parts: list[str] = []
    for number, item in enumerate(items, start or 0):
        marker = "- " if start is None else f"{number}. "
        parts.append(marker + indent(item, " " * len(marker)).lstrip(" "))
    return ("\n\n" if loose else "\n").join(parts)


def format_quote(text: str) -> str:
    """A quotation."""
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def format_label(text: str) -> str:
    """The label of a tab, an admonition or a fold, in bold; empty for no text."""
    text = text.replace("**", "").strip()
    return f"**{text}**" if text else ""


def format_image(alt: str, address: str) -> str:
    """An image as its alt text, with its address where that is absolute; empty for an image without alt text."""
    alt = " ".join(alt.split())
    if not alt:
        return ""
    return f"![{alt}]({address})" if is_absolute(address) else f"[Image: {alt}]"


def format_power(text: str) -> str:
    """What stands raised. A power gets a sign, so that ten to the sixth does not become 106."""
    return f"^{text}" if _POWER.fullmatch(text) else text


def format_link(text: str, target: str) -> str:
    """A link, or only its text where the target is relative: it would lead nowhere outside its page."""
    if not text.strip() or not is_absolute(target) or text.strip() == target:
        return text
    return f"[{text}]({target})" if "](" not in text else text


def format_emphasis(text: str, marks: str) -> str:
    """Text between marks such as `**`. Spaces at its ends stay outside; a text that has the marks is unchanged."""
    core = text.strip()
    if not core or "\n" in core or (core.startswith(marks) and not core.startswith(f"{marks}*")):
        return text
    start = len(text) - len(text.lstrip())
    return f"{text[:start]}{marks}{core}{marks}{text[start + len(core) :]}"


def format_code_span(code: str) -> str:
    """Inline code whose delimiters are longer than any run of backticks in it."""
    if "`" not in code:  # nearly all of it
        return f"`{code}`"
    runs = {len(run) for run in re.findall(r"`+", code)}
    fence = next("`" * length for length in range(1, len(runs) + 2) if length not in runs)
    padding = " " if code.startswith("`") or code.endswith("`") else ""
    return f"{fence}{padding}{code}{padding}{fence}"


def is_absolute(target: str) -> bool:
    """Whether a link can be followed without knowing the page it stands on."""
    return target.lower().startswith(("http://", "https://", "mailto:"))


def indent(text: str, prefix: str) -> str:
    """The text with every line indented that is not empty."""
    return "\n".join(prefix + line if line else "" for line in text.split("\n"))


def _format_cell(cell: str) -> str:
    return re.sub(r"(?<!\\)\|", r"\\|", " ".join(cell.split()))
