"""The client of a Qdrant server, whose failures arrive as errors of ours."""

import re
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from urllib.parse import urlsplit

import httpx
from qdrant_client import AsyncQdrantClient
from qdrant_client.http.exceptions import ResponseHandlingException

from app.settings import QdrantSettings
from app.transport import Transport
from chains.errors import IndexMissingError, IndexUnavailableError, SettingsError

_DEFAULT_PORT = 6333
_CLOUD_DOMAIN = ".cloud.qdrant.io"
_MAX_REASON_CHARACTERS = 300


def create_server_client(settings: QdrantSettings) -> AsyncQdrantClient:
    """A client that calls nobody until it is used.

    Raises:
        SettingsError: `QDRANT_HOST` is neither a host, nor host:port, nor a URL.
    """
    url = parse_host(settings.host)
    client = AsyncQdrantClient(
        url=url,
        api_key=settings.api_key.get_secret_value() or None,
        timeout=settings.timeout_seconds,
        check_compatibility=False,  # it would call the server here
        transport=Transport(),
    )
    client.http.client.add_middleware(_ErrorMapping(url, settings.timeout_seconds))
    return client


def parse_host(host: str) -> str:
    """The URL that `QDRANT_HOST` means: `qdrant` → `http://qdrant:6333`; Qdrant Cloud's names get https."""
    text = host.strip()
    if "://" not in text:
        scheme = "https" if re.sub(r":\d+$", "", text).endswith(_CLOUD_DOMAIN) else "http"
        text = f"{scheme}://{text}"
    try:
        parts = urlsplit(text)
        is_usable = (
            parts.scheme in {"http", "https"}
            and bool(re.fullmatch(r"[\w.:%-]+", parts.hostname or ""))
            and not re.search(r"\s", text)
        )
        port = parts.port or _DEFAULT_PORT
    except ValueError:  # a port that is no number, half a bracket
        is_usable, port = False, 0
    if not is_usable or parts.query or parts.fragment or "@" in parts.netloc:
        raise SettingsError(
            "QDRANT_HOST must be a host, host:port or URL such as https://example.cloud.qdrant.io:6333, without a "
            "user name or query. The key belongs into QDRANT_API_KEY."
        )
    name = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{name}:{port}{parts.path.rstrip('/')}"


class _ErrorMapping:
    """A middleware of the client: every request passes through here, and no other code need know its exceptions."""

    def __init__(self, url: str, timeout_seconds: float) -> None:
        self._server = f"The Qdrant server {url}"
        self._timeout_seconds = timeout_seconds

    async def __call__(
        self, request: httpx.Request, call_next: Callable[[httpx.Request], Awaitable[httpx.Response]]
    ) -> httpx.Response:
        try:
            response = await call_next(request)
        except ResponseHandlingException as error:
            raise self._map_failure(error.source) from error.source
        if "json" not in response.headers.get("content-type", ""):
            raise IndexUnavailableError(
                f"{self._server} does not answer like Qdrant (status {response.status_code}). Check QDRANT_HOST."
            )
        if response.is_error:
            raise self._map_status(response)
        return response

    def _map_failure(self, source: Exception) -> IndexUnavailableError:
        match source:
            case httpx.TimeoutException():
                reason = f"did not answer within {self._timeout_seconds:g} s (QDRANT_TIMEOUT_SECONDS)"
            case httpx.RemoteProtocolError():
                reason = "does not speak HTTP (6333 is Qdrant's HTTP port, 6334 is gRPC) or cut the connection"
            case _:
                reason = f"cannot be reached ({source})"
        return IndexUnavailableError(f"{self._server} {reason}. Check that it runs, and QDRANT_HOST.")

    def _map_status(self, response: httpx.Response) -> IndexUnavailableError | IndexMissingError:
        match response.status_code:
            case HTTPStatus.UNAUTHORIZED | HTTPStatus.FORBIDDEN:
                return IndexUnavailableError(f"{self._server} refuses the key. Check QDRANT_API_KEY and its rights.")
            case HTTPStatus.NOT_FOUND:
                return IndexMissingError(
                    f"{self._server} does not have the collection ({_read_reason(response)}). Run `askdocs index SITE`."
                )
            case HTTPStatus.TOO_MANY_REQUESTS:
                seconds = response.headers.get("retry-after", "")
                return IndexUnavailableError(
                    f"{self._server} is asked too often. Try again later.",
                    retry_after=float(seconds) if seconds.isdecimal() else None,
                )
            case status:
                reason = _read_reason(response)
                cure = "Free space on its disk." if "no space left" in reason.lower() else "Its log may say more."
                return IndexUnavailableError(f"{self._server} answered {status}: {reason}. {cure}")


def _read_reason(response: httpx.Response) -> str:
    """Qdrant's own words: `{"status": {"error": "Wrong input: Vector dimension error …"}}`."""
    try:
        reason = response.json()["status"]["error"]
    except (ValueError, KeyError, TypeError):
        reason = response.reason_phrase
    return str(reason)[:_MAX_REASON_CHARACTERS].rstrip(".")
