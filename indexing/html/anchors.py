"""The id of a heading, where the heading itself has none: that of its section, or of an anchor just before it.

While a page is read, each id that stands before any text is noted, and the next heading may take one of them.
"""

from enum import IntEnum

from selectolax.lexbor import LexborNode

from indexing.html.names import split_names

_SECTION_CLASSES = split_names(
    "section sect0 sect1 sect2 sect3 sect4 sect5 chapter appendix part preface article refentry refsect1 memitem"
)
INSIDE = "a[id], a[name], span[id], code[id], dfn[id], strong[id]"
"""What may bear the id of the heading or the term around it."""
_HEADINGS = "h1, h2, h3, h4, h5, h6"
_MAX_STEPS = 6
"""How far above a heading its section is looked for."""


class Rank(IntEnum):
    """How surely an id that stands before a heading is that of the heading."""

    WRAPPER = 1
    ANCHOR = 2
    SECTION = 3


class PendingAnchors:
    """The ids since the last text."""

    def __init__(self) -> None:
        self._found: list[tuple[Rank, str]] = []

    def note_container(self, tag: str, identifier: str, classes: frozenset[str], *, is_panel: bool) -> None:
        """An element that may hold a heading begins."""
        if is_panel:
            return
        self._found.append((Rank.SECTION if _is_section(tag, classes) else Rank.WRAPPER, identifier))

    def note_empty(self, node: LexborNode) -> None:
        """An element that shows nothing ends; it may be an anchor, or hold one."""
        for one in (node, *node.css(INSIDE)):
            identifier = read_id(one)
            if identifier:
                self._found.append((Rank.ANCHOR, identifier))

    def forget(self) -> None:
        """Text stands between the ids so far and what follows."""
        if self._found:
            self._found.clear()

    def take(self, node: LexborNode) -> str:
        """The id of a heading, or of a term: its own, the one its sign links to, the best before it, one inside it."""
        found, self._found = self._found, []
        own = read_id(node)
        if own:
            return own
        inside = [identifier for identifier in map(read_id, node.css(INSIDE)) if identifier]
        known = {*inside, *(identifier for _rank, identifier in found)}
        for link in node.css("a[href]"):
            target = (link.attributes.get("href") or "").partition("#")
            if not target[0] and target[2] in known:
                return target[2]
        # Of several with the same rank, the innermost comes last.
        best = max(reversed(found), key=lambda one: one[0], default=None)
        if best and best[0] > Rank.WRAPPER:
            return best[1]
        if inside or best:
            return inside[0] if inside or not best else best[1]
        return _find_section(node)


def _is_section(tag: str, classes: frozenset[str]) -> bool:
    return tag == "section" or not classes.isdisjoint(_SECTION_CLASSES)


def _find_section(heading: LexborNode) -> str:
    """The id of the section whose first heading this is, where text stands before it, such as a banner."""
    node = heading.parent
    for _ in range(_MAX_STEPS):
        if node is None or heading.tag not in _HEADINGS.split(", "):
            return ""
        if _is_section(node.tag or "", split_names(node.attributes.get("class") or "")):
            first = node.css_first(_HEADINGS)
            return read_id(node) if first is not None and first.mem_id == heading.mem_id else ""
        node = node.parent
    return ""


def read_id(node: LexborNode) -> str:
    """The id of an element, or the name of an anchor of old HTML."""
    attributes = node.attributes
    identifier = attributes.get("id") or (attributes.get("name") if node.tag == "a" else "") or ""
    return identifier.strip()
