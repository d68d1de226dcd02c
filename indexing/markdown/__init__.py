"""Markdown and MDX files as blocks: what their pages will show, read without running anything."""

from indexing.markdown.context import MarkdownOptions
from indexing.markdown.page import MarkdownFile, MarkdownPage, read_markdown_file, read_markdown_page

__all__ = ["MarkdownFile", "MarkdownOptions", "MarkdownPage", "read_markdown_file", "read_markdown_page"]
