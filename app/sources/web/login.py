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


def explain_refusal(header: LoginHeader | None, address: str) -> str:
    """What whoever runs us can do about a site that does not let us in."""
    if header is None:
        return "If the site wants a login, set INDEX_HEADER to the header that opens it, or pass its built folder."
    if not header.is_for(address):
        return (
            f"INDEX_HEADER is for {header.host} and was not sent to {_find_host(address)}: name that host in it, or "
            "pass the folder of the built site."
        )
    return (
        "INDEX_HEADER was sent and does not open the site: its token or session may have run out. Renew it, or "
        "pass the folder of the built site."
    )


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
