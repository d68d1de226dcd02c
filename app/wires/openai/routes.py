"""`POST /v1/chat/completions` and `GET /v1/models`: each route of `langserve.yaml` is a model."""

import time
from collections.abc import Collection, Mapping
from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import JSONResponse
from langchain_core.runnables import Runnable

from app.context.endpoint import count_none, count_one
from app.wires.answer_events import ask, begin_answer
from app.wires.event_stream import EventStream
from app.wires.openai.completions import create_completion, stream_completion
from app.wires.openai.description import ERROR_CONTENT, NO_MODEL, describe_completions
from app.wires.openai.errors import format_problem
from app.wires.openai.requests import find_model, read_completion
from app.wires.wire import ParsedRoute, Wire

COMPLETIONS = "/v1/chat/completions"
_MODELS = "/v1/models"
_MODEL = "/v1/models/{model:path}"
_ELSEWHERE = ("/v1/completions", "/v1/embeddings", "/v1/responses")
"""What OpenAI's clients may ask instead; here they are told where to ask."""


def create_openai_wire(chains: Mapping[str, Runnable[Any, Any]], *, origins: Collection[str] = ()) -> Wire:
    """Build the routes; `chains` are the models by their names.

    What its clients may ask instead is 404, with an error that they show.
    """
    router = APIRouter(tags=["openai"], route_class=ParsedRoute)
    created = int(time.time())

    @router.post(
        COMPLETIONS,
        summary="Answer the last message, whole or as a stream",
        description="Each citation is a link in the text, and an annotation lies over it. Routes are models.",
        openapi_extra=describe_completions(chains.keys()),
    )
    async def complete(request: Request) -> Response:
        asked = read_completion(request, models=chains.keys(), origins=origins)
        chain = chains[asked.model]
        if asked.stream:
            return EventStream(stream_completion(await begin_answer(chain, asked.request), asked))
        return JSONResponse(create_completion(await ask(chain, asked.request), asked))

    @router.get(_MODELS, summary="List the models: one for each route")
    async def list_models() -> dict[str, Any]:
        return {"object": "list", "data": [_describe_model(name, created) for name in chains]}

    @router.get(_MODEL, summary="Describe one model", openapi_extra=NO_MODEL)
    async def show_model(model: str) -> dict[str, Any]:
        return _describe_model(find_model(model, chains.keys()), created)

    async def refuse(request: Request) -> None:
        raise HTTPException(
            404,
            f"There is no {request.url.path} here. Ask with POST {COMPLETIONS}: in OpenAI's clients "
            "`chat.completions.create(…)`, not `responses.create(…)`.",
        )

    for path in _ELSEWHERE:
        router.post(path, include_in_schema=False)(refuse)

    questions = {COMPLETIONS: count_one, **dict.fromkeys((*_ELSEWHERE, _MODELS, _MODEL), count_none)}
    return Wire(router, questions, errors=format_problem, error_content=ERROR_CONTENT)


def _describe_model(name: str, created: int) -> dict[str, Any]:
    return {"id": name, "object": "model", "created": created, "owned_by": "askdocs"}
