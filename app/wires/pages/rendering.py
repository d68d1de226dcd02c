"""A page's blocks as an HTML fragment, for showing Markdown sources without building their site."""

from html import escape

from markdown_it import MarkdownIt

from app.wires.pages.code import highlight_code
from indexing.blocks import Article, Block


def format_page_html(article: Article, *, title: str) -> str:
    """The page's body. Its headings have exactly the article's ids; nothing in it is HTML of the file.

    `title` becomes the first heading where the article has none.
    """
    parser = MarkdownIt("commonmark", {"html": False, "highlight": highlight_code}).enable(["table", "strikethrough"])
    parts = [] if article.title else [f"<h1>{escape(title)}</h1>"]
    open_boxes = 0
    for block in article.blocks:
        if block.kind == "heading":
            parts.append(_format_heading(block))
        elif block.kind == "end":
            parts.extend(["</div>"] if open_boxes else [])
            open_boxes = max(0, open_boxes - 1)
        elif block.box:
            open_boxes += 1
            parts.append(
                f'<div class="admonition admonition-{escape(block.box)}">'
                f'<p class="admonition-title">{escape(block.text.strip("*"))}</p>'
            )
        else:
            parts.append(_render(parser, block))
    parts.extend("</div>" for _ in range(open_boxes))
    return "\n".join(parts)


def _format_heading(block: Block) -> str:
    identity = f' id="{escape(block.anchor)}"' if block.anchor else ""
    return f"<h{block.level}{identity}>{escape(block.text)}</h{block.level}>"


def _render(parser: MarkdownIt, block: Block) -> str:
    tokens = parser.parse(block.text)
    headings = (token for token in tokens if token.type == "heading_open")
    for token, anchor in zip(headings, block.inner_anchors, strict=False):
        if anchor:
            token.attrSet("id", anchor)
    html = str(parser.renderer.render(tokens, parser.options, {})).rstrip()
    html = html.replace("<pre><code", '<pre tabindex="0"><code')  # whoever has no mouse scrolls it
    return (
        f'<div class="table" role="group" aria-label="Table" tabindex="0">{html}</div>'
        if block.kind == "table"
        else html
    )
