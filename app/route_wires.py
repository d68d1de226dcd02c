"""The protocols that each route of `langserve.yaml` opens, each at its own address and for its own site."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from langchain_core.runnables import Runnable

from app.middleware.access import DeveloperGate
from app.parts import Process, SiteParts
from app.settings import Settings
from app.settings.extras import require_extra
from app.settings.routes import LangServeConfig, Route
from app.settings.wires import WireName, find_wire_path, list_models
from app.wires.ai_sdk import create_ai_sdk_wire
from app.wires.chat import create_chat_wire
from app.wires.langserve import create_langserve_wires
from app.wires.openai import create_openai_wire
from app.wires.search import create_search_wire
from app.wires.wire import Wire

if TYPE_CHECKING:
    from app.wires.voting import Voting


def create_route_wires(
    route: Route,
    chain: Runnable[Any, Any],
    config: LangServeConfig,
    sites: Mapping[str, SiteParts],
    gate: DeveloperGate,
) -> list[Wire]:
    """Build the protocols that a route opens, each at its own address."""
    named = config.find_site(route.site)
    site = sites[named.name]
    settings = site.process.settings
    origins = named.cors_origins or settings.server.cors_origins
    create: dict[WireName, Callable[[str], list[Wire]]] = {
        "chat": lambda path: [create_chat_wire(path, chain, origins=origins)],
        "search": lambda path: [create_search_wire(path, site.keyword_search, origins=origins)],
        "ai_sdk": lambda path: [create_ai_sdk_wire(path, chain, origins=origins)],
        "langserve": lambda _: create_langserve_wires(route, chain, gate, settings.limits, origins=origins),
        "mcp": lambda path: [create_mcp(path, chain, site, origins)],
    }
    return [
        replace(
            wire,
            name=name,
            is_open=name in route.open_wires,
            find_site=partial(_always, named.name),
            origins=origins,
        )
        for name in route.wires
        if name in create
        for wire in create[name](find_wire_path(name, route.path, is_first=route is config.routes[0]))
    ]


def create_model_wires(
    config: LangServeConfig, chains: Mapping[str, Runnable[Any, Any]], settings: Settings
) -> list[Wire]:
    """Build OpenAI's protocol, in which each route that opens it is a model; nothing when none does."""
    served = [route for route in config.routes if "openai" in route.wires]
    if not served:
        return []
    routes = {name: route for route in served for name in list_models(route.path, is_first=route is config.routes[0])}
    models = {name: chains[route.path] for name, route in routes.items()}
    site_of_model = {name: config.find_site(route.site).name for name, route in routes.items()}
    is_open = any("openai" in route.open_wires for route in served)
    wire = create_openai_wire(models, origins=list_origins(settings, config))
    return [replace(wire, name="openai", is_open=is_open, find_site=create_site_finder(site_of_model))]


def create_site_finder(site_of_model: Mapping[str, str]) -> Callable[[Any], str]:
    """Build what tells the site of a body of OpenAI's wire, where the model names a route."""

    def find(content: Any) -> str:
        model = content.get("model") if isinstance(content, Mapping) else None
        return site_of_model.get(model, "") if isinstance(model, str) else ""

    return find


def list_origins(settings: Settings, config: LangServeConfig) -> list[str]:
    """The origins of every site's pages, for what belongs to the whole service."""
    of_sites = (origin for site in config.sites for origin in site.cors_origins)
    return list(dict.fromkeys((*settings.server.cors_origins, *of_sites)))


def create_chatkit_wires(
    config: LangServeConfig, chains: Mapping[str, Runnable[Any, Any]], process: Process, voting: "Voting | None"
) -> list[Wire]:
    """Build ChatKit's protocol for each route that opens it."""
    if not any("chatkit" in route.wires for route in config.routes):
        return []
    require_extra("chatkit", "langserve.yaml opens chatkit, which wants the extra `chatkit`.")
    from app.wires.chatkit import create_chatkit_wire  # noqa: PLC0415 - it brings large packages

    threads, wires = process.open_stores().threads, []
    for route in config.routes:
        if "chatkit" in route.wires:
            site = config.find_site(route.site)
            origins = site.cors_origins or process.settings.server.cors_origins
            wire = create_chatkit_wire(
                find_wire_path("chatkit", route.path, is_first=route is config.routes[0]),
                chains[route.path],
                threads,
                voting,
                origins=origins,
            )
            is_open = "chatkit" in route.open_wires
            find_site = partial(_always, site.name)
            wires.append(replace(wire, name="chatkit", is_open=is_open, find_site=find_site, origins=origins))
    return wires


def _always(site: str, _: Any) -> str:
    return site


def create_mcp(path: str, chain: Runnable[Any, Any], site: SiteParts, origins: Collection[str]) -> Wire:
    """Build MCP's protocol; only who opens the wire imports it."""
    from app.wires.mcp import create_mcp_wire  # noqa: PLC0415 - see above

    return create_mcp_wire(path, chain, search=site.keyword_search, pages=site.pages, origins=origins)
