"""The corpus of a question set as a site of Markdown pages, read and cut as any page is."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote, unquote, urldefrag, urlsplit

from app.evaluation.questions import Row, read_rows
from indexing import Page, Problem, Unresolved
from indexing.errors import ReadingError
from indexing.markdown import read_markdown_file, read_markdown_page
from indexing.pages import create_page

ADDRESS = "https://corpus.example/"


class CorpusSite:
    """A `Site` whose pages are the lines of `corpus.jsonl`, each under a URL made of its id."""

    default_version = ""
    default_tags: tuple[str, ...] = ()
    version_labels: Mapping[str, str] = MappingProxyType({})
    default_locale = ""
    assumptions: tuple[str, ...] = ()

    def __init__(self, corpus: Path) -> None:
        self.problems: list[Problem] = []
        self.unresolved: list[Unresolved] = []
        self.unreadable_urls: set[str] = set()
        self._corpus = corpus

    def count_pages(self) -> int:
        """Lines that are not empty."""
        with self._corpus.open("rb") as lines:
            return sum(1 for line in lines if line.strip())

    def read_pages(self) -> Iterator[Page]:
        """In the file's order; of several with the same id the first one counts."""
        self.problems.clear()
        seen: set[str] = set()
        broken: list[str] = []
        for row in read_rows(self._corpus, broken):
            if row.id in seen:
                self._report(row.place, f"the id {row.id} stands there twice; the first one counts")
                continue
            seen.add(row.id)
            try:
                yield _create_page(row)
            except (ReadingError, ValueError, RecursionError) as error:
                self._report(row.place, str(error))
        for message in broken:
            self._report(*message.split(": ", 1))

    def _report(self, source: str, message: str) -> None:
        self.problems.append(Problem(source, message))


def _create_page(row: Row) -> Page:
    """Called what the text says itself, else what the corpus says; a title without a text is the text."""
    text, title = row.get_text("text"), " ".join(row.get_text("title").split())
    content = text if text.strip() else title
    loaded = read_markdown_page(read_markdown_file(content.encode(errors="replace")), path="page.md")
    named = loaded.front_matter.text("title") or loaded.article.leading_title or title
    return create_page(
        loaded.article, url=f"{ADDRESS}{quote(row.id, safe='')}", source=row.place, title=named or row.id
    )


def get_page_id(url: str) -> str:
    """The corpus id of a page of `CorpusSite`."""
    return unquote(urldefrag(url).url.removeprefix(ADDRESS))


def get_page_path(url: str) -> str:
    """What pages of the live index and the ids in qrels.tsv are compared by: the path, without slashes around it."""
    return unquote(urlsplit(url).path).strip("/").removesuffix("/index.html").removesuffix(".html")


def format_heading(page: str, url: str) -> str:
    """The exact place that a URL leads to, on a page with this id: `page#anchor`."""
    return f"{page}#{unquote(urldefrag(url).fragment)}"
