"""Small files, read and shown as text."""

from textwrap import dedent

from indexing.markdown import MarkdownPage, read_markdown_file, read_markdown_page


def load(text: str | bytes, *, mdx: bool = True) -> MarkdownPage:
    content = text if isinstance(text, bytes) else dedent(text).encode()
    return read_markdown_page(read_markdown_file(content), path="page.mdx" if mdx else "page.md")


def show(text: str, *, mdx: bool = True) -> str:
    return "\n\n".join(
        f"{'#' * block.level} {block.text}".strip()
        for block in load(text, mdx=mdx).article.blocks
        if block.kind != "end"
    )
