"""The titles of admonitions and the numbers of footnotes: they are taken out of their boxes and read first."""

import re

from selectolax.lexbor import LexborNode

from indexing.html.elements import get_classes
from indexing.html.inline import format_plain

_ADMONITION_TITLES = re.compile(
    r"\b(?:admonitionHeading\S*|admonition-heading|admonition-title|custom-block-title|starlight-aside__title)\b"
)
_ADMONITION_KIND = re.compile(
    r"theme-admonition-(?P<one>[a-z]+)|(?:^|\s)(?:admonition|admonitionblock)[ -](?P<two>[a-z]+)"
    r"|(?:^|\s)(?P<three>[a-z]+) custom-block|(?:^|\s)custom-block (?P<four>[a-z]+)"
    r"|starlight-aside--(?P<five>[a-z]+)"
)
_ADMONITIONS = ("admonition", "custom-block", "starlight-aside")


def is_admonition(names: str) -> bool:
    """Whether these are the classes of an admonition, or of a part of one."""
    return any(name in names for name in _ADMONITIONS)


def take_admonition_title(node: LexborNode, names: str) -> tuple[str, str, LexborNode] | None:
    """The title of an admonition, its kind, such as `tip`, and what holds its text; None for any other element."""
    content = node
    if "admonitionblock" in names:  # AsciiDoctor
        title, content = node.css_first("td.icon"), node.css_first("td.content") or node
    else:
        titled = (child for child in node.iter() if _ADMONITION_TITLES.search(child.attributes.get("class") or ""))
        title = next(titled, None)
    if title is None:
        return None
    match = _ADMONITION_KIND.search(names)
    kind = next(filter(None, match.groups())) if match else "note"
    label = format_plain(title)
    title.decompose()
    return (label.capitalize() if label.lower() == kind else label), kind, content


def take_footnote_number(node: LexborNode) -> str:
    """The number of a footnote in the box that holds it; empty where it has none of its own."""
    label = next((child for child in node.iter() if "label" in get_classes(child)), None)
    if label is None:
        return ""
    number = format_plain(label)
    label.decompose()
    return number
