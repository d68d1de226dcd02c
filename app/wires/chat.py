"""`POST /chat`: the same chain without LangServe's envelope."""

from collections.abc import Collection
from typing import Any

from fastapi import APIRouter, Request
from langchain_core.runnables import Runnable

from app.context.endpoint import count_one
from app.wires.asking import complete_request, describe_parameters
from app.wires.wire import EXAMPLE_QUESTION, ParsedRoute, Wire


def create_chat_wire(path: str, chain: Runnable[Any, Any], *, origins: Collection[str] = ()) -> Wire:
    """Build the route: what the chain takes in, what it gives out, plain JSON; of ours ChatRequest, ChatResponse.

    A page of one of the `origins` counts as the page that the reader has open.
    """
    router = APIRouter(tags=["chat"], route_class=ParsedRoute)
    response_type = chain.OutputType

    async def chat(asked: Any, request: Request) -> Any:
        return response_type.model_validate(await chain.ainvoke(complete_request(asked, request, origins=origins)))

    # FastAPI reads them
    chat.__annotations__ = {"asked": chain.InputType, "request": Request, "return": response_type}
    router.post(
        path,
        summary="Ask a question about the documentation",
        description="One question, one plain JSON answer; its markers name the `sources` that it cites.",
        openapi_extra={
            "parameters": describe_parameters(citations=False),
            "requestBody": {"content": {"application/json": {"example": {"query": EXAMPLE_QUESTION}}}},
        },
    )(chat)
    return Wire(router, {path: count_one})
