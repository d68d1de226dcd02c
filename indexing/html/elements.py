"""What kinds of elements there are: headings, containers, cells of tables."""

from selectolax.lexbor import LexborNode

from indexing.html.noise import is_dropped

HEADINGS = {f"h{level}": level for level in range(1, 7)}
CONTAINERS = frozenset(
    {
        "div",
        "section",
        "article",
        "main",
        "header",
        "aside",
        "figure",
        "figcaption",
        "center",
        "fieldset",
        "address",
        "body",
        "html",
        "hgroup",
        "search",
        "picture",
        "dd",
        "li",
        "tbody",
    }
)
TABLE_PARTS = frozenset({"thead", "tbody", "tfoot"})


def is_cell(node: LexborNode) -> bool:
    """Whether the element is a cell of a table that a reader sees."""
    attributes = node.attributes
    return node.tag in {"td", "th"} and not is_dropped(
        node.tag, attributes, frozenset((attributes.get("class") or "").split())
    )


def only_lays_out(cells: list[LexborNode]) -> bool:
    """Whether a table only arranges its content: it has no header and holds blocks that no table in Markdown can."""
    return all(cell.tag == "td" for cell in cells) and any(cell.css_first("pre, table, h2, h3, ul") for cell in cells)


def has_block(node: LexborNode) -> bool:
    """Whether something inside the element cannot be part of a paragraph."""
    return node.css_first("p, div, ul, ol, pre, table, h1, h2, h3, h4, h5, h6, blockquote, dl, details") is not None
