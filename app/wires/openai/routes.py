"""`POST /v1/chat/completions` and `GET /v1/models`: each route of `langserve.yaml` is a model."""

import time
from collections.abc import Collection, Mapping
from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import JSONResponse
from langchain_core.runnables import Runnable

from app.context.endpoint import count_none, count_one
from app.wires.answer_events import ask, begin_answer
from app.wires.event_stream import create_event_stream
from app.wires.openai.completions import create_completion, stream_completion
from app.wires.openai.errors import format_problem
from app.wires.openai.requests import find_model, read_completion
from app.wires.wire import ParsedRoute, Wire

COMPLETIONS = "/v1/chat/completions"
_MODELS = "/v1/models"
_MODEL = "/v1/models/{model:path}"
_REST = "/v1/{path:path}"


def create_openai_wire(chains: Mapping[str, Runnable[Any, Any]], *, origins: Collection[str] = ()) -> Wire:
    """Build the routes; `chains` are the models by their names.

    What else OpenAI has below `/v1` is 404, with an error that its clients show.
    """
    router = APIRouter(tags=["openai"], route_class=ParsedRoute)
    created = int(time.time())

    @router.post(COMPLETIONS, summary="Answer the last message, whole or as a stream")
    async def complete(request: Request) -> Response:
        asked = read_completion(request, models=chains.keys(), origins=origins)
        chain = chains[asked.model]
        if asked.stream:
            return create_event_stream(stream_completion(await begin_answer(chain, asked.request), asked))
        return JSONResponse(create_completion(await ask(chain, asked.request), asked))

    @router.get(_MODELS, summary="List the models: one for each route")
    async def list_models() -> dict[str, Any]:
        return {"object": "list", "data": [_describe_model(name, created) for name in chains]}

    @router.get(_MODEL, summary="Describe one model")
    async def show_model(model: str) -> dict[str, Any]:
        return _describe_model(find_model(model, chains.keys()), created)

    @router.api_route(_REST, methods=["GET", "POST"], include_in_schema=False)
    async def refuse(path: str) -> None:
        raise HTTPException(
            404,
            f"There is no /v1/{path[:100]} here. Ask with POST {COMPLETIONS}: in OpenAI's clients "
            "`chat.completions.create(…)`, not `responses.create(…)`.",
        )

    questions = {COMPLETIONS: count_one, _REST: count_none, _MODELS: count_none, _MODEL: count_none}
    return Wire(router, questions, errors=format_problem)


def _describe_model(name: str, created: int) -> dict[str, Any]:
    return {"id": name, "object": "model", "created": created, "owned_by": "askdocs"}
