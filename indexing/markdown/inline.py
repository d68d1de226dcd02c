"""What stands inside a paragraph or a heading: clean Markdown, or plain text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from indexing.formatting import format_code_span, format_emphasis, format_image, format_label, format_link
from indexing.markdown.jsx import parse_tag, read_comment, read_expression

LinkFormatter = Callable[[str, str], str]
"""Takes a link's text and its target, and gives Markdown."""

_MARKS = {"b": "**", "strong": "**", "em": "*", "i": "*", "code": "`", "kbd": "`", "del": "~~"}
_TOKEN_MARKS = {
    "softbreak": " ",
    "hardbreak": "\n",
    "strong_open": "**",
    "strong_close": "**",
    "em_open": "*",
    "em_close": "*",
    "s_open": "~~",
    "s_close": "~~",
}
_DROPPED = frozenset({"script", "style", "svg", "noscript", "template", "iframe", "button"})


@dataclass(slots=True)
class _Open:
    """A link or an element that has begun; its content gathers in `parts`."""

    tag: str
    target: str = ""
    hidden: bool = False
    parts: list[str] = field(default_factory=list)


def format_inline(tokens: Sequence[Token], format_target: LinkFormatter = format_link) -> str:
    """Markdown without tags, comments and expressions. It has line ends only where the page has them."""
    stack = [_Open("")]
    for token in tokens:
        if token.type == "link_open":
            stack.append(_Open("a", str(token.attrGet("href") or "")))
        elif token.type == "link_close":
            _close(stack, "a", format_target)
        elif token.type == "jsx":
            _format_tag(token.content, stack, format_target)
        else:
            stack[-1].parts.append(_format_token(token))
    while len(stack) > 1:
        _close(stack, stack[-1].tag, format_target)
    text = "".join(stack[0].parts)
    return "\n".join(filter(None, (line.strip() for line in text.split("\n")))) if "\n" in text else text.strip()


def format_plain(tokens: Sequence[Token]) -> str:
    """The bare text from which slugs are made: untrimmed, with expressions as they are written, without comments."""
    parts: list[str] = []
    for token in tokens:
        if token.type in {"text", "code_inline", "text_special", "text_directive"}:
            parts.append(token.content)
        elif token.type == "image":
            parts.append(token.content if not token.children else format_plain(token.children))
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append("\n")
        elif token.type == "expression":
            parts.append(token.content[1:-1])
    return "".join(parts)


def format_visible(tokens: Sequence[Token]) -> str:
    """The text that a reader sees, on one line. Of expressions only strings are shown."""
    shown = [token for token in tokens if token.type != "expression" or read_expression(token.content) is not None]
    parts = [
        read_expression(token.content) or "" if token.type == "expression" else format_plain([token]) for token in shown
    ]
    return " ".join("".join(parts).split())


def find_comment(token: Token) -> str | None:
    """What a comment says in either syntax; None for any other token."""
    return read_comment(token.content) if token.type in {"jsx", "expression"} else None


def _format_token(token: Token) -> str:
    match token.type:
        case "text" | "text_special" | "text_directive":
            return token.content
        case "code_inline":
            return format_code_span(token.content)
        case "image":
            return format_image(format_plain(token.children or []), str(token.attrGet("src") or ""))
        case "expression":
            return read_expression(token.content) or ""
        case "footnote_ref":
            return f"[^{token.meta.get('label', token.meta['id'] + 1)}]"
        case _:
            return _TOKEN_MARKS.get(token.type, "")


def _format_tag(raw: str, stack: list[_Open], format_target: LinkFormatter) -> None:
    if raw.startswith("<!--"):
        return
    tag = parse_tag(raw)
    name = tag.name.lower()
    if name == "br":
        stack[-1].parts.append("\n")
    elif name == "img":
        stack[-1].parts.append(format_image(tag.attributes.get("alt", ""), tag.attributes.get("src", "")))
    elif tag.closes:
        if any(entry.tag == name for entry in stack[1:]):
            while stack[-1].tag != name:
                _close(stack, stack[-1].tag, format_target)
            _close(stack, name, format_target)
    elif tag.name == "TabItem":
        stack[-1].parts.append(f"{format_label(tag.attributes.get('label') or tag.attributes.get('value', ''))} ")
    elif not tag.is_single:
        hidden = (
            name in _DROPPED
            or "hidden" in tag.attributes
            or "display:none" in tag.attributes.get("style", "").replace(" ", "")
        )
        stack.append(_Open(name, tag.attributes.get("href") or tag.attributes.get("to", ""), hidden))


def _close(stack: list[_Open], tag: str, format_target: LinkFormatter) -> None:
    if len(stack) == 1 or stack[-1].tag != tag:
        return
    entry = stack.pop()
    text = "".join(entry.parts)
    if entry.hidden:
        return
    if entry.target:
        text = format_target(text, entry.target)
    elif tag == "summary":
        text = f"{format_label(text)} "
    elif tag in _MARKS:
        text = format_emphasis(text, _MARKS[tag])
    stack[-1].parts.append(text)
