"""From fetched pages to the pages of the site: their published addresses, without what only looks like a page."""

import hashlib
import re
from collections.abc import Sequence

from app.sources.web.addresses import get_path, simplify
from app.sources.web.crawling import Crawl, CrawledPage
from app.sources.web.fetching import RedirectError
from indexing.built.opening import choose_docs
from indexing.built.own_pages import leave_out_own_pages
from indexing.built.site import HtmlFile
from indexing.docusaurus.routes import format_url
from indexing.errors import PageError, UnreadableError
from indexing.findings import Findings
from indexing.html.page import read_html_page
from indexing.model import SiteOptions

_NOT_FOUND = re.compile(
    r"^(?:404\b.*|(?:page |error:? )?not found|page introuvable|seite nicht gefunden)", re.IGNORECASE
)


class Selection:
    """Decides what is a page. `missing_digest` tells the page that the site shows for addresses it does not have."""

    def __init__(
        self,
        published: str,
        base: str,
        missing_digest: str,
        options: SiteOptions,
        findings: Findings,
        *,
        has_login: bool,
    ) -> None:
        self._published = published
        self._base = base
        self._missing_digest = missing_digest
        self._has_login = has_login  # then a redirect to another host may be the end of the session
        self._options = options
        self._findings = findings

    def create_digest(self, content: bytes) -> str:
        """What is compared with the page for missing addresses; empty where the site answers those with 404."""
        return digest_content(content) if self._missing_digest else ""

    def select(self, crawl: Crawl) -> list[HtmlFile]:
        """The pages, sorted by their URL, each once. What was left out for a reason becomes a problem."""
        for address, error in crawl.failed:
            if isinstance(error, UnreadableError) or (self._has_login and isinstance(error, RedirectError)):
                path, mark, query = address.partition("?")
                url = f"{format_url(self._published, get_path(path))}{mark}{query}"
                self._findings.report_unreadable(address, str(error), url)
            else:
                self._findings.report(address, str(error))
        shown = self._leave_out_hidden([page for page in crawl.pages if not page.head.redirects])
        copies = {page.address for page in shown if self._is_copy(page)}
        if 2 * len(copies) > len(shown):
            self._findings.assumptions.append("Canonical links were not followed: most of them lead to other pages.")
            copies = set()
        files: dict[str, HtmlFile] = {}
        for page in shown:
            if self._is_missing(page):
                self._findings.report(page.address, "answers with the page for missing addresses and was left out")
            elif page.address in copies:
                message = f"says that it is a copy of {page.head.canonical} and was left out"
                self._findings.report(page.address, message)
            else:
                url = self._create_url(page)
                files.setdefault(url, HtmlFile(page.address, page.head, url, source=url))
        below = {self._get_path_below(file.url): file for file in files.values()}
        heads, left_out = leave_out_own_pages([(path, file.head) for path, file in below.items()], self._options)
        self._findings.assumptions.extend(left_out)
        chosen = {below[path].url for path, _ in choose_docs(heads, self._options, self._findings)}
        return [file for url, file in sorted(files.items()) if url in chosen]

    def _get_path_below(self, url: str) -> str:
        """With the query, where pages of one path differ in it, as those of a wiki do."""
        path, mark, query = url.partition("?")
        return f"{get_path(path).removeprefix(self._base).lstrip('/')}{mark}{query}"

    def _leave_out_hidden(self, pages: Sequence[CrawledPage]) -> list[CrawledPage]:
        """Pages that ask not to be found; a site that says so of all of them, such as a preview, does not mean us."""
        shown = [page for page in pages if not page.head.is_hidden]
        if not shown or len(shown) == len(pages):
            return list(pages)
        self._findings.assumptions.append(
            f"Pages left out because they ask not to be found (noindex): {len(pages) - len(shown)}."
        )
        return shown

    def _is_missing(self, page: CrawledPage) -> bool:
        if page.head.doc_id:
            return False
        if self._missing_digest and page.digest == self._missing_digest:
            return not self._is_own_canonical(page)
        return bool(_NOT_FOUND.match(page.head.title))

    def _is_copy(self, page: CrawledPage) -> bool:
        """A doc is believed to be one: sites name the latest version as the canonical page of older ones."""
        return bool(page.head.canonical) and not page.head.doc_id and not self._is_own_canonical(page)

    def _is_own_canonical(self, page: CrawledPage) -> bool:
        canonical = page.head.canonical
        path, _, query = canonical.partition("#")[0].partition("?")
        own_path, _, own_query = page.url.partition("?")
        return bool(canonical) and simplify(get_path(path)) == simplify(get_path(own_path)) and query in {"", own_query}

    def _create_url(self, page: CrawledPage) -> str:
        """The canonical form of the page's own address."""
        address = page.head.canonical.partition("#")[0] if self._is_own_canonical(page) else page.url
        path, _, query = address.partition("?")
        return format_url(self._published, get_path(path) or "/") + (f"?{query}" if query else "")


def digest_content(content: bytes) -> str:
    """SHA-256 (hex) of what a page shows; empty for one that cannot be read."""
    try:
        blocks = read_html_page(content).article.blocks
    except (PageError, ValueError, RecursionError):
        return ""
    return hashlib.sha256("\n".join(block.text for block in blocks).encode("utf-8", "replace")).hexdigest()
