"""Paragraphs that hold nothing but elements are no paragraphs in MDX: their elements stand by themselves.

<Details summary="Why?">Because.</Details>     →     tag, paragraph, tag
"""

from collections.abc import Collection, Iterator, Sequence

from markdown_it.token import Token

from indexing.markdown.jsx import parse_tag

_PHRASES = "a abbr b bdi bdo br cite code del dfn em font i ins kbd mark q s samp small span strike strong sub sup tt u"
_OTHERS = "audio button data iframe img input label noscript rp rt ruby script style svg template time var video wbr"
_INLINE_TAGS = frozenset(f"{_PHRASES} {_OTHERS}".split())
_EMPTY_TAGS = frozenset({"br", "img", "input", "wbr"})
_MARKUP = frozenset({"em_open", "image", "link_open", "s_open", "strong_open"})
_BETWEEN = frozenset({"expression", "jsx", "softbreak"})


def unravel(tokens: Sequence[Token], partials: Collection[str]) -> list[Token]:
    """The tokens, with each such paragraph taken apart, and each in which one of `partials` stands."""
    found: list[Token] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        if token.type == "paragraph_open" and _is_to_be_unravelled(tokens[position + 1].children or [], partials):
            found.extend(_split(tokens[position + 1]))
            position += 3
        else:
            found.append(token)
            position += 1
    return found


def _is_to_be_unravelled(children: Sequence[Token], partials: Collection[str]) -> bool:
    if not any(child.type == "jsx" for child in children):
        return False
    depth, is_bare, has_block = 0, True, False
    for child in children:
        name = _get_name(child)
        if name:
            tag = parse_tag(child.content)
            if tag.name in partials:
                return True
            has_block = has_block or name not in _INLINE_TAGS
            depth += 0 if tag.is_single or name in _EMPTY_TAGS else -1 if tag.closes else 1
        elif depth == 0 and child.type not in _BETWEEN:
            is_bare = is_bare and child.type not in _MARKUP and not child.content.strip()
    return is_bare and has_block


def _split(inline: Token) -> Iterator[Token]:
    run: list[Token] = []
    for child in inline.children or []:
        name = _get_name(child)
        if name and name not in _INLINE_TAGS:
            yield from _wrap(run, inline)
            run = []
            yield Token("jsx", "", 0, content=child.content, map=inline.map)
        else:
            run.append(child)
    yield from _wrap(run, inline)


def _wrap(run: list[Token], inline: Token) -> Iterator[Token]:
    """A run of inline tokens as a paragraph; an expression that stands alone as one of its own."""
    shown = [token for token in run if token.type != "softbreak" and (token.type != "text" or token.content.strip())]
    if len(shown) == 1 and shown[0].type == "expression":
        yield Token("expression", "", 0, content=shown[0].content, map=inline.map)
    elif shown:
        yield Token("paragraph_open", "p", 1, map=inline.map)
        yield Token("inline", "", 0, content=inline.content, children=run, map=inline.map)
        yield Token("paragraph_close", "p", -1)


def _get_name(token: Token) -> str:
    """The name of a tag, `<>` for a fragment; empty for any other token."""
    if token.type != "jsx" or token.content.startswith("<!--"):
        return ""
    return parse_tag(token.content).name or "<>"
