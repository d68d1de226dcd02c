"""The addresses that a site lists: sitemaps, as XML or text, sitemaps of sitemaps, packed ones.

Bombs and foreign ones are refused.
"""

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from html import unescape

from app.sources.web.addresses import find_origin, normalize
from app.sources.web.fetching import Fetcher, MissingError, RefusedError
from indexing.errors import PageError, ReadingError
from indexing.findings import Findings

MAX_SITEMAP_BYTES = 50_000_000
MAX_SITEMAP_URLS = 50_000
MAX_SITEMAPS = 500
MAX_URLS = 500_000
_MAX_NAMED = 3

_LOCATION = re.compile(rb"<(?:(?!image:|video:|news:)\w+:)?loc\s*>\s*(?:<!\[CDATA\[)?\s*([^<\s\]]+)")
_IS_INDEX = re.compile(rb"<(?:\w+:)?sitemapindex[\s>]")
_IS_SITEMAP = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)[\s/>]")
_IS_LIST = re.compile(rb"(?:\xef\xbb\xbf)?\s*https?://\S+[ \t]*(?:\r?\n|\Z)")
_LINE = re.compile(rb"^(?:\xef\xbb\xbf)?[ \t]*(https?://\S+)[ \t]*\r?$", re.MULTILINE)
_ROUTE = re.compile(r"#!?/[^#\s]")
"""A page of a hash router, such as `/#/guide`; its front page is `/#/`."""
_GZIP = b"\x1f\x8b"


def load_sitemaps(fetcher: Fetcher, addresses: Iterable[str], findings: Findings) -> dict[str, None] | None:
    """The pages that the sitemaps list, in order, each once, of whatever host; None when there is no sitemap.

    A sitemap of another host is not asked for. What an index lists and is no sitemap, or does not exist, is told, and
    so are addresses that only the browser tells apart. Raises ReadingError when one cannot be read: which pages are
    gone could not be told then.
    """
    pages: dict[str, None] = {}
    pending = list(dict.fromkeys(addresses))
    guessed = frozenset(pending)
    seen: set[str] = set()
    found_any = False
    left_out: list[str] = []
    in_browser: list[str] = []
    while pending:
        address = pending.pop(0)
        if not address or address in seen:
            continue
        seen.add(address)
        if find_origin(address) != fetcher.origin:
            left_out += [] if address in guessed else [address]
            continue
        if len(seen) > MAX_SITEMAPS:
            message = f"{address}: the site has more than {MAX_SITEMAPS} sitemaps. Index a part of it by its address."
            raise ReadingError(message)
        content = _load(fetcher, address, may_be_refused=address in guessed)
        if content is None:
            left_out += [] if address in guessed else [address]
            continue
        found_any = True
        written = [unescape(raw.decode("utf-8", "replace")) for raw in _find_locations(content, address)]
        in_browser += [location for location in written if _ROUTE.search(location)]
        locations = [normalize(location, address) for location in written]
        if _IS_INDEX.search(content[:10_000]):
            pending.extend(find_children(locations, fetcher.origin))
        else:
            pages.update(dict.fromkeys(filter(None, locations)))
        if len(pages) > MAX_URLS:
            message = f"{address}: the sitemaps list more than {MAX_URLS} pages. Index a part of it by its address."
            raise ReadingError(message)
    findings.assumptions += format_left_out(left_out, in_browser)
    return pages if found_any else None


def format_left_out(sitemaps: Sequence[str], in_browser: Sequence[str]) -> Iterator[str]:
    """Sentences about what is listed and cannot be read: further sitemaps, and addresses behind a `#`."""
    if sitemaps:
        yield (
            f"Pages that only these sitemaps list are not read, because they are on another host, missing or no "
            f"sitemaps: {_format_some(sitemaps)}."
        )
    if in_browser:
        yield (
            f"Addresses with a # in the sitemap ({_format_some(in_browser)}) are one page to a server, which "
            "JavaScript fills: what stands there is not read. Index the sources of the site instead."
        )


def _format_some(addresses: Sequence[str]) -> str:
    more = f" and {len(addresses) - _MAX_NAMED} more" if len(addresses) > _MAX_NAMED else ""
    return ", ".join(addresses[:_MAX_NAMED]) + more


def find_children(locations: list[str], origin: str) -> list[str]:
    """The sitemaps of an index, at this origin: a copy of a site elsewhere lists those of the original."""
    origins = {find_origin(url) for url in locations if url}
    if origin in origins or len(origins) != 1:
        return locations
    return [origin + url.removeprefix(find_origin(url)) for url in locations if url]


def _load(fetcher: Fetcher, address: str, *, may_be_refused: bool) -> bytes | None:
    try:
        content = fetcher.fetch(address, limit=MAX_SITEMAP_BYTES).content
        if content.startswith(_GZIP):
            content = _unpack(content)
    except MissingError:
        return None
    except PageError as error:
        if may_be_refused and isinstance(error, RefusedError):
            return None
        message = f"The sitemap {address} {error}. Nothing was changed; try again later, or pass a folder."
        raise ReadingError(message) from error
    return content if _IS_SITEMAP.search(content[:10_000]) or _IS_LIST.match(content) else None


def _unpack(content: bytes) -> bytes:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacker.decompress(content, MAX_SITEMAP_BYTES + 1)
    except zlib.error as error:
        message = f"cannot be unpacked ({error})"
        raise PageError(message) from error
    if len(unpacked) > MAX_SITEMAP_BYTES:
        message = f"is larger than {MAX_SITEMAP_BYTES // 1_000_000} MB once unpacked"
        raise PageError(message)
    return unpacked


def _find_locations(content: bytes, address: str) -> list[bytes]:
    """Read without an XML parser: there are no entities to blow up."""
    is_list = _IS_LIST.match(content) and not _IS_SITEMAP.search(content[:10_000])
    found = _LINE.findall(content) if is_list else _LOCATION.findall(content)
    if len(found) > MAX_SITEMAP_URLS:
        message = f"The sitemap {address} lists more than {MAX_SITEMAP_URLS} pages, which no sitemap may."
        raise ReadingError(message)
    return found
