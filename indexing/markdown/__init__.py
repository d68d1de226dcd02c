"""Markdown and MDX files as blocks: what their pages will show, read without running anything."""

from indexing.markdown.page import MarkdownPage, MarkdownSource, load_markdown_page, load_markdown_source
from indexing.markdown.reader import MarkdownOptions

__all__ = ["MarkdownOptions", "MarkdownPage", "MarkdownSource", "load_markdown_page", "load_markdown_source"]
