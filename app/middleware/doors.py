"""How a site is asked without its name in the path: by the host that is called, or by a key that is for it alone."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import Scope

from app.middleware.access import create_key_finder
from app.settings import ServerSettings
from app.settings.routes import LangServeConfig, Route
from app.settings.wires import find_wire_path

_HOST = re.compile(r"(?P<name>.*?)\.?(?P<port>:\d*)?")


@dataclass(frozen=True, slots=True)
class Door:
    """Leads to one site and to no other: the paths of the first route mean those of the site's."""

    site: str
    first: Route
    route: Route

    def find_path(self, path: str) -> str:
        """Where the request goes that asks for `path`."""
        own, first = f"{self.route.path}/", f"{self.first.path}/"
        if self.route is self.first or (own.startswith(first) and f"{path}/".startswith(own)):
            return path
        bare = path.rstrip("/")  # a slash at the end names the same
        for wire in self.first.wires:
            if bare == find_wire_path(wire, self.first.path, is_first=True):
                return find_wire_path(wire, self.route.path, is_first=False) + path.removeprefix(bare)
        below = path.removeprefix(first)
        return path if below == path else f"{own}{below}"


FindDoor = Callable[[Scope], Door | None]


def create_door_finder(settings: ServerSettings, config: LangServeConfig) -> FindDoor:
    """Build what tells by which door a request comes; None: by none, so that its path alone says which site it asks.

    Raises:
        UsageError: a site with hosts or keys has no route.
    """
    first = config.routes[0]
    doors = {
        site.name: Door(site.name, first=first, route=config.find_site_route(site.name))
        for site in config.sites
        if site.hosts or site.keys
    }
    by_host = {host: doors[site.name] for site in config.sites for host in site.hosts}
    by_key = {key: doors[names[0]] for key in settings.named_keys if len(names := config.list_sites_of_key(key)) == 1}
    find_key = create_key_finder(settings)

    def find(scope: Scope) -> Door | None:
        if by_host and (door := _find_host(Headers(scope=scope).get("host", ""), by_host)):
            return door
        return by_key.get(find_key(Request(scope))) if by_key else None

    return find


def _find_host(host: str, by_host: Mapping[str, Door]) -> Door | None:
    """A name is the same in large letters, with a dot at its end and with a port; a port that is named goes first."""
    parts = _HOST.fullmatch(host.lower())
    if parts is None:
        return None
    return by_host.get(f"{parts['name']}{parts['port'] or ''}") or by_host.get(parts["name"])
