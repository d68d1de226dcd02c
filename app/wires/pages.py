"""The demo's site: the indexed pages, simply rendered with their exact heading ids: every citation can be followed."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from string import Template
from urllib.parse import quote, unquote, urlsplit

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse

from app.wires.page_html import format_page_html
from app.wires.wire import Wire
from indexing.blocks import Article

SITE_PATH = "/site/"
# Nothing but styles and pictures of this server: a page cannot run a script, whatever stands in the Markdown.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
}
_PAGE = Template("""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title</title>
<style>
:root { color-scheme: light dark; font: 16px/1.6 system-ui, sans-serif; }
body { display: grid; grid-template-columns: 15rem minmax(0, 46rem); gap: 3rem; margin: 2rem auto; max-width: 68rem;
  padding: 0 1rem; }
nav ul { list-style: none; padding: 0; }
nav li { margin: .3rem 0; }
pre { overflow-x: auto; padding: 1rem; border-radius: 6px;
  background: color-mix(in srgb, currentcolor 8%, transparent); }
table { border-collapse: collapse; display: block; overflow-x: auto; }
td, th { border: 1px solid color-mix(in srgb, currentcolor 25%, transparent); padding: .3rem .6rem; text-align: start; }
.admonition { border-inline-start: 4px solid #58a; padding: .1rem 1rem; margin: 1rem 0; }
.admonition-title { font-weight: 600; }
:target { background: #fd3; color: #000; }
@media (max-width: 46rem) { body { grid-template-columns: minmax(0, 1fr); } }
</style>
</head>
<body>
<nav aria-label="Pages"><p><a href="$playground">Ask a question</a></p><ul>$links</ul></nav>
<main>$body</main>
</body>
</html>
""")


@dataclass(frozen=True, slots=True)
class SitePages:
    """Pages that can be shown: titles by path, in order, and what stands on the page at a URL.

    Paths are decoded, as the server sees them: a page is found however its reader's program encodes a blank, a `%` or a
    letter.
    """

    titles: dict[str, str]
    load_article: Callable[[str], Article | None]

    def add(self, url: str, title: str) -> None:
        """The page at this URL can be shown."""
        self.titles[unquote(urlsplit(url).path)] = title


def create_pages_wire(pages: SitePages, playground: str) -> Wire:
    """Build `/site/…` and the start page `/`, which leads there and to the playground."""
    router = APIRouter(include_in_schema=False)

    def render(title: str, body: str) -> HTMLResponse:
        links = "".join(
            f'<li><a href="{escape(quote(path))}">{escape(name)}</a></li>' for path, name in pages.titles.items()
        )
        page = _PAGE.substitute(title=escape(title), links=links, body=body, playground=escape(playground))
        return HTMLResponse(page, headers=HEADERS)

    @router.get("/")
    def start() -> HTMLResponse:
        body = (
            "<h1>askdocs demo</h1><p>The pages on the left are indexed. Ask about them in the "
            f'<a href="{escape(playground)}">playground</a>, or read the <a href="/docs">API docs</a>.</p>'
        )
        return render("askdocs demo", body)

    @router.get(SITE_PATH)
    @router.get(SITE_PATH + "{route:path}")
    def page(route: str = "") -> HTMLResponse:
        path = SITE_PATH + route
        article = pages.load_article(quote(path)) if path in pages.titles else None
        if article is not None:
            return render(pages.titles[path], format_page_html(article, title=pages.titles[path]))
        if not route:
            return render("Pages", "<h1>Pages</h1><p>Choose one.</p>")
        raise HTTPException(404, f"There is no page {path}. The list of pages is at {SITE_PATH}.")

    return Wire(router)
