"""The id of a heading, where the heading itself has none: that of its section, or of an anchor just before it.

While a page is read, each id that stands before any text is noted, and the next heading may take one of them.
"""

from enum import IntEnum

from selectolax.lexbor import LexborNode

from indexing.html.names import split_names

_SECTION_CLASSES = split_names(
    "section sect0 sect1 sect2 sect3 sect4 sect5 chapter appendix part preface article refentry refsect1 memitem"
)
_INSIDE = "a[id], a[name], span[id]"


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
        is_section = tag == "section" or not classes.isdisjoint(_SECTION_CLASSES)
        self._found.append((Rank.SECTION if is_section else Rank.WRAPPER, identifier))

    def note_empty(self, node: LexborNode) -> None:
        """An element that shows nothing ends; it may be an anchor, or hold one."""
        for one in (node, *node.css(_INSIDE)):
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
        inside = [identifier for identifier in map(read_id, node.css(_INSIDE)) if identifier]
        known = {*inside, *(identifier for _rank, identifier in found)}
        for link in node.css("a[href]"):
            target = (link.attributes.get("href") or "").partition("#")
            if not target[0] and target[2] in known:
                return target[2]
        # Of several with the same rank, the innermost comes last.
        best = max(reversed(found), key=lambda one: one[0], default=None)
        if best and best[0] > Rank.WRAPPER:
            return best[1]
        return inside[0] if inside else best[1] if best else ""


def read_id(node: LexborNode) -> str:
    """The id of an element, or the name of an anchor of old HTML."""
    attributes = node.attributes
    identifier = attributes.get("id") or (attributes.get("name") if node.tag == "a" else "") or ""
    return identifier.strip()
