"""From the blocks of one section to texts that are no longer than a chunk may be, in characters and in tokens."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from indexing.blocks import Block
from indexing.chunking.splitting import split_block
from indexing.tokens import MAX_TOKENS, estimate_max_tokens

MAX_CHARACTERS = 2000
"""The longest text of a chunk."""
MIN_CHARACTERS = 200
"""A section with less text is tiny: it may be joined to another."""
_MAX_LEAD_CHARACTERS = 300
"""A longer paragraph does not announce the block after it."""
_MIN_LIMIT = 100
"""No block is cut into shorter parts, however many tokens they have."""


class Measure:
    """How long texts are below one breadcrumb. Those that have many tokens count as longer than their characters."""

    def __init__(self, breadcrumb: str) -> None:
        self._tokens = MAX_TOKENS - estimate_max_tokens(breadcrumb) - 2

    def text(self, text: str) -> int:
        """The text's length; one of more than MAX_CHARACTERS is too long."""
        if text.isascii() and self._tokens >= MAX_CHARACTERS:  # no character of ASCII is more than a token
            return len(text)
        return max(len(text), ceil(estimate_max_tokens(text) * MAX_CHARACTERS / self._tokens))


@dataclass(frozen=True, slots=True)
class _Part:
    block: Block
    size: int


def fill(blocks: Sequence[Block], breadcrumb: str) -> list[str]:
    """Texts of whole blocks; a line that announces the next block, such as `Run:`, stays with it."""
    measure = Measure(breadcrumb)
    groups: list[list[_Part]] = [[]]
    for block in blocks:
        if not block.text.strip():
            continue
        for part in _split(block, measure):
            held = groups[-1]
            if held and _add_up(held) + part.size + 2 > MAX_CHARACTERS:
                groups.append(_take_lead(held, part))
            groups[-1].append(part)
    if len(groups) > 1:
        _even_out(groups[-2], groups[-1])
    return ["\n\n".join(part.block.text for part in group) for group in groups if group]


def _split(block: Block, measure: Measure, limit: int = MAX_CHARACTERS) -> Iterator[_Part]:
    """Parts that are short enough. Where tokens are dense, the limit in characters shrinks until they are."""
    size = measure.text(block.text)
    if size <= MAX_CHARACTERS:
        yield _Part(block, size)
        return
    limit = max(_MIN_LIMIT, min(limit, MAX_CHARACTERS * len(block.text) // size))
    for text in split_block(block, limit):
        part = _Part(replace(block, text=text), measure.text(text))
        if part.size > MAX_CHARACTERS and limit > _MIN_LIMIT:
            yield from _split(part.block, measure, limit * 3 // 4)
        else:
            yield part


def _take_lead(held: list[_Part], part: _Part) -> list[_Part]:
    """Takes the last block away from `held` when it announces `part` and both have room together."""
    lead = held[-1]
    announces = lead.block.kind == "text" and lead.size <= _MAX_LEAD_CHARACTERS and part.block.kind != "text"
    if announces and len(held) > 1 and lead.size + part.size + 2 <= MAX_CHARACTERS:
        return [held.pop()]
    return []


def _even_out(before: list[_Part], last: list[_Part]) -> None:
    """Moves blocks from the text before to the last one while that is tiny."""
    while len(before) > 1 and _add_up(last) < MIN_CHARACTERS and _add_up(last) + before[-1].size + 2 <= MAX_CHARACTERS:
        last.insert(0, before.pop())


def _add_up(parts: Sequence[_Part]) -> int:
    return sum(part.size + 2 for part in parts) - 2
