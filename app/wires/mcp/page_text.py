"""A page of the index as one Markdown text."""

from app.index import IndexedPage
from chains.guard import escape_markdown
from indexing.model import Chunk

MAX_CHARACTERS = 100_000
"""So much of a page is given at once: about 25,000 tokens."""
_JOINT = " > "
_MAX_LEVEL = 6


def format_page(page: IndexedPage, *, begin_at: str = "", limit: int = MAX_CHARACTERS) -> str:
    """The page's chunks below their headings.

    Of a page that is longer than `limit`, what stands from the passage `begin_at` on; the text ends by saying where it
    goes on.
    """
    parts = _format_chunks(page.chunks)
    if sum(map(len, parts)) <= limit:
        return "\n\n".join(parts)
    begin = next((number for number, chunk in enumerate(page.chunks) if chunk.place.url == begin_at), 0)
    end, size = begin, 0
    while end < len(parts) and (end == begin or size + len(parts[end]) <= limit):
        size += len(parts[end])
        end += 1
    text = "\n\n".join(parts[begin:end])
    if end == len(parts):
        return text
    return f"{text}\n\n(The page goes on at {page.chunks[end].place.url}: fetch that id to read it.)"


def _format_chunks(chunks: tuple[Chunk, ...]) -> list[str]:
    """The text of each chunk, with those of the headings above it that are not above the chunk before."""
    parts = []
    above: list[str] = []
    for chunk in chunks:
        names = [chunk.title, *_split(chunk)]
        common = next((level for level, pair in enumerate(zip(names, above, strict=False)) if pair[0] != pair[1]), None)
        common = min(len(names), len(above)) if common is None else common
        headings = [
            f"{'#' * min(level, _MAX_LEVEL)} {escape_markdown(name)}"
            for level, name in enumerate(names, 1)
            if level > common
        ]
        parts.append("\n\n".join([*headings, chunk.text]))
        above = names
    return parts


def _split(chunk: Chunk) -> list[str]:
    """The names of the headings between the page's title and the chunk."""
    below = chunk.place.section.removeprefix(chunk.title).removeprefix(_JOINT)
    return below.split(_JOINT) if below else []
