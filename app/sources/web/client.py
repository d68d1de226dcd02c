"""The HTTP client with which sites are read, and how hard they are asked."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

from app import __version__
from app.sources.web.addresses import normalize
from indexing.errors import ReadingError

AGENT = "askdocs"


@dataclass(frozen=True, slots=True)
class LiveOptions:
    """How hard a site is asked. Times are in seconds."""

    concurrency: int = 8
    connect_seconds: float = 10.0
    answer_seconds: float = 60.0
    """What one page may take as a whole."""
    attempts: int = 3
    wait_seconds: float = 0.5
    """Before the second attempt; doubled for each further one."""
    max_page_bytes: int = 10_000_000


def check_address(address: str) -> str:
    """The address in its normal form. Raises ReadingError for one that is none, or names a user."""
    normal = normalize(address)
    if not normal or "@" in address.partition("://")[2].partition("/")[0]:
        shown = re.sub(r"(?<=://)[^/]*@", "…@", address)
        message = f"{shown!r} is no address that can be read. Pass one like https://docs.example.org, without a user."
        raise ReadingError(message)
    return normal


@contextmanager
def creating_client(live: LiveOptions) -> Iterator[httpx.Client]:
    """A client that follows no redirects by itself, closed behind the block."""
    headers = {
        "User-Agent": f"{AGENT}/{__version__}",
        "Accept": "text/html,application/xhtml+xml,application/xml",
        "Accept-Encoding": "gzip",  # what is unpacked bit by bit, so that a bomb is noticed
    }
    timeout = httpx.Timeout(live.answer_seconds, connect=live.connect_seconds)
    limits = httpx.Limits(max_connections=live.concurrency)
    with httpx.Client(headers=headers, timeout=timeout, limits=limits, follow_redirects=False) as client:
        yield client
