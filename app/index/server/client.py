"""The client of a Qdrant server, whose failures arrive as errors of ours."""

import re
from collections.abc import Awaitable, Callable, Sequence
from functools import lru_cache
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit

import httpx
import orjson
from pydantic import BaseModel

from app.index.client import QueryVector
from app.index.qdrant import AsyncQdrantClient, QueryResponse, ResponseHandlingException, models
from app.index.server.peers import PeerTransport
from app.settings import QdrantSettings
from chains.errors import IndexMissingError, IndexUnavailableError, SettingsError

T = TypeVar("T")
_DEFAULT_PORT = 6333
_CLOUD_DOMAIN = ".cloud.qdrant.io"
_MAX_REASON_CHARACTERS = 300
_UNPACKED = {"accept-encoding": "identity"}
"""Packing costs the server more than the few kilobytes cost the network, and here httpx holds 0.2 MB for each answer
until garbage is collected."""


def create_server_client(settings: QdrantSettings) -> "ServerClient":
    """A client that calls nobody until it is used.

    Raises:
        SettingsError: `QDRANT_HOST` is neither a host, nor host:port, nor a URL, nor several of them.
    """
    return ServerClient(parse_hosts(settings.host), settings.api_key.get_secret_value(), settings.timeout_seconds)


class ServerClient(AsyncQdrantClient):
    """Qdrant's client, whose searches are JSON of ours: through its models one costs three times as much CPU.

    All sites of a process share one, and its connections.
    """

    def __init__(self, urls: Sequence[str], api_key: str, timeout_seconds: float) -> None:
        self._transport = PeerTransport(urls)
        self._users = 0
        super().__init__(
            url=urls[0],
            headers=_UNPACKED,
            api_key=api_key or None,
            timeout=timeout_seconds,  # type: ignore[arg-type] # httpx takes a part of a second, too
            check_compatibility=False,  # it would call the server here
            transport=self._transport,
        )
        self._seconds = timeout_seconds
        self._errors = _ErrorMapping(urls, timeout_seconds)
        self._headers = {"content-type": "application/json"} | _UNPACKED
        if api_key:
            self._headers["api-key"] = api_key
        self.http.client.add_middleware(self._errors)

    @property
    def change_seconds(self) -> int:
        """How long the server may wait for all nodes when a collection is made: this client still hears of it then."""
        return max(1, int(self._seconds) // 2)

    @property
    def is_used(self) -> bool:
        """Whether anybody has a share in it: after the last one, its connections are closed for good."""
        return self._users > 0

    def share(self) -> "ServerClient":
        """One user more: the connections are closed when the last one has called `close`."""
        self._users += 1
        return self

    async def close(self, grpc_grace: float | None = None, **options: Any) -> None:
        """Close the connections, unless somebody else has a share in them."""
        self._users -= 1
        if self._users <= 0:
            await super().close(grpc_grace, **options)

    async def query_points(  # type: ignore[override] # the part of it that `VectorClient` has
        self,
        collection_name: str,
        query: Any = None,
        *,
        using: str | None = None,
        query_filter: models.Filter | None = None,
        search_params: models.SearchParams | None = None,
        limit: int = 10,
        with_payload: bool | list[str] = True,
        with_vectors: bool | list[str] = False,
        shard_key: int | None = None,
    ) -> QueryResponse:
        """See `VectorClient.query_points`; of one group of shards alone with `shard_key`."""
        request = {
            "query": encode(query),
            "using": using,
            "filter": encode(query_filter),
            "params": encode(search_params),
            "limit": limit,
            "with_payload": with_payload,
            "with_vector": with_vectors,
            **({} if shard_key is None else {"shard_key": shard_key}),
        }
        return await self.post(collection_name, "query", request, QueryResponse.model_validate)

    async def scroll(  # type: ignore[override] # the part of it that `VectorClient` has
        self,
        collection_name: str,
        *,
        scroll_filter: models.Filter | None = None,
        limit: int = 10,
        offset: str | int | None = None,
        with_payload: bool | list[str] = True,
        with_vectors: bool | list[str] = False,
        shard_key: int | None = None,
        consistency: models.ReadConsistencyType | None = None,
    ) -> tuple[list[models.Record], str | int | None]:
        """See `VectorClient.scroll`; in one group of shards alone with `shard_key`.

        `consistency` says how many copies of a point are asked.
        """
        request = {
            "filter": encode(scroll_filter),
            "limit": limit,
            "offset": offset,
            "with_payload": with_payload,
            "with_vector": with_vectors,
            **({} if shard_key is None else {"shard_key": shard_key}),
        }
        what = "scroll" if consistency is None else f"scroll?consistency={consistency.value}"
        found = await self.post(collection_name, what, request, models.ScrollResult.model_validate)
        return found.points, found.next_page_offset  # type: ignore[return-value] # ids are no UUID objects in JSON

    async def post(self, collection_name: str, what: str, request: dict[str, Any], read: Callable[[Any], T]) -> T:
        """Ask for points past the client, and `read` the result, which raises ValueError, KeyError or TypeError.

        Raises:
            IndexUnavailableError: that, or no answer in time.
            IndexMissingError: there is no such collection.
        """
        path = _find_path(collection_name, what)
        try:
            answer = await self._transport.post_path(path, orjson.dumps(request), self._headers, self._seconds)
        except httpx.TransportError as error:
            raise self._errors.map_failure(error) from error
        if answer.status != HTTPStatus.OK:
            self._errors.check(answer.to_response())
        try:
            return read(orjson.loads(answer.body)["result"])
        except (ValueError, KeyError, TypeError) as error:
            raise self._errors.describe_stranger(answer.status) from error


@lru_cache(maxsize=4096)
def _find_path(collection_name: str, what: str) -> str:
    return f"/collections/{quote(collection_name, safe='')}/points/{what}"


def encode(value: Any) -> Any:
    """A part of a request as JSON; numbers, lists and None stay as they are."""
    match value:
        case QueryVector():
            return orjson.Fragment(value.json)
        case BaseModel():
            return orjson.Fragment(value.model_dump_json(by_alias=True, exclude_none=True))
        case _:
            return value


def parse_hosts(hosts: str) -> list[str]:
    """The URLs that `QDRANT_HOST` means: one, or several with commas, which are nodes of one cluster."""
    return [parse_host(host) for host in hosts.split(",")]


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
            "user name or query, or several nodes of one cluster with commas between them. The key belongs into "
            "QDRANT_API_KEY."
        )
    name = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{name}:{port}{parts.path.rstrip('/')}"


class _ErrorMapping:
    """A middleware of the client: every request passes through here, and no other code need know its exceptions."""

    def __init__(self, urls: Sequence[str], timeout_seconds: float) -> None:
        self._server = f"The Qdrant server {urls[0]}" if len(urls) == 1 else f"The Qdrant cluster of {', '.join(urls)}"
        self._timeout_seconds = timeout_seconds

    async def __call__(
        self, request: httpx.Request, call_next: Callable[[httpx.Request], Awaitable[httpx.Response]]
    ) -> httpx.Response:
        try:
            response = await call_next(request)
        except ResponseHandlingException as error:
            raise self.map_failure(error.source) from error.source
        self.check(response)
        return response

    def check(self, response: httpx.Response) -> None:
        """Raise what an answer that is no answer means."""
        if response.status_code == HTTPStatus.REQUEST_TIMEOUT:  # without JSON: it has not come as far as Qdrant itself
            raise IndexUnavailableError(
                f"{self._server} waits five seconds for a request, and this one came too slowly: the machine or its "
                "network has too much to do. Try again; a run goes on where it stopped."
            )
        if "json" not in response.headers.get("content-type", ""):
            raise self.describe_stranger(response.status_code)
        if response.is_error:
            raise self._map_status(response)

    def describe_stranger(self, status: int) -> IndexUnavailableError:
        """What is said of a server that is no Qdrant."""
        return IndexUnavailableError(
            f"{self._server} does not answer like Qdrant (status {status}). Check QDRANT_HOST."
        )

    def map_failure(self, source: Exception) -> IndexUnavailableError:
        """What an exception of the transport means."""
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
