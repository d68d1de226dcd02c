"""What a component shows around its children, where all of that is known."""

import re
from collections.abc import Sequence
from dataclasses import replace

from indexing.blocks import Block

PLACE = Block("text", "\ue000")
"""Stands for the children while a component is read."""

_TARGET = re.compile(r"\]\([^)\s]*\)")


def has_place(blocks: Sequence[Block]) -> bool:
    """Whether the children can be put among the blocks: these name them once, and have no headings of their own."""
    return sum(block.text.count(PLACE.text) for block in blocks) == 1 and all(b.kind != "heading" for b in blocks)


def shows_more(blocks: Sequence[Block]) -> bool:
    """Whether the blocks have words besides the children."""
    return any(character.isalnum() for block in blocks for character in _TARGET.sub("", block.text))


def fill_place(blocks: Sequence[Block], children: Sequence[Block]) -> list[Block]:
    """The blocks with the children where they belong: within the line for a single paragraph, else behind it."""
    found: list[Block] = []
    for block in blocks:
        if PLACE.text not in block.text:
            found.append(block)
        elif block.text == PLACE.text:
            found.extend(children)
        elif len(children) == 1 and children[0].kind == "text" and "\n" not in children[0].text:
            found.append(replace(block, text=block.text.replace(PLACE.text, children[0].text)))
        else:
            text = " ".join(block.text.replace(PLACE.text, " ").split(" ")).strip()
            found.extend((replace(block, text=text), *children) if text else children)
    return found
