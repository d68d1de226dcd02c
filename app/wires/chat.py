"""`POST /chat`: the same chain without LangServe's envelope."""

from typing import Any

from fastapi import APIRouter
from langchain_core.runnables import Runnable

from app.wires.streams import watch_chain
from chains.schemas import ChatRequest, ChatResponse


def create_chat_router(path: str, chain: Runnable[Any, Any]) -> APIRouter:
    """Build the route: `ChatRequest` in, `ChatResponse` out, plain JSON."""
    router = APIRouter(tags=["chat"])
    chain = watch_chain(chain)

    @router.post(path, summary="Ask a question about the documentation")
    async def chat(request: ChatRequest) -> ChatResponse:
        return ChatResponse.model_validate(await chain.ainvoke(request))

    return router
