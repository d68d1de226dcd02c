"""Live sites, read with short waits, and what was read of them."""

from pathlib import Path

from app.sources.web.client import LiveOptions
from app.sources.web.opening import open_live_site
from indexing import SiteOptions
from indexing.built.site import HtmlSite
from tests.support.web_site import WebSite

FAST = LiveOptions(attempts=2, wait_seconds=0.01, answer_seconds=5)


def read_site(web: WebSite, folder: Path, options: SiteOptions | None = None, *, live: LiveOptions = FAST) -> HtmlSite:
    return open_live_site(web.origin, options or SiteOptions(), cache_folder=folder, live=live)


def list_paths(web: WebSite, site: HtmlSite) -> list[str]:
    return [page.url.removeprefix(web.origin) for page in site.read_pages()]


def list_problems(web: WebSite, site: HtmlSite) -> dict[str, str]:
    return {problem.source.removeprefix(web.origin): problem.message for problem in site.problems}
