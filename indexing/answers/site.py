"""A folder of answers, read as a site: each file is one passage, found by its questions and cited with its own URL."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from indexing.blocks import Article
from indexing.chunking.chunks import shorten
from indexing.errors import PageError, ReadingError
from indexing.files.loading import load_bytes
from indexing.markdown.front_matter import FrontMatter
from indexing.markdown.page import read_markdown_file, read_markdown_page
from indexing.model import Page, Problem, SiteOptions, Unresolved
from indexing.pages import create_page

QUESTIONS = "questions"
MAX_QUESTIONS = 20


class AnswersSite:
    """A `Site` of Markdown files whose front matter has `questions`, a list, and the `url` of the published answer."""

    default_version = ""
    default_tags: tuple[str, ...] = ()
    version_labels: Mapping[str, str] = MappingProxyType({})
    default_locale = ""
    assumptions: tuple[str, ...] = ()

    def __init__(self, folder: Path, files: tuple[str, ...], options: SiteOptions) -> None:
        self.problems: list[Problem] = []
        self.unresolved: list[Unresolved] = []
        self.unreadable_urls: set[str] = set()
        self._folder = folder
        self._files = files
        self._options = options

    def count_pages(self) -> int:
        """The files."""
        return len(self._files)

    def read_pages(self) -> Iterator[Page]:
        """An answer each, in the order of the files' names; one that is not finished is a problem."""
        self.problems.clear()
        for name in self._files:
            try:
                yield self._read(name)
            except (ReadingError, ValueError, RecursionError) as error:
                self.problems.append(Problem(name, str(error)))

    def _read(self, name: str) -> Page:
        file = read_markdown_file(load_bytes(self._folder / name))
        questions, url = _read_questions(file.front_matter), _read_url(file.front_matter)
        article = read_markdown_page(file, path=name).article
        if not any(block.text.strip() for block in article.blocks):
            raise PageError("has no answer below its front matter, and was left out")
        for warning in file.warnings:
            self.problems.append(Problem(name, warning))
        title = file.front_matter.text("title") or questions[0]
        page, _, anchor = url.partition("#")
        read = create_page(
            Article(title, article.blocks),
            url=page,
            source=name,
            title=title,
            version=file.front_matter.text("version") or self._options.version,
            locale=file.front_matter.text("locale") or "",
        )
        return replace(
            read,
            chunks=tuple(
                replace(
                    chunk,
                    text=_add(questions, chunk.text),
                    place=replace(chunk.place, url=f"{page}#{anchor}" if anchor else page),
                )
                for chunk in read.chunks
            ),
            heading_ids=(anchor,) if anchor else (),
        )


def _read_questions(front_matter: FrontMatter) -> list[str]:
    given = front_matter.values.get(QUESTIONS)
    questions = [shorten(str(one)) for one in given if str(one).strip()] if isinstance(given, list) else []
    if not questions:
        raise PageError("has no list of questions in its front matter, and was left out")
    return questions[:MAX_QUESTIONS]


def _read_url(front_matter: FrontMatter) -> str:
    url = (front_matter.text("url") or "").strip()
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise PageError("has no url in its front matter, such as https://docs.example.org/faq#backup, and was left out")
    return url


def _add(questions: list[str], text: str) -> str:
    """The text below its questions: who asks one of them finds it before any other passage."""
    asked = "\n".join(f"**{question}**" for question in questions)
    return f"{asked}\n\n{text}"
