"""From the blocks of one section to texts that are no longer than a chunk may be, in characters and in tokens."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from indexing.blocks import Block
from indexing.chunking.leads import announces
from indexing.chunking.splitting import split_block
from indexing.tokens import MAX_TOKENS, estimate_max_tokens

MAX_CHARACTERS = 2000
"""The longest text of a chunk."""
MIN_CHARACTERS = 200
"""A section with less text is tiny: it may be joined to another."""
_MAX_LEADS_CHARACTERS = 900
"""How much of labels and lines that announce each other stays with the block behind them."""
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
    """Texts of whole blocks; what announces the next block, such as `Run:` or a label, stays with it."""
    measure = Measure(breadcrumb)
    groups: list[list[_Part]] = [[]]
    for block in blocks:
        if not block.text.strip():
            continue
        leads = _find_leads(groups[-1], block)
        room = MAX_CHARACTERS - sum(part.size + 2 for part in leads)
        for part in _split(block, measure, room):
            held = groups[-1]
            if held and _add_up(held) + part.size + 2 > MAX_CHARACTERS:
                moved = leads if held[-len(leads) :] == leads and len(leads) < len(held) else []
                del held[len(held) - len(moved) :]
                groups.append(list(moved))
            groups[-1].append(part)
    if len(groups) > 1:
        _even_out(groups[-2], groups[-1])
    return ["\n\n".join(part.block.text for part in group) for group in groups if group]


def _find_leads(held: list[_Part], block: Block) -> list[_Part]:
    """The last parts of `held` that belong to the block after them."""
    leads: list[_Part] = []
    size = 0
    for part in reversed(held):
        size += part.size + 2
        if size > _MAX_LEADS_CHARACTERS or not announces(part.block, leads[0].block if leads else block):
            break
        leads.insert(0, part)
    return leads


def _split(block: Block, measure: Measure, room: int, limit: int = MAX_CHARACTERS) -> Iterator[_Part]:
    """Parts that fit into `room`. Where tokens are dense, the limit in characters shrinks until they do."""
    size = measure.text(block.text)
    if size <= room:
        yield _Part(block, size)
        return
    limit = max(_MIN_LIMIT, min(limit, room * len(block.text) // size))
    for text in split_block(block, limit):
        part = _Part(replace(block, text=text), measure.text(text))
        if part.size > room and limit > _MIN_LIMIT:
            yield from _split(part.block, measure, room, limit * 3 // 4)
        else:
            yield part


def _even_out(before: list[_Part], last: list[_Part]) -> None:
    """Moves blocks from the text before to the last one while that is tiny, and none away from what announces it."""
    while len(before) > 1 and _add_up(last) < MIN_CHARACTERS:
        moved = [*_find_leads(before[:-1], before[-1].block), before[-1]]
        if len(moved) == len(before) or _add_up(moved) + _add_up(last) + 2 > MAX_CHARACTERS:
            return
        del before[len(before) - len(moved) :]
        last[:0] = moved


def _add_up(parts: Sequence[_Part]) -> int:
    return sum(part.size + 2 for part in parts) - 2
