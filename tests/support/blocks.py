"""Pages and their blocks as short texts, for tests of the readers."""

from indexing.html import HtmlPage, read_html_page


def load_page(html: str) -> HtmlPage:
    """A page as it is read."""
    return read_html_page(html.encode())


def show_blocks(html: str) -> str:
    """What is read of a page, headings with `#` and entries with `@`, each with its anchor in braces."""
    lines = []
    for block in load_page(html).article.blocks:
        sign = ("@" if block.is_entry else "#") * block.level
        anchor = f" {{{block.anchor}}}" if block.anchor else ""
        if block.kind != "end":
            lines.append(f"{sign} {block.text}{anchor}".strip())
    return "\n\n".join(lines)
