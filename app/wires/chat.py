"""`POST /chat`: the same chain without LangServe's envelope."""

from typing import Any

from fastapi import APIRouter
from langchain_core.runnables import Runnable

from app.context.endpoint import count_one
from app.wires.wire import EXAMPLE_QUESTION, ParsedRoute, Wire


def create_chat_wire(path: str, chain: Runnable[Any, Any]) -> Wire:
    """Build the route: what the chain takes in, what it gives out, plain JSON; of ours ChatRequest, ChatResponse."""
    router = APIRouter(tags=["chat"], route_class=ParsedRoute)
    response_type = chain.OutputType

    async def chat(request: Any) -> Any:
        return response_type.model_validate(await chain.ainvoke(request))

    chat.__annotations__ = {"request": chain.InputType, "return": response_type}  # FastAPI reads them
    router.post(
        path,
        summary="Ask a question about the documentation",
        description="One question, one plain JSON answer; its markers name the `sources` that it cites.",
        openapi_extra={"requestBody": {"content": {"application/json": {"example": {"query": EXAMPLE_QUESTION}}}}},
    )(chat)
    return Wire(router, {path: count_one})
