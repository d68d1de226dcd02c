"""The demo's site: the indexed pages, rendered so that every citation can be followed, with the panel on them."""

from app.wires.pages.routes import create_pages_wire
from app.wires.pages.shown import SITE_PATH, SitePages

__all__ = ["SITE_PATH", "SitePages", "create_pages_wire"]
