"""HTML pages as blocks: what a reader sees of the main content, and nothing of the frame around it."""

from indexing.html.page import HtmlPage, load_html_page, read_html_fragment

__all__ = ["HtmlPage", "load_html_page", "read_html_fragment"]
