"""The header that opens a site behind a login: it goes to one host, and is shown to nobody."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from app.sources.web.addresses import find_origin
from indexing.errors import ReadingError


@dataclass(frozen=True, slots=True)
class LoginHeader:
    """One header of a request."""

    name: str
    value: str = field(repr=False)
    host: str = ""
    """Where it is sent to, with the port unless that is the scheme's own; empty: the only host that is read."""

    def is_for(self, address: str) -> bool:
        """Whether it is sent to the host of an address."""
        return not self.host or self.host.lower() == _find_host(address)


def ensure_one_host(header: LoginHeader, addresses: Iterable[str]) -> None:
    """Raise ReadingError when the header does not say to which of several hosts it is sent."""
    hosts = sorted({_find_host(address) for address in addresses})
    if not header.host and len(hosts) > 1:
        message = (
            f"INDEX_HEADER goes to one host, and the sources are of several ({', '.join(hosts)}). Say which, such as "
            f"INDEX_HEADER={hosts[0]} Name: value."
        )
        raise ReadingError(message)


def _find_host(address: str) -> str:
    return urlsplit(find_origin(address)).netloc.lower()
