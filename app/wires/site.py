"""The demo's site: the indexed pages, simply rendered with their exact heading ids, so that citations can be followed."""

from html import escape
from string import Template
from typing import Protocol

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse, RedirectResponse

SITE_PATH = "/site/"
# Everything comes from this server, and nothing but styles and pictures: a page cannot run a script.
CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'"


class SitePages(Protocol):
    """Pages that can be shown."""

    def list_pages(self) -> list[tuple[str, str]]:
        """Route below `/site/` and title of each page, in reading order."""
        ...

    def load_page(self, route: str) -> tuple[str, str] | None:
        """Title and HTML of one page; None when there is no such page."""
        ...
