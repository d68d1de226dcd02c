"""Where links and images in an answer may lead, and how their targets are written."""

import re
from collections.abc import Sequence
from functools import cached_property
from html import unescape
from urllib.parse import quote, urlsplit

from chains.guard.escapes import ENTITY, decode
from chains.retrieval import Passage

_URL = re.compile(r"https?://[^\s<>\"'`|\\]+", re.IGNORECASE)
_REFUSED = re.compile(r"[\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?")
_WORD = re.compile(r"[^\W_]+")
_FRAGMENT = re.compile(r"[\w.-]{1,100}")
_CLOSING = {")": "(", "]": "[", "}": "{"}
_PUNCTUATION = ".,:;!?*_~\"'"
_SAFE = "/:?#@!&+,;=.~-_"
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_PLAIN = re.compile(r"[A-Za-z0-9/:?#@!+,;=.~_-]*")
MAX_URL = 1_000


class LinkPolicy:
    """Lets through the pages of the sources' own site, and URLs that stand in the passages letter by letter.

    A URL that only begins like one of those is another one: what a model was talked into appending would leave with it.
    """

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages

    def format_target(self, target: str) -> str:
        """The target as it is written between `<` and `>`, its own characters encoded; empty when it is refused.

        Only a query that a known URL has is let through. A fragment that the passages do not know is left out.
        """
        target = ENTITY.sub(lambda entity: decode(entity) or "", _ESCAPE.sub(r"\1", target.strip(" \t")))
        if target.lower().startswith("www."):
            target = f"http://{target}"
        encoded = encode_url(target)
        if not encoded.strip() or len(target) > MAX_URL or _REFUSED.search(target):
            return ""
        address, hash_sign, fragment = encoded.partition("#")
        if not self._allows(address):
            return ""
        if encoded in self._urls or not hash_sign or not self._knows_fragment(fragment):
            return encoded if encoded in self._urls else address
        return encoded

    def _allows(self, address: str) -> bool:
        if ":" not in address and not address.startswith("//"):
            return _is_plain_path(address) and "?" not in address
        try:
            parts = urlsplit(address)
        except ValueError:
            return False
        if parts.scheme.lower() not in {"http", "https"} or not _HOST.fullmatch(parts.netloc.lower()):
            return False
        is_own = (parts.scheme.lower(), parts.netloc.lower()) in self._hosts
        if is_own and "?" not in address and _is_plain_path(parts.path):
            return True
        return address.rstrip("/") in self._addresses

    def _knows_fragment(self, fragment: str) -> bool:
        if not _FRAGMENT.fullmatch(fragment):
            return False
        return all(word in self._words for word in _WORD.findall(fragment.lower()))

    @cached_property
    def _hosts(self) -> frozenset[tuple[str, str]]:
        parts = [urlsplit(passage.source.url) for passage in self._passages]
        return frozenset((part.scheme.lower(), part.netloc.lower()) for part in parts)

    @cached_property
    def _urls(self) -> frozenset[str]:
        """Computed when the first link comes: most answers hold none."""
        found = (match.group() for passage in self._passages for match in _URL.finditer(passage.text))
        urls = [passage.source.url for passage in self._passages] + [url[: find_url_end(url)] for url in found]
        return frozenset(encode_url(unescape(url)) for url in urls)

    @cached_property
    def _addresses(self) -> frozenset[str]:
        return frozenset(url.partition("#")[0].rstrip("/") for url in self._urls)

    @cached_property
    def _words(self) -> frozenset[str]:
        texts = (f"{one.source.section} {one.source.title} {one.text} {one.source.url}" for one in self._passages)
        return frozenset(word for text in texts for word in _WORD.findall(text.lower()))


def _is_plain_path(path: str) -> bool:
    """A front end that takes the path alone must not read another host out of it."""
    return "//" not in path


def encode_url(url: str) -> str:
    """The URL with everything encoded that a renderer could take for the end of it, or for a mark of Markdown."""
    if _PLAIN.fullmatch(url):
        return url
    encoded = quote(re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", url), safe=f"{_SAFE}%", errors="replace")
    return re.sub(r"&(?=#?\w+;)", "%26", encoded)


def find_url_end(text: str) -> int:
    """Where a URL that was cut at white space really ends: before punctuation, and brackets that it does not open."""
    end = len(text)
    if text[-1:].isalnum() or text[-1:] == "/":
        return end
    opened = {bracket: text.count(bracket) for bracket in "()[]{}"}
    while end:
        last = text[end - 1]
        is_foreign = last in _CLOSING and opened[last] > opened[_CLOSING[last]]
        if last not in _PUNCTUATION and not is_foreign:
            break
        if last in opened:
            opened[last] -= 1
        end -= 1
    return end
