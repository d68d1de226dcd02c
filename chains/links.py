"""Where links and images in an answer may lead."""

import re
from collections.abc import Iterable
from functools import cached_property
from html import unescape
from urllib.parse import urldefrag, urlsplit

_URL = re.compile(r"(?:https?://|mailto:)[^\s<>\"'`|\\]+", re.IGNORECASE)
_NESTED = re.compile(r"[][<>`\\\s]|(?<!^http)(?<!^https)://", re.IGNORECASE)
"""Where a renderer makes no link of a link, what stands in its target is text, and could hold another one."""
_CLOSING = {")": "(", "]": "[", "}": "{"}
_PUNCTUATION = ".,:;!?*_~…。，、；：！？"


class LinkPolicy:
    """Lets through the pages of the sources' own site, and URLs that stand in the passages letter by letter.

    A URL that only begins like one of those is another one: what a model was talked into appending would leave with it.
    """

    def __init__(self, source_urls: Iterable[str], passages: Iterable[str]) -> None:
        self._source_urls = tuple(source_urls)
        self._passages = tuple(passages)

    def allows(self, target: str) -> bool:
        """Whether a link may have this target, as it stands in the Markdown; `www.` counts as `http://www.`."""
        target = unescape(target)
        if target.lower().startswith("www."):
            target = f"http://{target}"
        if not target.isprintable() or _NESTED.search(target):
            return False
        try:
            parts = urlsplit(target)
        except ValueError:
            return False
        if parts.netloc:
            return parts.scheme.lower() in {"http", "https"} and (
                parts.netloc.lower() in self._hosts or _normalize(target) in self._urls
            )
        if parts.scheme:
            return _normalize(target) in self._urls
        return not target.startswith("//")

    @cached_property
    def _hosts(self) -> frozenset[str]:
        return frozenset(urlsplit(url).netloc.lower() for url in self._source_urls)

    @cached_property
    def _urls(self) -> frozenset[str]:
        """Computed when the first URL comes: most answers hold none."""
        found = (match.group() for passage in self._passages for match in _URL.finditer(passage))
        return frozenset(_normalize(url[: find_url_end(url)]) for url in found)


def find_url_end(text: str) -> int:
    """Where a URL that was cut at white space really ends: before punctuation, and brackets that it does not open."""
    end = len(text)
    while end:
        last = text[end - 1]
        is_foreign = last in _CLOSING and text.count(last, 0, end) > text.count(_CLOSING[last], 0, end)
        if last not in _PUNCTUATION and not is_foreign:
            break
        end -= 1
    return end


def _normalize(url: str) -> str:
    return unescape(urldefrag(url).url).rstrip("/")
