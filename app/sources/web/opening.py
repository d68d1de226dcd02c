"""Opening a live site: where it is, what may be read, which pages it lists, and each of them fetched."""

import hashlib
import os
import secrets
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import httpx

from app.sources.web.addresses import find_origin, get_path, normalize
from app.sources.web.cache import PageCache
from app.sources.web.client import AGENT, LiveOptions, check_address, creating_client
from app.sources.web.crawling import Crawl, Crawler, OnProgress, create_twin_key
from app.sources.web.fetching import Fetcher, MissingError, RedirectError, RefusedError
from app.sources.web.listing import Listing, find_published_origin
from app.sources.web.locales import find_locale_bases
from app.sources.web.login import LoginHeader, explain_refusal
from app.sources.web.selection import Selection, digest_content
from app.sources.web.sitemap import load_sitemaps
from indexing.blocks import Article
from indexing.built.labelling import label_versions
from indexing.built.site import HtmlFile, HtmlSite
from indexing.built.twins import read_twin
from indexing.errors import PageError, ReadingError
from indexing.findings import Findings
from indexing.model import SiteOptions

_MAX_ROBOTS_BYTES = 500_000
_MAX_DELAY_SECONDS = 10.0


def open_live_site(
    address: str,
    options: SiteOptions,
    *,
    cache_folder: Path | None = None,
    live: LiveOptions | None = None,
    header: LoginHeader | None = None,
    on_progress: OnProgress = lambda _done, _total: None,
) -> HtmlSite:
    """The pages below `address` that its sitemap lists, fetched; reading them asks nothing of the server any more.

    Only this origin is asked, and `header` is sent to it where it is for this host. `on_progress` is called with the
    number of pages done and their total. Raises ReadingError when the site does not answer, has no sitemap, or its
    sitemap cannot be read.
    """
    start = check_address(address)
    live = live or LiveOptions()
    with creating_client(live) as client:
        return _Opening(client, start, options, live, cache_folder, header=header).open(on_progress)


class _Opening:
    def __init__(
        self,
        client: httpx.Client,
        start: str,
        options: SiteOptions,
        live: LiveOptions,
        cache_folder: Path | None,
        *,
        header: LoginHeader | None,
    ) -> None:
        self._header = header
        self._login = {header.name: header.value} if header and header.is_for(start) else {}
        self._refusal = ""
        self._client = client
        self._start = start if start.endswith(("/", ".html")) else f"{start}/"
        self._base = get_path(self._start).rsplit("/", 1)[0] + "/"
        self._options = options
        self._live = live
        self._findings = Findings()
        self._cache = PageCache(cache_folder or _find_cache_folder(start))
        self._fetcher = self._create_fetcher(find_origin(start))

    def open(self, on_progress: OnProgress) -> HtmlSite:
        self._settle_origin()
        robots = self._load_robots()
        listed = self._list_pages([normalize(url) for url in robots.site_maps() or []])
        published = find_published_origin(listed, self._fetcher.origin, self._options, self._findings)
        listing = Listing(
            origin=self._fetcher.origin,
            base=self._base,
            robots=robots,
            agent=AGENT,
            options=self._options,
            findings=self._findings,
        )
        selection = Selection(
            published, self._base, self._probe(), self._options, self._findings, has_login=bool(self._login)
        )
        crawler = Crawler(
            self._fetcher,
            self._cache,
            concurrency=self._live.concurrency,
            delay=min(float(robots.crawl_delay(AGENT) or 0), _MAX_DELAY_SECONDS),
            max_bytes=self._live.max_page_bytes,
        )
        crawl = crawler.crawl(listing.choose(listed), selection.create_digest, on_progress)
        further = self._list_translations(crawl, listed)
        if further:
            other = crawler.crawl(listing.choose(further), selection.create_digest, on_progress)
            crawl = Crawl(crawl.pages + other.pages, crawl.failed + other.failed)
        files = selection.select(crawl)
        if not files:
            raise ReadingError(self._explain_empty(listed))
        if not crawl.failed:
            self._cache.prune()
        labelled, default_version = label_versions(files, self._options, self._findings, base=self._base)
        return HtmlSite(
            labelled,
            self._cache.load,
            self._options,
            self._findings,
            default_version=default_version,
            load_twin=self._load_twin,
        )

    def _load_twin(self, file: HtmlFile, ids: frozenset[str]) -> Article | None:
        key = create_twin_key(file.name)
        return read_twin(self._cache.load(key), ids) if self._cache.find(key) else None

    def _create_fetcher(self, origin: str, *, with_login: bool = True) -> Fetcher:
        live = self._live
        return Fetcher(
            self._client,
            origin,
            seconds=live.answer_seconds,
            attempts=live.attempts,
            wait_seconds=live.wait_seconds,
            headers=self._login if with_login else {},
        )

    def _settle_origin(self) -> None:
        """Ask for the address itself; a move from http to https is followed, none to another host."""
        start = self._start
        if self._login and start.startswith("http://"):  # the secret is not sent where only a redirect to https is
            with suppress(ReadingError):
                self._ask(self._create_fetcher(find_origin(start), with_login=False))
        if self._start == start:
            self._ask(self._fetcher)

    def _ask(self, fetcher: Fetcher) -> None:
        self._refusal = ""
        try:
            fetcher.fetch(self._start, limit=self._live.max_page_bytes)
        except RedirectError as error:
            secure = self._start.replace("http://", "https://", 1)
            if find_origin(error.target) != find_origin(secure):
                login = explain_refusal(self._header, self._start)
                message = f"{self._start} {error}. If that is the site, pass its address. {login}"
                raise ReadingError(message) from error
            self._start = secure
            self._fetcher = self._create_fetcher(find_origin(secure))
        except RefusedError as error:
            self._refusal = str(error)  # a site below this address may have no front page that all may see
        except MissingError:
            return  # a site below this address may have no front page
        except PageError as error:
            message = f"{self._start} {error}. Check the address, or pass a folder."
            raise ReadingError(message) from error

    def _load_robots(self) -> RobotFileParser:
        url = f"{self._fetcher.origin}/robots.txt"
        robots = RobotFileParser(url)
        try:
            text = self._fetcher.fetch(url, limit=_MAX_ROBOTS_BYTES).content.decode("utf-8", "replace")
        except (MissingError, RedirectError, RefusedError):
            text = ""
        except PageError as error:
            message = f"{url} {error}: whether the site may be read is not known. Try again later."
            raise ReadingError(message) from error
        robots.parse([] if text.lstrip().startswith("<") else text.splitlines())
        return robots

    def _list_pages(self, named: list[str]) -> dict[str, None]:
        origin = self._fetcher.origin
        for addresses in ([f"{origin}{self._base}sitemap.xml"], named, [f"{origin}/sitemap.xml"]):
            found = load_sitemaps(self._fetcher, addresses, self._findings)
            if found:
                return found
        message = (
            f"{self._start} has no sitemap.xml that lists pages. Have the site's generator write one (Docusaurus: "
            "plugin-sitemap), or pass the folder of the built site."
        )
        if self._refusal:
            message = f"{self._start} {self._refusal}. {explain_refusal(self._header, self._start)}"
        raise ReadingError(message)

    def _list_translations(self, crawl: Crawl, listed: dict[str, None]) -> list[str]:
        """The pages of other languages that the main sitemap does not list."""
        bases = find_locale_bases(crawl.pages, self._options.locale)
        sitemaps = [f"{self._fetcher.origin}{base}sitemap.xml" for base in bases if base.startswith(self._base)]
        return [url for url in load_sitemaps(self._fetcher, sitemaps, self._findings) or {} if url not in listed]

    def _probe(self) -> str:
        """What the site shows for an address that it cannot have; empty where it rightly answers 404."""
        try:
            url = f"{self._fetcher.origin}{self._base}{secrets.token_hex(12)}"
            return digest_content(self._fetcher.fetch(url, limit=self._live.max_page_bytes).content)
        except PageError:
            return ""

    def _explain_empty(self, listed: Collection[str]) -> str:
        is_below = any(f"{get_path(url)}/".startswith(self._base) for url in listed)
        reasons = [] if is_below else [f"Only pages below {self._start} are read, and none of them is one."]
        reasons += [f"{problem.source} {problem.message}." for problem in self._findings.problems[:3]]
        reasons += self._findings.assumptions
        if self._refusal:
            reasons.append(explain_refusal(self._header, self._start))
        return " ".join((f"None of the {len(listed)} pages that the sitemap of {self._start} lists is left.", *reasons))


def _find_cache_folder(start: str) -> Path:
    """A folder for each site below the user's cache folder, or a temporary one where that cannot be written."""
    root = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser()
    folder = root / "askdocs" / f"{urlsplit(start).hostname}-{hashlib.sha256(start.encode()).hexdigest()[:8]}"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return Path(mkdtemp(prefix="askdocs-"))
    return folder if os.access(folder, os.W_OK) else Path(mkdtemp(prefix="askdocs-"))
