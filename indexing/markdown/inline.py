"""What stands inside a paragraph or a heading: clean Markdown, or plain text."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token
from rich.emoji import Emoji

from indexing.formatting import format_code_span, format_emphasis, format_image, format_label, format_link, format_power
from indexing.markdown.jsx import Tag, is_element, is_unseen, parse_tag, read_comment, read_expression

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
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_IMAGE = re.compile(r"<img\b", re.IGNORECASE)
_DROPPED = frozenset({"script", "style", "svg", "noscript", "template", "iframe", "button"})


def format_string(raw: str) -> str:
    """What an expression in braces shows where nothing but strings is known."""
    return read_expression(raw) or ""


def ignore_component(_tag: Tag) -> str:
    """What a component shows where none is known."""
    return ""


def keep_content(_tag: Tag, text: str) -> str:
    """What a component shows around a text where none is known."""
    return text


@dataclass(frozen=True, slots=True)
class InlineFormat:
    """How links, expressions and components are written."""

    format_target: LinkFormatter = format_link
    format_expression: Callable[[str], str] = format_string
    format_component: Callable[[Tag], str] = ignore_component
    """Gives what a component shows that is closed in itself."""
    format_wrapped: Callable[[Tag, str], str] = keep_content
    """Gives what a component shows around a text."""
    has_emoji: bool = False

    def format_text(self, text: str) -> str:
        """A text with its emoji."""
        return Emoji.replace(text) if self.has_emoji and text.count(":") > 1 else text


_PLAIN = InlineFormat()


@dataclass(slots=True)
class _Open:
    """A link or an element that has begun; its content gathers in `parts`."""

    tag: str
    target: str = ""
    hidden: bool = False
    component: Tag | None = None
    parts: list[str] = field(default_factory=list)


def format_inline(tokens: Sequence[Token], how: InlineFormat = _PLAIN) -> str:
    """Markdown without tags and comments. It has line ends only where the page has them."""
    stack = [_Open("")]
    for token in tokens:
        if token.type == "link_open":
            stack.append(_Open("a", str(token.attrGet("href") or "")))
        elif token.type == "link_close":
            _close(stack, "a", how)
        elif token.type == "jsx":
            _format_tag(token.content, stack, how)
        else:
            stack[-1].parts.append(_format_token(token, how))
    while len(stack) > 1:
        _close(stack, stack[-1].tag, how)
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


def format_visible(tokens: Sequence[Token], how: InlineFormat = _PLAIN) -> str:
    """The text that a reader sees, on one line."""
    return " ".join("".join(_format_part(token, how) for token in tokens).split())


def _format_part(token: Token, how: InlineFormat) -> str:
    match token.type:
        case "expression":
            return how.format_expression(token.content)
        case "text":
            return how.format_text(token.content)
        case "jsx" if _BREAK.fullmatch(token.content):
            return " "
        case "jsx" if _IMAGE.match(token.content):
            return _format_alt(parse_tag(token.content), how)
        case "jsx" if token.content.endswith("/>") and token.content[1:2].isupper():
            return how.format_component(parse_tag(token.content))
        case _:
            return format_plain([token])


def find_comment(token: Token) -> str | None:
    """What a comment says in either syntax; None for any other token."""
    return read_comment(token.content) if token.type in {"jsx", "expression"} else None


def _format_token(token: Token, how: InlineFormat) -> str:
    match token.type:
        case "text":
            return how.format_text(token.content)
        case "text_special" | "text_directive":
            return token.content
        case "code_inline":
            return format_code_span(token.content)
        case "image":
            return format_image(format_plain(token.children or []), str(token.attrGet("src") or ""))
        case "expression":
            return how.format_expression(token.content)
        case "footnote_ref":
            return f"[^{token.meta.get('label', token.meta['id'] + 1)}]"
        case _:
            return _TOKEN_MARKS.get(token.type, "")


def _format_tag(raw: str, stack: list[_Open], how: InlineFormat) -> None:
    if raw.startswith("<!--"):
        return
    tag = parse_tag(raw)
    name = tag.name.lower()
    if name == "br":
        stack[-1].parts.append("\n")
    elif name == "img":
        stack[-1].parts.append(format_image(_format_alt(tag, how), tag.attributes.get("src", "")))
    elif tag.closes:
        if any(entry.tag == name for entry in stack[1:]):
            while stack[-1].tag != name:
                _close(stack, stack[-1].tag, how)
            _close(stack, name, how)
    elif tag.name == "TabItem":
        stack[-1].parts.append(f"{format_label(tag.attributes.get('label') or tag.attributes.get('value', ''))} ")
    elif tag.is_single:
        stack[-1].parts.append(how.format_component(tag))
    else:
        hidden = is_element(tag.name, _DROPPED) or is_unseen(tag)
        component = tag if tag.name[:1].isupper() else None
        stack.append(_Open(name, tag.attributes.get("href") or tag.attributes.get("to", ""), hidden, component))


def _format_alt(image: Tag, how: InlineFormat) -> str:
    alt = image.expressions.get("alt")
    return how.format_expression(alt) if alt else image.attributes.get("alt", "")


def _close(stack: list[_Open], tag: str, how: InlineFormat) -> None:
    if len(stack) == 1 or stack[-1].tag != tag:
        return
    entry = stack.pop()
    text = "".join(entry.parts)
    if entry.hidden:
        return
    if entry.component is not None:
        text = how.format_wrapped(entry.component, text)
    if entry.target:
        text = how.format_target(text, entry.target)
    elif tag == "sup":
        text = format_power(text)
    elif tag == "summary":
        text = f"{format_label(text)} "
    elif tag in _MARKS:
        text = format_emphasis(text, _MARKS[tag])
    stack[-1].parts.append(text)
