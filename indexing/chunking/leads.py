"""Lines that are nothing without what follows them: labels, and lines that end with a colon."""

import re
from collections.abc import Sequence

from indexing.blocks import Block

MAX_LEAD_CHARACTERS = 300
"""A longer paragraph does not announce what comes after it."""
_MAX_COLON_CHARACTERS = 700
"""A paragraph that ends with a colon may be this long and still announce what follows."""
_LABEL = re.compile(r"\*\*[^*\n]+\*\*")
_COLONS = (":", "：", "︰", ":**", "：**", ":*", ":_")
_IMAGE = r"(?:\[Image: [^\]]*\]|!\[[^\]]*\]\([^)]*\))"
_RESULTS = r"(?:\d{3} \([^()\n]+\): \w+\s*)+"
"""What a reference of an HTTP API says an operation answers: `200 (Queue): OK`."""
_NOTES = r"\*(?:Return value|Part of)[^*\n]+\*(?:\s+\*[^*\n]+\*)*"
"""What Sphinx says of a function in C before its description."""
_BARE = re.compile(rf"(?:\s|{_IMAGE})+|\*\*[^*\n]+\*\*|(?:Returns?:?\s*)?`[^`\n]+`[.;]?|{_RESULTS}|{_NOTES}")


def is_label(text: str) -> bool:
    """Whether a text is nothing but a label, such as that of a tab or an admonition."""
    return _LABEL.fullmatch(text.strip()) is not None


def is_lead(text: str) -> bool:
    """Whether a text is a label, or announces with a colon what follows."""
    text = text.strip()
    return (len(text) <= _MAX_COLON_CHARACTERS and text.endswith(_COLONS)) or is_label(text)


def ends_with_colon(text: str) -> bool:
    """Whether a text's last line announces what follows it."""
    return text.endswith(_COLONS)


def is_bare(text: str) -> bool:
    """Whether a text says nothing by itself: only a label, pictures, or the type of a value or an answer."""
    return _BARE.fullmatch(text.strip()) is not None


def announces(block: Block, following: Block) -> bool:
    """Whether a block belongs to the one that follows it."""
    if block.kind != "text":
        return False
    return is_lead(block.text) or (following.kind != "text" and len(block.text) <= MAX_LEAD_CHARACTERS)


def settle_labels(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without labels of empty boxes; a label behind which nothing stands is an ordinary text."""
    kept: list[Block] = []
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if block.kind != "text" or not is_label(block.text) or (following and following.kind != "end"):
            kept.append(block)
        elif not block.box or block.text.strip("* ").lower() != block.box:
            kept.append(Block("text", block.text.strip().strip("*")))
    return [block for block in kept if block.kind != "end"]
