"""One request after another, distrusting the server: sizes, times, redirects, compression bombs."""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from types import MappingProxyType
from typing import Final

import httpx
import stamina

from app.sources.web.addresses import find_origin, get_path, is_private, normalize
from indexing.errors import PageError, UnreadableError

MAX_REDIRECTS: Final = 5
_MAX_WAIT_SECONDS: Final = 30.0
_REFUSED: Final = frozenset({401, 403})
_TRANSIENT: Final = frozenset({408, 421, 425})
_LOGIN: Final = re.compile(r"/(?:log|sign)[-_]?in(?:\.\w+)?/*$", re.IGNORECASE)
"""The path to which sites send whom they do not know."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer with status 200 or 304; the latter has no content. `url` is where redirects ended."""

    url: str
    status: int
    content: bytes
    headers: httpx.Headers

    @property
    def is_html(self) -> bool:
        """Whether it says that it is HTML, or does not say what it is."""
        kind = self.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
        return kind in {"text/html", "application/xhtml+xml", ""}

    @property
    def charset(self) -> str:
        """The encoding that the server names; empty where it names none."""
        message = Message()
        message["content-type"] = self.headers.get("content-type", "")
        return str(message.get_param("charset", "") or "")


class MissingError(PageError):
    """The server says that there is no such page (404, 410)."""


class RefusedError(UnreadableError):
    """The server does not let us see the page (401, 403, a login), or hides that there is none, as object stores do."""


class RedirectError(PageError):
    """The page redirects away from the site; `target` is where to."""

    def __init__(self, message: str, target: str) -> None:
        super().__init__(message)
        self.target = target


class _FailedError(UnreadableError):
    """Worth another try, after `retry_after` seconds where the server names them."""

    def __init__(self, message: str, retry_after: float = 0.0) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Fetcher:
    """Fetches pages of one origin; other origins are never asked. Safe to use from several threads."""

    def __init__(
        self,
        client: httpx.Client,
        origin: str,
        *,
        seconds: float,
        attempts: int = 3,
        wait_seconds: float = 0.5,
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """`seconds` is how long one answer may take as a whole; `headers` are sent with every request."""
        self.origin = origin
        self._client = client
        self._seconds = seconds
        self._attempts = attempts
        self._wait_seconds = wait_seconds
        self._headers = headers

    def fetch(self, url: str, *, limit: int, headers: dict[str, str] | None = None) -> Fetched:
        """The page at `url`, of at most `limit` bytes once unpacked; redirects inside the site are followed.

        Raises:
            UnreadableError: the server failed, or refused us, even when asked again: the page may be there.
            MissingError: it is not.
            RedirectError: it is elsewhere.
            PageError: any other answer that is no page.
        """
        retries = stamina.retry_context(
            on=_should_retry,
            attempts=self._attempts,
            timeout=None,
            wait_initial=self._wait_seconds,
            wait_max=_MAX_WAIT_SECONDS,
            wait_jitter=self._wait_seconds,
        )
        for attempt in retries:
            with attempt:
                return self._follow(url, limit, {**self._headers, **(headers or {})})
        raise AssertionError("stamina always returns or raises")

    def _follow(self, url: str, limit: int, headers: dict[str, str]) -> Fetched:
        current = url
        for _ in range(MAX_REDIRECTS + 1):
            found = self._request(current, limit, headers)
            if isinstance(found, Fetched):
                return found
            current = self._check_target(current, found)
        message = f"redirects more than {MAX_REDIRECTS} times"
        raise PageError(message)

    def _check_target(self, url: str, location: str) -> str:
        target = normalize(location, url)
        if find_origin(target) == self.origin:
            if _LOGIN.search(get_path(target)) and not _LOGIN.search(get_path(url)):
                message = f"redirects to a login ({target.partition('?')[0]})"
                raise RefusedError(message)
            return target
        where = "a private address" if is_private(target) else "another host"
        message = f"redirects to {where} ({target.partition('?')[0] or repr(location)}), which was not followed"
        raise RedirectError(message, target)

    def _request(self, url: str, limit: int, headers: dict[str, str]) -> Fetched | str:
        """The answer, or where it redirects to."""
        deadline = time.monotonic() + self._seconds
        try:
            with self._client.stream("GET", url, headers=headers) as response:
                if response.has_redirect_location:
                    return str(response.headers["location"])
                _check_status(response)
                content = b"" if response.status_code == httpx.codes.NOT_MODIFIED else _read(response, limit, deadline)
                return Fetched(url, response.status_code, content, response.headers)
        except httpx.DecodingError as error:
            message = f"cannot be unpacked: {error}"
            raise PageError(message) from error
        except httpx.InvalidURL as error:
            message = f"is no address: {error}"
            raise PageError(message) from error
        except httpx.TimeoutException as error:
            message = "did not answer in time"
            raise _FailedError(message) from error
        except httpx.HTTPError as error:
            message = f"could not be fetched: {str(error) or type(error).__name__}"
            raise _FailedError(message) from error


def _should_retry(error: Exception) -> bool | float:
    """After the seconds that the server names, or stamina's own growing ones."""
    if not isinstance(error, _FailedError):
        return False
    return min(error.retry_after, _MAX_WAIT_SECONDS) or True


def _read(response: httpx.Response, limit: int, deadline: float) -> bytes:
    parts: list[bytes] = []
    size = 0
    for part in response.iter_bytes():
        size += len(part)
        if size > limit:
            message = f"is larger than {limit // 1_000_000} MB and was left out"
            raise PageError(message)
        if time.monotonic() > deadline:
            message = "did not arrive in time"
            raise UnreadableError(message)
        parts.append(part)
    return b"".join(parts)


def _check_status(response: httpx.Response) -> None:
    status = response.status_code
    if status in {httpx.codes.OK, httpx.codes.NOT_MODIFIED}:
        return
    message = f"answers {status} {response.reason_phrase}".rstrip()
    if status in {httpx.codes.NOT_FOUND, httpx.codes.GONE}:
        raise MissingError(message)
    if status in _REFUSED:
        raise RefusedError(message)
    if status == httpx.codes.TOO_MANY_REQUESTS or response.is_server_error:
        raise _FailedError(message, _read_retry_after(response.headers.get("retry-after", "")))
    raise (UnreadableError if status in _TRANSIENT else PageError)(message)


def _read_retry_after(value: str) -> float:
    """Seconds, from a number or a date; 0 where there is none."""
    if value.strip().isdecimal():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return 0.0
