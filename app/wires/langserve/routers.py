"""LangServe's routes, as `langserve.yaml` says."""

import warnings
from collections.abc import Collection, Mapping
from typing import Any

from fastapi import APIRouter
from langchain_core.runnables import Runnable
from pydantic import BaseModel

from app.context.endpoint import count_one
from app.middleware.access import DeveloperGate
from app.middleware.admission import BATCH_CONCURRENCY
from app.settings import LimitSettings
from app.settings.routes import Route
from app.wires.langserve.answer_json import AnswerSerializer
from app.wires.langserve.chain import LangServeChain
from app.wires.langserve.envelopes import count_inputs, create_envelope_check
from app.wires.langserve.openapi import describe
from app.wires.langserve.route import create_route_class
from app.wires.wire import CountQuestions, Wire
from chains.errors import SettingsError

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # LangServe itself is deprecated upstream, see decision 0002
    from langserve import add_routes

_QUESTIONS: Mapping[str, CountQuestions] = {
    "invoke": count_one,
    "batch": count_inputs,
    "stream": count_one,
    "stream_log": count_one,
    "stream_events": count_one,
}
"""Of LangServe's endpoints, those that take POST."""


def create_langserve_wires(
    route: Route,
    chain: Runnable[Any, Any],
    gate: DeveloperGate,
    limits: LimitSettings,
    *,
    origins: Collection[str] = (),
) -> list[Wire]:
    """Build the wires of one chain: its public endpoints, then its developer endpoints behind `gate`.

    Developer routes hold the public ones too, because `config_hashes` gives each endpoint a second path
    `/c/{hash}/…`; their plain paths are never reached, since the public router comes first.
    """
    check = create_envelope_check(_get_input_type(chain), batch_items=limits.batch_items, origins=origins)
    chain = LangServeChain(chain, max_concurrency=BATCH_CONCURRENCY)
    serializer = AnswerSerializer(chain.get_output_schema())
    wires = []
    if route.public:
        public = APIRouter(route_class=create_route_class(check))
        add_routes(
            public,
            chain,
            path=route.path,
            enabled_endpoints=list(route.public),
            config_keys=(),
            serializer=serializer,
        )
        wires.append(_create_wire(public, route))
    if route.developer:
        developer = APIRouter(include_in_schema=False, route_class=create_route_class(gate, check))
        endpoints = [*route.public, *route.developer] if "config_hashes" in route.developer else list(route.developer)
        add_routes(
            developer,
            chain,
            path=route.path,
            enabled_endpoints=endpoints,
            config_keys=(),
            playground_type=route.playground,
            serializer=serializer,
        )
        wires.append(_create_wire(developer, route))
    return wires


def _create_wire(router: APIRouter, route: Route) -> Wire:
    questions = {
        f"{prefix}/{endpoint}": count
        for prefix in (route.path, f"{route.path}/c/{{config_hash}}")
        for endpoint, count in _QUESTIONS.items()
    }
    return Wire(router, questions, describe=describe)


def _get_input_type(chain: Runnable[Any, Any]) -> type[BaseModel]:
    schema = chain.get_input_schema()
    if not issubclass(schema, BaseModel):
        raise SettingsError("langserve.yaml: the input type of a chain must be a Pydantic 2 model.")
    return schema
