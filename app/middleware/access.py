"""Who asks, and who may: callers with keys, pages of allowed origins, developers."""

import ipaddress
import re
import secrets
from base64 import b64decode
from collections.abc import Awaitable, Callable, Mapping

from fastapi import HTTPException, Request
from starlette.types import Scope

from app.context import Caller, Endpoint
from app.settings import ServerSettings

DeveloperGate = Callable[[Request], Awaitable[None]]

IdentifyCaller = Callable[[Scope, Endpoint | None], Caller]
"""Tells who asks what a wire declares; None: nobody declares it."""

_FORWARDING_HEADERS = frozenset(
    {
        "cf-connecting-ip",
        "fastly-client-ip",
        "forwarded",
        "true-client-ip",
        "via",
        "x-client-ip",
        "x-cluster-client-ip",
        "x-original-forwarded-for",
        "x-original-host",
        "x-real-ip",
    }
)
"""What proxies add; beside these, everything that begins with `x-forwarded`."""
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[0-9a-z.-]+)(?::\d{1,5})?", re.IGNORECASE)


def create_caller_check(settings: ServerSettings, *, dev: bool) -> IdentifyCaller:
    """Build what tells who asks; it raises HTTPException (401) when `API_KEYS` is set and the caller has none of them.

    A key comes as a Bearer token or as `X-API-Key`. A page of one of the `CORS_ORIGINS` needs none; as anybody can
    forge that outside of a browser, such callers are limited by their address. The developer token counts as a key.
    Where no key is needed, an unknown one counts as none: some clients cannot be used without any.
    """
    keys = {name: key.encode() for name, key in settings.named_keys.items()}
    token = settings.developer_token.get_secret_value().encode()

    def identify(scope: Scope, endpoint: Endpoint | None) -> Caller:
        request = Request(scope)
        given = _read_key(request)
        if given and token and secrets.compare_digest(given, token):
            return Caller("developer", "developer")
        if name := _find_name(given, keys):
            return Caller("key", name)
        if dev and _comes_from_this_machine(request):
            return Caller("local", "local")
        is_open = endpoint is not None and endpoint.is_open
        named = endpoint.origins if endpoint is not None else None
        origins = settings.cors_origins if named is None else named
        if keys and not is_open and (given or request.headers.get("origin") not in origins):
            raise HTTPException(
                401,
                "This service wants one of its keys, as `Authorization: Bearer KEY` or as `X-API-Key: KEY`.",
                headers={"WWW-Authenticate": 'Bearer realm="askdocs"'},
            )
        return Caller("address", request.client.host if request.client else "unknown")

    return identify


def create_key_finder(settings: ServerSettings) -> Callable[[Request], str]:
    """Build what tells the name of the key of `API_KEYS` that a request has; empty: it has none of them."""
    keys = {name: key.encode() for name, key in settings.named_keys.items()}
    return lambda request: _find_name(_read_key(request), keys)


def create_developer_gate(settings: ServerSettings, *, dev: bool) -> DeveloperGate:
    """Build the check that runs before each developer endpoint.

    `dev` opens them to this machine. Otherwise they want `DEVELOPER_TOKEN`, as a Bearer token or as the password of
    HTTP Basic (so that a browser can open the playground), and do not exist when none is set.
    """
    token = settings.developer_token.get_secret_value()

    async def require_developer(request: Request) -> None:
        if dev and _comes_from_this_machine(request):
            return
        if not token:
            raise HTTPException(404, "Not found. Developer endpoints want DEVELOPER_TOKEN to be set on the server.")
        if not secrets.compare_digest(_read_token(request).encode(), token.encode()):
            raise HTTPException(
                401,
                "This endpoint wants DEVELOPER_TOKEN as a Bearer token or as the password of HTTP Basic.",
                headers={"WWW-Authenticate": 'Basic realm="askdocs developer", charset="UTF-8"'},
            )

    return require_developer


def _comes_from_this_machine(request: Request) -> bool:
    """A proxy on the same machine also has a loopback peer: its Host and headers tell it apart."""
    if any(name in _FORWARDING_HEADERS or name.startswith("x-forwarded") for name in request.headers):
        return False
    peer = request.client.host if request.client else ""
    return _is_loopback(peer) and _names_this_machine(request.headers.getlist("host"))


def _names_this_machine(hosts: list[str]) -> bool:
    """Only what a Host may look like: parsers of URLs find `localhost` in `localhost/.evil.example`, too."""
    host = _HOST.fullmatch(hosts[0]) if len(hosts) == 1 else None
    return host is not None and (host[1].lower() == "localhost" or _is_loopback(host[1].strip("[]")))


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _read_key(request: Request) -> bytes:
    return (request.headers.get("x-api-key", "").strip() or _read_token(request)).encode()


def _find_name(given: bytes, keys: Mapping[str, bytes]) -> str:
    """Every key is compared, so that the time tells nothing about which of them was near."""
    return next(iter([name for name, key in keys.items() if secrets.compare_digest(given, key)]), "")


def _read_token(request: Request) -> str:
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    match scheme.lower():
        case "bearer":
            return value.strip()
        case "basic":
            try:
                return b64decode(value, validate=True).decode().partition(":")[2]
            except ValueError:  # no base64, or no text
                return ""
        case _:
            return ""
