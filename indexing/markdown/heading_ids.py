"""Heading ids as Docusaurus 3.10 gives them: github-slugger, and the three ways to set one by hand."""

import re
import unicodedata

_CLASSIC = re.compile(r"\{#((?:.(?!\{#|\}))*.)\}$")
_KEPT_ASCII = re.compile(r"[^A-Za-z0-9_ -]+")
_CIRCLED_LETTERS = ((0x24B6, 0x24E9), (0x1F130, 0x1F149), (0x1F150, 0x1F169), (0x1F170, 0x1F189))


class Slugger:
    """Gives each heading of a page its id; the second equal one ends in `-1`.

    `keeps_case` where the site is configured with `markdown.anchors.maintainCase`.
    """

    def __init__(self, *, keeps_case: bool = False) -> None:
        self.keeps_case = keeps_case
        self._seen: dict[str, int] = {}

    def slug(self, text: str) -> str:
        """The id of a heading with this plain text."""
        original = result = slugify(text if self.keeps_case else text.lower())
        while result in self._seen:
            self._seen[original] += 1
            result = f"{original}-{self._seen[original]}"
        self._seen[result] = 0
        return result


def slugify(text: str) -> str:
    """The text with `-` for spaces, and otherwise only its letters, marks, digits, connectors and `-`."""
    kept = _KEPT_ASCII.sub("", text) if text.isascii() else "".join(filter(_is_kept, text))
    return kept.replace(" ", "-")


def split_heading_id(text: str) -> tuple[str, str]:
    """A heading's text without `{#id}` at its end, and that id, empty where there is none."""
    match = _CLASSIC.search(text)
    return (text[: match.start()].rstrip(), match[1].strip()) if match else (text, "")


def read_comment_id(comment: str) -> str:
    """The id in a comment such as `#id` at a heading's end; empty where it is an ordinary comment."""
    first = comment.strip().split(" ")[0]
    return first[1:] if first.startswith("#") else ""


def _is_kept(character: str) -> bool:
    if character in " -":
        return True
    category = unicodedata.category(character)
    return (
        category[0] in "LM"
        or category in {"Nd", "Nl", "Pc"}
        or (category == "So" and any(first <= ord(character) <= last for first, last in _CIRCLED_LETTERS))
    )
