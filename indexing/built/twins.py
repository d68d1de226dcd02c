"""The same page as Markdown, for pages that JavaScript draws: it gives the text, and the HTML the anchors."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from indexing.blocks import Article, Block
from indexing.errors import PageError
from indexing.files.loading import load_bytes
from indexing.html.head import HtmlHead

_IS_HTML = re.compile(r"\s*<(?:!doctype\s+html|html[\s>])", re.IGNORECASE)


def list_twin_names(name: str, head: HtmlHead) -> Iterator[str]:
    """The paths that a page's Markdown may have, by that of its HTML: `a/index.html`, `a.html` or `a`."""
    linked = urlsplit(head.markdown)
    if linked.path:
        base = urlsplit(head.canonical).path if linked.netloc or linked.path.startswith("/") else name
        path = linked.path if linked.path.startswith("/") else join(dirname(base), linked.path)
        yield unquote(normpath(path)).lstrip("/.")
    page = name.removesuffix(".html").removesuffix("/").removesuffix("/index")
    yield from (f"{page}.md", f"{page}/index.md", f"{page}/index.html.md", f"{page}.html.md")


def may_be_drawn(content: bytes) -> bool:
    """Whether it is worth a closer look if JavaScript draws a page: it has not even a paragraph, a list or a cell."""
    return not any(tag in content for tag in (b"<p>", b"<p ", b"<li", b"<td", b"<h1", b"<h2"))


def load_twin(root: Path, name: str, head: HtmlHead, ids: frozenset[str]) -> Article | None:
    """What the Markdown beside a page says; None where there is none. `ids` are those of the HTML."""
    for twin in dict.fromkeys(list_twin_names(name, head)):
        path = root / twin
        if ".." not in Path(twin).parts and path.is_file() and path.resolve().is_relative_to(root.resolve()):
            with suppress(PageError):  # the page is reported as one that JavaScript draws
                if article := read_twin(load_bytes(path), ids):
                    return article
    return None


def read_twin(content: bytes, ids: frozenset[str]) -> Article | None:
    """The blocks of a page's Markdown; an anchor that the HTML does not have leads nowhere and is left out.

    None for a file without text, and for HTML: servers of drawn sites, and copies that are made of these, have the page
    itself under every name. Raises PageError for a binary file.
    """
    from indexing.markdown import read_markdown_file, read_markdown_page  # noqa: PLC0415 - few built pages have one

    file = read_markdown_file(content)
    article = read_markdown_page(file, path="page.md").article
    if _IS_HTML.match(file.front_matter.body) or not any(block.text.strip() for block in article.blocks):
        return None
    return Article(article.title, tuple(_keep_anchors(block, ids) for block in article.blocks))


def _keep_anchors(block: Block, ids: frozenset[str]) -> Block:
    if not block.anchor and not block.inner_anchors:
        return block
    inner = tuple(anchor if anchor in ids else "" for anchor in block.inner_anchors)
    return replace(block, anchor=block.anchor if block.anchor in ids else "", inner_anchors=inner)
