"""Compares what the Markdown port makes of the fixture's sources with what Docusaurus built from them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from indexing.model import Page
from tests.e2e.docusaurus.building import BuiltPage


@dataclass(slots=True)
class Comparison:
    """How many things were compared, and a line for each that differs."""

    compared: int = 0
    differences: list[str] = field(default_factory=list)

    def compare(self, what: str, built: object, read: object) -> None:
        self.compared += 1
        if built != read:
            self.differences.append(f"{what}: built {built!r}, read {read!r}")


def compare_pages(built: Iterable[BuiltPage], pages: Iterable[Page]) -> Comparison:
    """Every URL, what is said about its page, and every heading id with its place in the order."""
    comparison = Comparison()
    expected = {page["url"]: page for page in built}
    read = {page.url: page for page in pages}
    for url in sorted(expected.keys() | read.keys()):
        comparison.compare(url, url if url in expected else None, url if url in read else None)
        if url in expected and url in read:
            for what, one, other in _pair(expected[url], read[url]):
                comparison.compare(f"{url} {what}", one, other)
    return comparison


def _pair(built: BuiltPage, page: Page) -> Iterator[tuple[str, object, object]]:
    yield "source", built["source"], page.source
    yield "title", built["title"], page.title
    yield "version", built["version"], page.version
    yield "locale", built["locale"], page.locale
    yield "tag", built["tag"], page.docusaurus_tag
    yield "number of headings", len(built["heading_ids"]), len(page.heading_ids)
    for number, (one, other) in enumerate(zip(built["heading_ids"], page.heading_ids, strict=False), 1):
        yield f"heading {number}", one, other
    ids = {"", *built["heading_ids"]}
    for chunk in page.chunks:
        url, _, anchor = chunk.place.url.partition("#")
        yield "chunk's page", built["url"], url
        yield "chunk's anchor", True, anchor in ids
