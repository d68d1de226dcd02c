"""A documentation site read over HTTP: its sitemap, its pages, and a copy of them on disk for the next time."""

from app.sources.web.crawling import OnProgress
from app.sources.web.login import LoginHeader, ensure_one_host
from app.sources.web.opening import LiveOptions, is_address, open_live_site

__all__ = ["LiveOptions", "LoginHeader", "OnProgress", "ensure_one_host", "is_address", "open_live_site"]
