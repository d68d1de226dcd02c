"""One file at an address: it is fetched as it is, and nothing else of its server."""

from app.sources.web.addresses import find_origin
from app.sources.web.client import LiveOptions, check_address, creating_client
from app.sources.web.fetching import Fetcher
from app.sources.web.login import LoginHeader
from indexing.errors import PageError, ReadingError


def fetch_file(
    address: str, *, limit: int, header: LoginHeader | None = None, live: LiveOptions | None = None
) -> bytes:
    """The file at `address`, of at most `limit` bytes; `header` is sent where it is for this host.

    Raises ReadingError when it cannot be had.
    """
    url = check_address(address)
    live = live or LiveOptions()
    login = {header.name: header.value} if header and header.is_for(url) else {}
    with creating_client(live) as client:
        fetcher = Fetcher(
            client,
            find_origin(url),
            seconds=live.answer_seconds,
            attempts=live.attempts,
            wait_seconds=live.wait_seconds,
            headers={"Accept": "*/*", **login},
        )
        try:
            return fetcher.fetch(url, limit=limit).content
        except PageError as error:
            message = f"{url} {error}. Check the address, or pass the file."
            raise ReadingError(message) from error
