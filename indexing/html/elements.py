"""What kinds of elements there are: headings, containers, cells of tables."""

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from indexing.html.anchors import INSIDE
from indexing.html.names import split_names
from indexing.html.noise import is_dropped

HEADINGS = {f"h{level}": level for level in range(1, 7)}
CONTAINERS = split_names(
    "div section article main header aside figure figcaption center fieldset address body html hgroup search picture "
    "dd li tbody legend"
)
TABLE_PARTS = frozenset({"thead", "tbody", "tfoot"})
_PLACES = "h1, h2, h3, h4, h5, h6, dt[id]"
_NESTING = frozenset({"li", "td", "th", "blockquote"})
_CARDS = frozenset({"card", "sd-card", "feature", "VPFeature", "sl-link-card", "nextra-card", "bd-card"})
_MIN_LINKS = 2
_MAX_TITLE_CHARACTERS = 25
_MAX_CARD_DEPTH = 4
"""How far above its title the element that makes a card may stand."""


def get_classes(node: LexborNode) -> frozenset[str]:
    """The classes of an element."""
    return split_names(node.attributes.get("class"))


def is_cell(node: LexborNode) -> bool:
    """Whether the element is a cell of a table that a reader sees."""
    return node.tag in {"td", "th"} and not is_dropped(node.tag, node.attributes, get_classes(node))


def list_definitions(node: LexborNode) -> Iterator[LexborNode]:
    """The terms and descriptions of a list, with those that stand in a `div` as a group."""
    for child in node.iter():
        if child.tag == "div" and any(one.tag == "dt" for one in child.iter()):
            yield from child.iter()
        else:
            yield child


def leads_within_page(node: LexborNode) -> bool:
    """Whether a fold or an aside is a table of contents: links to places on this page, and hardly a word more."""
    links = node.css("li a")
    if len(links) < _MIN_LINKS or len(node.css("a")) > len(links):
        return False
    if not all((link.attributes.get("href") or "").startswith("#") for link in links):
        return False
    title = node.css_first("summary, h1, h2, h3, h4, h5, h6, p")
    besides = _count_characters(node) - sum(map(_count_characters, links))
    return besides <= min(_count_characters(title) if title else 0, _MAX_TITLE_CHARACTERS)


def _count_characters(node: LexborNode) -> int:
    return len("".join(node.text().split()))


def only_lays_out(cells: list[LexborNode]) -> bool:
    """Whether a table only arranges its content: it has no header and holds blocks that no table in Markdown can."""
    return all(cell.tag == "td" for cell in cells) and any(cell.css_first("pre, table, h2, h3, ul") for cell in cells)


def has_block(node: LexborNode) -> bool:
    """Whether something inside the element cannot be part of a paragraph."""
    return node.css_first("p, div, ul, ol, pre, table, h1, h2, h3, h4, h5, h6, blockquote, dl, details") is not None


def has_place(node: LexborNode) -> bool:
    """Whether a link may lead to a heading or a term inside the element."""
    return any(
        place.tag == "dt" or place.attributes.get("id") or place.css_first(INSIDE) or _is_in_section(place, node)
        for place in node.css(_PLACES)
    )


def has_nested_places(root: LexborNode) -> bool:
    """Whether there are headings or terms inside lists, tables or quotations."""
    for place in root.css(_PLACES):
        node = place.parent
        while node is not None and node.mem_id != root.mem_id:
            if node.tag in _NESTING:
                return True
            node = node.parent
    return False


def is_card_title(heading: LexborNode) -> bool:
    """Whether a heading is the title of a card, which is a link to another page and no section of this one."""
    has_id = bool(heading.attributes.get("id"))
    node = heading.parent
    for _ in range(_MAX_CARD_DEPTH):
        if node is None:
            return False
        if node.tag == "a" and not (node.attributes.get("href") or "#").startswith("#"):
            return True
        if not has_id and not _CARDS.isdisjoint(get_classes(node)):
            return True
        node = node.parent
    return False


def _is_in_section(heading: LexborNode, within: LexborNode) -> bool:
    """Whether the element around a heading has an id, and is itself inside `within` or the same."""
    parent = heading.parent
    if parent is None or not parent.attributes.get("id"):
        return False
    return parent.mem_id == within.mem_id or parent.tag == "section"
