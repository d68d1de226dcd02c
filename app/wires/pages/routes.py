"""`/` and `/site/…`: the pages of the demo."""

from collections.abc import Mapping
from html import escape
from urllib.parse import quote

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse

from app.wires.pages.layout import format_page, format_starters
from app.wires.pages.rendering import format_page_html
from app.wires.pages.shown import SITE_PATH, SitePages
from app.wires.wire import Wire

# Scripts of this server alone, which are the panel's: whatever stands in the Markdown runs none of its own.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'unsafe-inline'; img-src 'self' data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
        "trusted-types askdocs"
    ),
    "X-Content-Type-Options": "nosniff",
}
EXTRACTS = (
    "There is no Gemini key, so answers are extracts: sentences of these pages. "
    "Set GEMINI_API_KEY to have Gemini write them."
)


def create_pages_wire(pages: SitePages, links: Mapping[str, str], *, extracts: bool = False) -> Wire:
    """Build `/site/…`, and the start page `/`. `links` are addresses by what the header calls them."""
    router = APIRouter(include_in_schema=False)

    def render(title: str, body: str, path: str) -> HTMLResponse:
        language, version = pages.find_edition(path)
        page = format_page(
            title,
            body,
            language=language,
            version=version,
            pages=pages.list_neighbours(path),
            current=path,
            links=links,
            strip=EXTRACTS if extracts else "",
            questions=pages.choose_starters(path),
        )
        return HTMLResponse(page, headers=HEADERS)

    def show(path: str) -> str | None:
        article = pages.load_article(quote(path)) if path in pages.pages else None
        return None if article is None else format_page_html(article, title=pages.pages[path].title)

    @router.get("/")
    def start() -> HTMLResponse:
        body = show(pages.first) or (
            "<h1>askdocs demo</h1><p>The pages that were indexed are published elsewhere; answers link to them. "
            "Ask with the button at the bottom of the window.</p>"
        )
        return render("askdocs demo", format_starters(pages.choose_starters(pages.first)) + body, pages.first)

    @router.get(SITE_PATH)
    @router.get(SITE_PATH + "{route:path}")
    def page(route: str = "") -> HTMLResponse:
        path = SITE_PATH + route
        body = show(path)
        if body is not None:
            return render(f"{pages.pages[path].title} | askdocs demo", body, path)
        if not route:
            return render("Pages", "<h1>Pages</h1><p>Choose one.</p>", path)
        raise HTTPException(404, f"There is no page {escape(path)}. The list of pages is at {SITE_PATH}.")

    return Wire(router)
