"""LangServe's routes, as `langserve.yaml` says: the only import of LangServe."""

import warnings
from typing import Any

from fastapi import APIRouter, Depends
from langchain_core.runnables import Runnable

from app.access import DeveloperGate
from app.langserve_config import Route
from app.wires.streams import remember_failure

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # LangServe itself is deprecated upstream, see decision 0002
    from langserve import add_routes


def create_langserve_routers(route: Route, chain: Runnable[Any, Any], gate: DeveloperGate) -> list[APIRouter]:
    """Build the routers of one chain: its public endpoints, then its developer endpoints behind `gate`.

    Developer routes hold the public ones too, because `config_hashes` gives each endpoint a second path
    `/c/{hash}/…`; their plain paths are never reached, since the public router comes first.
    """
    chain = remember_failure(chain)
    routers = []
    if route.public:
        public = APIRouter()
        add_routes(public, chain, path=route.path, enabled_endpoints=list(route.public), config_keys=())
        routers.append(public)
    if route.developer:
        developer = APIRouter(dependencies=[Depends(gate)], include_in_schema=False)
        endpoints = [*route.public, *route.developer] if "config_hashes" in route.developer else list(route.developer)
        add_routes(
            developer,
            chain,
            path=route.path,
            enabled_endpoints=endpoints,
            config_keys=(),
            playground_type=route.playground,
        )
        routers.append(developer)
    return routers
