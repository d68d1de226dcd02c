"""Whether what an answer cites is really there: checked against the pages, not by what the chain says of itself."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urldefrag

from langchain_core.documents import Document
from markdown_it import MarkdownIt
from markdown_it.token import Token

from chains.schemas import ChatResponse
from indexing import Page

_MARKER = re.compile(r"\[\^?(\d+)(?:\s*[,;–-]\s*\^?\d+)*\](?!\()")
_QUOTE = re.compile(r"^> (.*) \[(\d+)\]$", re.DOTALL)
_parser = MarkdownIt("commonmark").enable("table")


@dataclass(frozen=True, slots=True)
class Sections:
    """The passages that stand under each URL with anchor; those before the first heading under the page's own."""

    texts: dict[str, set[str]]

    @classmethod
    def create(cls, pages: Iterable[Page]) -> "Sections":
        """From pages as they are read now."""
        texts: dict[str, set[str]] = {}
        for page in pages:
            texts[page.url] = set()
            texts |= {f"{page.url}#{anchor}": set() for anchor in page.heading_ids}
            for chunk in page.chunks:
                # A short section inside a passage is cited by its own anchor. Anchors that are no ids are not there.
                urls = (chunk.place.url, *(f"{page.url}#{part.anchor}" for part in chunk.place.parts))
                for url in filter(texts.__contains__, urls):
                    texts[url].add(_squeeze(chunk.text))
        return cls(texts)

    def find_fault(self, url: str, passage: str) -> str:
        """Empty when the page and the anchor exist and the passage stands there."""
        if url not in self.texts:
            return f"{url} does not exist" if urldefrag(url).url not in self.texts else f"{url} has no such anchor"
        return "" if _squeeze(passage) in self.texts[url] else f"{url} does not hold the passage"


def find_faults(response: ChatResponse, passages: Sequence[Document], sections: Sections | None) -> list[str]:
    """Everything about the citations of one answer that is not true; empty when they are all right.

    `passages` are the documents that the retriever gave for it, in the order of its sources.
    """
    given = range(1, len(response.sources) + 1)
    faults = [f"[{number}] names no source" for number in find_markers(response.response) if number not in given]
    faults += [f"cited has {number}, which names no source" for number in response.cited if number not in given]
    if sorted(set(find_markers(response.response)) & set(given)) != response.cited:
        faults.append(f"cited is {response.cited}, the text has {sorted(set(find_markers(response.response)))}")
    for source, passage in zip(response.sources, passages, strict=False):
        if source.url != passage.metadata["url"]:
            faults.append(f"source {source.number} is not the passage that was found")
        elif sections is not None and (fault := sections.find_fault(source.url, passage.page_content)):
            faults.append(fault)
    if response.outcome == "extractive":
        for sentence, number in _find_quotes(response.response):
            if number in given and _squeeze(sentence) not in _squeeze(passages[number - 1].page_content):
                faults.append(f"passage {number} does not say: {sentence}")
    return faults


def find_markers(markdown: str) -> list[int]:
    """The numbers of the markers that a reader sees: code does not count."""
    return [int(number) for text in _find_texts(_parser.parse(markdown)) for number in _MARKER.findall(text)]


def _find_texts(tokens: Iterable[Token]) -> Iterable[str]:
    for token in tokens:
        if token.children:
            yield "".join(child.content if child.type == "text" else "\n" for child in token.children)


def _find_quotes(response: str) -> Iterable[tuple[str, int]]:
    for paragraph in response.split("\n\n"):
        if match := _QUOTE.match(paragraph):
            yield match[1], int(match[2])


def _squeeze(text: str) -> str:
    return " ".join(text.split())
