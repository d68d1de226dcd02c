"""What trusted proxies say of the clients that they speak for."""

import ipaddress
import re
from collections.abc import Iterator, Sequence

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_WITH_PORT = re.compile(r"\[([^\[\]]+)\](?::\d{1,5})?|([^:\[\]]+):\d{1,5}")


class TrustedProxies:
    """ASGI middleware: believes `X-Forwarded-For` and `X-Forwarded-Proto` when one of `proxies` has sent them.

    uvicorn's own takes whatever such a header holds for a client, and so gives one a name of its own for each word that
    it makes up. Here what is no address is no client: the proxy that has passed it on unread counts.
    """

    def __init__(self, app: ASGIApp, *, proxies: Sequence[str]) -> None:
        self._app = app
        self._networks = [ipaddress.ip_network(proxy) for proxy in proxies]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the application for one request."""
        if scope["type"] == "http" and scope.get("client"):
            proxy = parse_client(scope["client"][0])
            if proxy is not None and self._trusts(proxy):
                headers = Headers(scope=scope)
                scope["client"] = (str(self._find_client(proxy, headers.getlist("x-forwarded-for"))), 0)
                scheme = headers.get("x-forwarded-proto", "").strip().lower()
                if scheme in {"http", "https"}:
                    scope["scheme"] = scheme
        await self._app(scope, receive, send)

    def _find_client(self, proxy: Address, forwarded: Sequence[str]) -> Address:
        """The nearest address that is no trusted proxy's; each proxy has added whom it spoke with at the end."""
        nearest = proxy
        for entry in _read_backwards(forwarded):
            client = parse_client(entry)
            if client is None:
                return nearest
            nearest = client
            if not self._trusts(client):
                break
        return nearest

    def _trusts(self, address: Address) -> bool:
        return any(address in network for network in self._networks)


def _read_backwards(forwarded: Sequence[str]) -> Iterator[str]:
    for header in reversed(forwarded):
        yield from (entry for entry in reversed(header.split(",")) if entry.strip())


def parse_client(text: str) -> Address | None:
    """The address in `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]:80` or `fe80::1%eth0`, else None.

    An IPv4 address inside of an IPv6 one (`::ffff:192.0.2.1`) is that IPv4 address; the interface (`%eth0`) goes.
    """
    text = text.strip().strip('"')
    with_port = _WITH_PORT.fullmatch(text)
    try:
        address = ipaddress.ip_address((with_port[1] or with_port[2]) if with_port else text)
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv4Address):
        return address
    return address.ipv4_mapped or ipaddress.IPv6Address(int(address))
