"""The address of a page, whatever its reader's browser or a preview of the site makes of it."""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

_DEFAULT_PORT = re.compile(r":(?:80|443)?$")


@dataclass(frozen=True, slots=True)
class PageAddress:
    """What tells pages apart: no scheme, query, anchor, default port, `index.html`, `.html` or slash at the end."""

    host: str
    """In lower case; empty for a bare path."""
    path: str
    """`docs/1.x/guide`, decoded; empty for the start page."""

    def is_page_of(self, url: str) -> bool:
        """True for a URL on this page. The host does not count: a preview of the site stands elsewhere."""
        other = parse_address(url)
        return other is not None and other.path == self.path


def parse_address(url: str) -> PageAddress | None:
    """The address in a URL or in a bare path (`/docs/guide`); None when there is none in it, whatever it holds."""
    try:
        parts = urlsplit(url)
    except ValueError:  # such as half an IPv6 address
        return None
    if parts.scheme not in {"", "http", "https"} or not (parts.netloc if not parts.path else parts.path[0] == "/"):
        return None
    if parts.scheme and not parts.netloc:
        return None
    names = [unquote(name).replace("/", "%2F") for name in parts.path.split("/") if name]
    if names and names[-1] == "index.html":
        del names[-1]
    elif names and names[-1] != ".html":
        names[-1] = names[-1].removesuffix(".html")
    host = _DEFAULT_PORT.sub("", parts.netloc.rpartition("@")[2].lower())
    return PageAddress(host, "/".join(names))
