"""A documentation site read over HTTP: its sitemap, its pages, and a copy of them on disk for the next time."""

from app.sources.web.client import LiveOptions
from app.sources.web.crawling import OnProgress
from app.sources.web.login import LoginHeader, ensure_one_host
from app.sources.web.opening import is_address, open_live_site
from app.sources.web.single_file import fetch_file

__all__ = ["LiveOptions", "LoginHeader", "OnProgress", "ensure_one_host", "fetch_file", "is_address", "open_live_site"]
