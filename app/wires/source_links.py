"""Sources written into Markdown: markers that lead to what they cite, and pages to look at instead of an answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.wires.markers import Marker, MarkerReader
from chains.guard import encode_url, escape_markdown
from chains.schemas import ChatResponse, Source

NEAREST_HEADING = "These pages may help:"


@dataclass(frozen=True, slots=True)
class Citation:
    """A marker in the text that a wire sends."""

    source: Source
    start: int
    """Code points before it."""
    end: int
    """Code points before what follows it."""


class MarkerLinker:
    """Makes a link of each marker that names a source: `[1]` becomes `[[1]](https://docs.example/page#anchor)`.

    `add` what comes and send what it returns; at the end send `finish`. Code is left alone. Without `links` the text
    stays as it is, and only the places of its markers are noted.
    """

    def __init__(self, sources: Iterable[Source], *, links: bool = True) -> None:
        self.citations: list[Citation] = []
        """Where the markers stand in what was returned so far."""
        self._sources = {source.number: source for source in sources}
        self._links = links
        self._reader = MarkerReader()
        self._length = 0

    def add(self, text: str) -> str:
        """What may be sent now."""
        return "".join(map(self._write, self._reader.add(text)))

    def finish(self) -> str:
        """What was held back."""
        return "".join(map(self._write, self._reader.finish()))

    def _write(self, piece: str | Marker) -> str:
        text = piece.text if isinstance(piece, Marker) else piece
        if isinstance(piece, Marker) and (source := self._sources.get(piece.number)):
            if self._links and not piece.is_linked and (target := format_target(source)):
                text = f"[{text}]({target})"
            self.citations.append(Citation(source, self._length, self._length + len(text)))
        self._length += len(text)
        return text


def link_markers(text: str, sources: Iterable[Source], *, links: bool = True) -> tuple[str, list[Citation]]:
    """The whole of a text, as `MarkerLinker` writes it."""
    linker = MarkerLinker(sources, links=links)
    return linker.add(text) + linker.finish(), linker.citations


def format_target(source: Source) -> str:
    """The address of a source as it may stand in a link; empty for what is no address of a page."""
    return encode_url(source.url) if source.url.lower().startswith(("https://", "http://")) else ""


def format_nearest(nearest: Sequence[Source]) -> str:
    """What follows an answer that could not be given, for clients that show nothing but its text; or nothing."""
    links = [
        f"- [{escape_markdown(source.section or source.title) or target}]({target})"
        for source in nearest
        if (target := format_target(source))
    ]
    return "\n\n" + "\n".join([NEAREST_HEADING, "", *links]) if links else ""


def format_text(answer: ChatResponse, *, links: bool = True) -> tuple[str, list[Citation]]:
    """All that such a client shows of an answer, and where it cites."""
    text, citations = link_markers(answer.response, answer.sources, links=links)
    return text + format_nearest(answer.nearest), citations
