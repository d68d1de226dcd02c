"""HTML pages as blocks: what a reader sees of the main content, and nothing of the frame around it."""

from indexing.html.page import HtmlPage, read_html_fragment, read_html_page

__all__ = ["HtmlPage", "read_html_fragment", "read_html_page"]
