"""All pages of a list, a few at a time, each into the cache; only what their heads say stays in memory."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from urllib.parse import quote

from app.sources.web.addresses import get_path
from app.sources.web.cache import PageCache
from app.sources.web.fetching import Fetcher
from indexing.built.twins import list_twin_names, may_be_drawn
from indexing.errors import PageError, ReadingError, UnreadableError
from indexing.files.decoding import convert_to_utf8
from indexing.html.head import HtmlHead, read_html_head

MAX_FAILURES_IN_A_ROW = 25
OnProgress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class CrawledPage:
    """A page that is in the cache. `address` is where it was asked for, `url` where redirects ended."""

    address: str
    url: str
    head: HtmlHead
    digest: str
    """What tells its content from that of others."""


@dataclass(slots=True)
class Crawl:
    """What became of the pages, each list in the order of the addresses."""

    pages: list[CrawledPage] = field(default_factory=list)
    failed: list[tuple[str, PageError]] = field(default_factory=list)


class Crawler:
    """Fetches pages with some threads. `delay` is how many seconds lie between two requests, 0 for none."""

    def __init__(self, fetcher: Fetcher, cache: PageCache, *, concurrency: int, delay: float, max_bytes: int) -> None:
        self._fetcher = fetcher
        self._cache = cache
        self._concurrency = 1 if delay else concurrency
        self._delay = delay
        self._max_bytes = max_bytes
        self._failures_in_a_row = 0
        self._lock = Lock()

    def crawl(self, addresses: Sequence[str], create_digest: Callable[[bytes], str], on_progress: OnProgress) -> Crawl:
        """Fetch every address. Raises ReadingError when the server fails for many pages without one that it gives."""
        crawl = Crawl()
        results: dict[str, CrawledPage | PageError] = {}
        with _executing(self._concurrency) as executor:
            waiting = iter(addresses)
            running: dict[Future[CrawledPage | PageError], str] = {}
            while True:
                for address in waiting:
                    running[executor.submit(self._fetch, address, create_digest)] = address
                    if len(running) >= 2 * self._concurrency:
                        break
                if not running:
                    break
                done, _ = wait(running, return_when="FIRST_COMPLETED")
                for future in done:
                    results[running.pop(future)] = future.result()
                    on_progress(len(results), len(addresses))
        for address in addresses:
            result = results[address]
            if isinstance(result, CrawledPage):
                crawl.pages.append(result)
            else:
                crawl.failed.append((address, result))
        return crawl

    def _fetch(self, address: str, create_digest: Callable[[bytes], str]) -> CrawledPage | PageError:
        if self._delay:
            time.sleep(self._delay)
        try:
            page = self._load(address, create_digest)
        except UnreadableError as error:
            self._count_failure(address, error)
            return error
        except PageError as error:
            return error
        with self._lock:
            self._failures_in_a_row = 0
        return page

    def _load(self, address: str, create_digest: Callable[[bytes], str]) -> CrawledPage:
        known = self._cache.find(address)
        headers: dict[str, str] = {}
        if known and known.etag:
            headers["If-None-Match"] = known.etag
        if known and known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        fetched = self._fetcher.fetch(address, limit=self._max_bytes, headers=headers)
        if known and fetched.status == 304:  # noqa: PLR2004 - not modified
            self._cache.keep(address)
            content = self._cache.load(address)
        else:
            if not fetched.is_html:
                message = f"is {fetched.headers['content-type']}, not HTML, and was left out"
                raise PageError(message)
            content = convert_to_utf8(fetched.content, fetched.charset)
            self._cache.save(
                address,
                content,
                final_url=fetched.url,
                etag=fetched.headers.get("etag", ""),
                last_modified=fetched.headers.get("last-modified", ""),
            )
        head = read_html_head(content)
        if may_be_drawn(content):
            self._save_twin(address, fetched.url, head)
        return CrawledPage(address, fetched.url, head, create_digest(content))

    def _save_twin(self, address: str, url: str, head: HtmlHead) -> None:
        """Keeps the Markdown of a page that JavaScript seems to draw, where the server has it."""
        for name in dict.fromkeys(list_twin_names(get_path(url).lstrip("/"), head)):
            try:
                fetched = self._fetcher.fetch(f"{self._fetcher.origin}/{quote(name)}", limit=self._max_bytes)
            except PageError:
                continue
            if not fetched.is_html:
                key = create_twin_key(address)
                self._cache.save(key, fetched.content, final_url=fetched.url, etag="", last_modified="")
                return

    def _count_failure(self, address: str, error: UnreadableError) -> None:
        with self._lock:
            self._failures_in_a_row += 1
            failures = self._failures_in_a_row
        if failures >= MAX_FAILURES_IN_A_ROW:
            message = (
                f"{failures} pages in a row could not be read, the last was {address}, which {error}. "
                "Nothing was changed; try again when the site is well."
            )
            raise ReadingError(message) from error


def create_twin_key(address: str) -> str:
    """Under what the Markdown of a page is in the cache."""
    return f"{address}#markdown"


@contextmanager
def _executing(threads: int) -> Iterator[ThreadPoolExecutor]:
    """An executor that drops what waits when something is raised, so that Ctrl-C does not fetch the rest."""
    executor = ThreadPoolExecutor(threads, thread_name_prefix="fetch")
    try:
        yield executor
    finally:
        executor.shutdown(wait=True, cancel_futures=True)
