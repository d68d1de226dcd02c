"""LangServe's routes, as `langserve.yaml` says: the only import of LangServe."""

import warnings
from typing import Any

from fastapi import APIRouter, Depends
from langchain_core.runnables import Runnable
from pydantic import BaseModel
from sse_starlette.sse import AppStatus

from app.access import DeveloperGate
from app.langserve_config import Route
from app.settings import LimitSettings
from app.wires.envelopes import create_envelope_check
from app.wires.playground import PlaygroundRoute
from app.wires.streams import watch_chain
from chains.errors import SettingsError

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # LangServe itself is deprecated upstream, see decision 0002
    from langserve import add_routes
    from langserve.callbacks import AsyncEventAggregatorCallback


def create_langserve_routers(
    route: Route, chain: Runnable[Any, Any], gate: DeveloperGate, limits: LimitSettings | None = None
) -> list[APIRouter]:
    """Build the routers of one chain: its public endpoints, then its developer endpoints behind `gate`.

    Developer routes hold the public ones too, because `config_hashes` gives each endpoint a second path
    `/c/{hash}/…`; their plain paths are never reached, since the public router comes first.
    """
    limits = limits or LimitSettings()
    # A signal would cut running streams off; the server ends them itself.
    AppStatus.disable_automatic_graceful_drain()  # type: ignore[no-untyped-call]
    check = create_envelope_check(_input_type(chain), batch_items=limits.batch_items)
    # LangServe gathers every event of a run, for answers that ours are not: it is the only listener in production.
    chain = watch_chain(chain, max_concurrency=limits.batch_concurrency, unread=(AsyncEventAggregatorCallback,))
    routers = []
    if route.public:
        public = APIRouter(dependencies=[Depends(check)])
        add_routes(public, chain, path=route.path, enabled_endpoints=list(route.public), config_keys=())
        routers.append(public)
    if route.developer:
        developer = APIRouter(
            dependencies=[Depends(gate), Depends(check)], include_in_schema=False, route_class=PlaygroundRoute
        )
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


def _input_type(chain: Runnable[Any, Any]) -> type[BaseModel]:
    schema = chain.get_input_schema()
    if not issubclass(schema, BaseModel):
        raise SettingsError("langserve.yaml: the input type of a chain must be a Pydantic 2 model.")
    return schema
