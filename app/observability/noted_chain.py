"""A chain around another one that notes what is asked and how it came out."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

from langchain_core.runnables import RunnableConfig

from app.context import entering, get_context
from app.observability.steps import note_answer, note_question
from chains.errors import AskdocsError
from chains.parts import get_text, is_last_part
from chains.runnables import WrappedChain


class NotedChain(WrappedChain):
    """Notes in the request's context each question, its outcome, and why a stream failed."""

    async def ainvoke(
        self,
        input: Any,  # noqa: A002 - LangChain's name
        config: RunnableConfig | None = None,
        **options: Any,
    ) -> Any:
        """The chain's answer. One of several that are made at once is observed apart."""
        context = get_context()
        if context.questions <= 1:
            return await self._answer(input, config, options)
        observation = context.observation.begin()
        try:
            with entering(replace(context, observation=observation)):
                return await self._answer(input, config, options)
        finally:
            context.observation.add(observation)

    async def _answer(self, request: Any, config: RunnableConfig | None, options: dict[str, Any]) -> Any:
        note_question(request)
        answer = await self._chain.ainvoke(request, config, **options)
        if is_last_part(answer):
            note_answer(answer)
        return answer

    async def astream(
        self,
        input: Any,  # noqa: A002 - LangChain's name
        config: RunnableConfig | None = None,
        **options: Any,
    ) -> AsyncIterator[Any]:
        """The chain's parts."""
        note_question(input)
        observation = get_context().observation
        try:
            async for part in self._chain.astream(input, config, **options):
                observation.is_shown = observation.is_shown or bool(get_text(part))
                if is_last_part(part):
                    note_answer(part)
                yield part
        except AskdocsError as error:
            get_context().failure = error
            raise
