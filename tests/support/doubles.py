"""Doubles of the two ports of the chain: a scripted model and a fixed retriever with our signature."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForRetrieverRun, CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage, BaseMessageChunk, message_chunk_to_message
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.retrievers import BaseRetriever
from pydantic import Field

from chains.retrieval import Passage, create_source
from chains.schemas import Filters

Script = Sequence[str | Exception | float]
"""Texts to stream, exceptions to raise, seconds to wait."""


class ScriptedModel(GenericFakeChatModel):
    """Streams its scripts, one a call; keeps the prompts that it was given."""

    messages: Iterator[AIMessage | str] = Field(default=iter(()))
    scripts: list[Script]
    finish_reason: str = "STOP"
    block_reason: str = ""
    prompts: list[list[BaseMessage]] = []

    async def _agenerate(
        self, messages: list[BaseMessage], stop: Any = None, run_manager: Any = None, **kwargs: Any
    ) -> ChatResult:
        whole: BaseMessageChunk = AIMessageChunk(content="")
        async for chunk in self._astream(messages):
            whole += chunk.message
        return ChatResult(generations=[ChatGeneration(message=message_chunk_to_message(whole))])

    async def _astream(
        self, messages: list[BaseMessage], stop: Any = None, run_manager: Any = None, **kwargs: Any
    ) -> AsyncIterator[ChatGenerationChunk]:
        self.prompts.append(messages)
        for step in self.scripts.pop(0):
            if isinstance(step, Exception):
                raise step
            if isinstance(step, float):
                await asyncio.sleep(step)
            else:
                yield ChatGenerationChunk(message=AIMessageChunk(content=step))
        last = AIMessageChunk(content="", usage_metadata={"input_tokens": 7, "output_tokens": 3, "total_tokens": 10})
        if self.finish_reason:
            last.response_metadata["finish_reason"] = self.finish_reason
        if self.block_reason:
            last.response_metadata["prompt_feedback"] = {"block_reason": self.block_reason}
        yield ChatGenerationChunk(message=last)


class FixedRetriever(BaseRetriever):
    """Returns the same documents for every question; keeps what it was asked."""

    documents: list[Document] = []
    error: Exception | None = None
    asked: list[tuple[str, Filters, str]] = []

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,
        filters: Filters | None = None,
        page_url: str = "",
    ) -> list[Document]:
        raise NotImplementedError

    async def _aget_relevant_documents(
        self,
        query: str,
        *,
        run_manager: AsyncCallbackManagerForRetrieverRun,
        filters: Filters | None = None,
        page_url: str = "",
    ) -> list[Document]:
        self.asked.append((query, filters or Filters(), page_url))
        if self.error:
            raise self.error
        return self.documents


def create_document(
    text: str, *, title: str = "Guide", section: str = "", url: str = "", score: float = 0.7
) -> Document:
    """A document with the metadata that every retriever of ours gives."""
    metadata = {
        "title": title,
        "section": section or f"{title} > Part",
        "url": url or f"https://docs.example/{title.lower()}#part",
        "version": "2.x",
        "locale": "en",
        "score": score,
    }
    return Document(text, metadata=metadata)


def create_passages(*texts: str) -> list[Passage]:
    """Passages of pages `P1`, `P2`, …, numbered in their order."""
    documents = [create_document(text, title=f"P{number}") for number, text in enumerate(texts, 1)]
    return [
        Passage(source=create_source(document, number), text=document.page_content)
        for number, document in enumerate(documents, 1)
    ]
