"""Which addresses belong to a site, and how they are written."""

from ipaddress import ip_address
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit, urlunsplit

_PORTS = {"http": 80, "https": 443}


def is_address(site: str) -> bool:
    """Whether SITE is a web address, not a folder."""
    return site.lower().startswith(("http://", "https://"))


def find_origin(url: str) -> str:
    """`https://docs.example.org:8443`, without the scheme's own port; empty for anything that is no web address."""
    parts = _split(url)
    if parts is None or parts.scheme not in _PORTS or not parts.hostname:
        return ""
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    port = parts.port
    return f"{parts.scheme}://{host}" + (f":{port}" if port and port != _PORTS[parts.scheme] else "")


def normalize(url: str, base: str = "") -> str:
    """The absolute address without an anchor, percent-encoded once; empty for anything that is no web address.

    `..` is followed, as whoever fetches the address would do, so that what is judged is what is fetched.
    """
    parts = _split(url.strip(), base)
    origin = find_origin(urlunsplit(parts)) if parts else ""
    if not parts or not origin:
        return ""
    path = quote(_follow_dots(unquote(parts.path)), safe="/:@!$&'()*+,;=~") or "/"
    return f"{origin}{path}?{parts.query}" if parts.query else f"{origin}{path}"


def get_path(url: str) -> str:
    """The path of an address, decoded."""
    parts = _split(url)
    return unquote(parts.path) if parts else ""


def simplify(path: str) -> str:
    """A path without what servers add or leave out: slashes at its ends, `.html`, `index`."""
    simple = path.strip("/").removesuffix(".html")
    return "" if simple == "index" else simple.removesuffix("/index")


def is_private(url: str) -> bool:
    """Whether an address leads to this machine or a private network, as far as its text tells."""
    parts = _split(url)
    host = (parts.hostname or "") if parts else ""
    try:
        return not ip_address(host).is_global
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local", ".internal"))


def _follow_dots(path: str) -> str:
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in {".", ".."}:
        kept.append("")
    return "/" + "/".join(kept)


def _split(url: str, base: str = "") -> SplitResult | None:
    try:
        parts = urlsplit(urljoin(base, url) if base else url)
        _ = parts.port, parts.hostname
    except ValueError:
        return None
    return parts
