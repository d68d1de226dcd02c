"""Where links and images in an answer may lead, and how their targets are written."""

import re
from collections.abc import Sequence
from functools import cached_property
from html import unescape
from urllib.parse import quote

from chains.guard.escapes import ENTITY, decode
from chains.retrieval import Passage

_URL = re.compile(r"https?://[^\s<>\"'`|\\]+", re.IGNORECASE)
_REFUSED = re.compile(r"[\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_ABSOLUTE = re.compile(
    r"(https?)://([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?)(/[^?#]*)?(?![^?#])", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_]+")
_FRAGMENT = re.compile(r"[\w.-]{1,100}")
_SLASHES = re.compile(r"/{2,}")
_CLOSING = {")": "(", "]": "[", "}": "{"}
_PUNCTUATION = ".,:;!?*_~\"'"
_SAFE = "/:?#@!&+,;=.~-_"
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_PLAIN = re.compile(r"[A-Za-z0-9/:?#@!+,;=.~_-]*")
MAX_URL = 1_000
_MAX_SEARCHES = 20
"""To look for a few words is cheaper than to collect all of them, which is what many are found in."""


class LinkPolicy:
    """Lets through the pages of the sources' own site, and URLs that stand in the passages letter by letter.

    A URL that only begins like one of those is another one: what a model was talked into appending would leave with it.
    """

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = passages
        self.numbers = frozenset([passage.source.number for passage in passages])
        """The numbers that markers may name."""
        self._searches = 0

    def format_target(self, target: str) -> str:
        """The target as it is written between `<` and `>`, its own characters encoded; empty when it is refused.

        Only a query that a known URL has is let through. A fragment that the passages do not know is left out. In a
        relative path two slashes are one.
        """
        if _PLAIN.fullmatch(target) is None:
            target = ENTITY.sub(lambda entity: decode(entity) or "", _ESCAPE.sub(r"\1", target.strip(" \t")))
        if target[:4].lower() == "www.":
            target = f"http://{target}"
        encoded = encode_url(_SLASHES.sub("/", target) if target.startswith(("./", "../")) else target)
        if not encoded.strip() or len(target) > MAX_URL or _REFUSED.search(target):
            return ""
        address, hash_sign, fragment = encoded.partition("#")
        if not self._allows(address):
            return ""
        if not hash_sign or encoded in self._own_urls or self._knows_fragment(fragment) or encoded in self._urls:
            return encoded
        return address

    def _allows(self, address: str) -> bool:
        if ":" not in address and not address.startswith("//"):
            return _is_plain_path(address) and "?" not in address
        absolute = _ABSOLUTE.match(address)
        if absolute is None:
            return False
        scheme, host, path = absolute.groups()
        if (scheme.lower(), host.lower()) in self._hosts and "?" not in address and _is_plain_path(path):
            return True
        return address.rstrip("/") in self._addresses

    def _knows_fragment(self, fragment: str) -> bool:
        """Whether it is made of words of the passages."""
        return bool(_FRAGMENT.fullmatch(fragment)) and all(map(self._knows_word, _WORD.findall(fragment.lower())))

    def _knows_word(self, word: str) -> bool:
        if self._searches >= _MAX_SEARCHES:
            return word in self._words
        start = self._text.find(word)
        while start >= 0 and self._searches < _MAX_SEARCHES:
            end = start + len(word)
            if not self._text[start - 1].isalnum() and not self._text[end].isalnum():
                return True
            self._searches += 1
            start = self._text.find(word, end)
        self._searches += 1
        return start >= 0 and word in self._words

    @cached_property
    def _hosts(self) -> frozenset[tuple[str, str]]:
        found = (_ABSOLUTE.match(passage.source.url) for passage in self.passages)
        return frozenset((one[1].lower(), one[2].lower()) for one in found if one)

    @cached_property
    def _own_urls(self) -> frozenset[str]:
        return frozenset(encode_url(unescape(passage.source.url)) for passage in self.passages)

    @cached_property
    def _urls(self) -> frozenset[str]:
        """Computed when the first link comes: most answers hold none."""
        found = (match.group() for passage in self.passages for match in _URL.finditer(passage.text))
        return self._own_urls.union(encode_url(unescape(url[: find_url_end(url)])) for url in found)

    @cached_property
    def _addresses(self) -> frozenset[str]:
        return frozenset(url.partition("#")[0].rstrip("/") for url in self._urls)

    @cached_property
    def _text(self) -> str:
        """All of the passages, with a line feed at both ends."""
        texts = (f"{one.source.section}\n{one.source.title}\n{one.text}\n{one.source.url}" for one in self.passages)
        return "\n".join(["", *texts, ""]).lower()

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(_WORD.findall(self._text))


def _is_plain_path(path: str | None) -> bool:
    """A front end that takes the path alone must not read another host out of it."""
    return not path or "//" not in path


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
