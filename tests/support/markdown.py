"""Small files, read and shown as text."""

from collections.abc import Mapping
from textwrap import dedent

from indexing.markdown import MarkdownOptions, MarkdownPage, read_markdown_file, read_markdown_page


def load(
    text: str | bytes,
    *,
    mdx: bool = True,
    files: Mapping[str, str] | None = None,
    options: MarkdownOptions | None = None,
) -> MarkdownPage:
    content = text if isinstance(text, bytes) else dedent(text).encode()

    def load_file(_importer: str, specifier: str) -> tuple[str, str] | None:
        return (specifier, dedent(files[specifier])) if files and specifier in files else None

    path = "page.mdx" if mdx else "page.md"
    return read_markdown_page(read_markdown_file(content), path=path, options=options, load=load_file)


def show(text: str, *, mdx: bool = True) -> str:
    return format_page(load(text, mdx=mdx))


def format_page(page: MarkdownPage) -> str:
    shown = (block for block in page.article.blocks if block.kind != "end")
    return "\n\n".join(f"{'#' * block.level} {block.text}".strip() for block in shown)
