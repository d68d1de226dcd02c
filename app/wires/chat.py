"""`POST /chat`: the same chain without LangServe's envelope."""

from typing import Any

from fastapi import APIRouter
from langchain_core.runnables import Runnable

from app.context.endpoint import count_one
from app.wires.wire import ParsedRoute, Wire
from chains.schemas import ChatRequest, ChatResponse


def create_chat_wire(path: str, chain: Runnable[Any, Any]) -> Wire:
    """Build the route: `ChatRequest` in, `ChatResponse` out, plain JSON."""
    router = APIRouter(tags=["chat"], route_class=ParsedRoute)

    @router.post(path, summary="Ask a question about the documentation")
    async def chat(request: ChatRequest) -> ChatResponse:
        return ChatResponse.model_validate(await chain.ainvoke(request))

    return Wire(router, {path: count_one})
