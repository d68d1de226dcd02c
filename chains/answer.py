"""The chain that every wire, `askdocs ask` and `askdocs eval` run: from a request to a cited answer.

    condense_question → retrieve_passages → write_answer

It streams the parts of `chains.parts`, whose sum is what `invoke` returns.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from functools import partial
from typing import Any, cast

from langchain_core.language_models import BaseChatModel
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableConfig, RunnableGenerator, RunnableLambda

from chains.errors import SettingsError
from chains.parts import Part, join_parts
from chains.prompts import create_answer_prompt
from chains.retrieval import State, Step, create_condense_step, create_retrieve_step
from chains.runnables import UNHEARD, AsyncRunnable, is_listened_to
from chains.schemas import ChatRequest, ChatResponse
from chains.settings import AnswerSettings
from chains.suggestions import NEXT_RULE
from chains.support import SecondOpinion
from chains.timing import NoteStep, note_nothing
from chains.writing import Ask, ask_in_parts, ask_whole, write_answer


def create_answer_chain(
    *,
    llm: BaseChatModel,
    retriever: BaseRetriever,
    settings: AnswerSettings,
    second_opinion: SecondOpinion | None = None,
    note_step: NoteStep = note_nothing,
) -> Runnable[Any, Any]:
    """Build the chain. Its input is a `ChatRequest` or the same as a dict, its output a dict like `ChatResponse`.

    `second_opinion` is what `settings.support` names. `note_step` is told what the guard and the verdict took.

    It runs asynchronously only (`ainvoke`, `astream`, …). It raises `AskdocsError` until the passages are found; from
    then on it always answers, from the passages alone when the model fails.

    Raises:
        SettingsError: `settings.support` names a second opinion, and none is given.
    """
    if settings.support != "strings" and second_opinion is None:
        raise SettingsError(
            f"ANSWER_SUPPORT={settings.support} wants a second opinion on sentences: let the function that builds your "
            "chain take `second_opinion`, and hand it on to create_answer_chain."
        )
    return _AnswerChain(llm, retriever, settings, second_opinion, note_step)


class _AnswerChain(AsyncRunnable):
    """Every answer is made by `_answer`. `ainvoke` and `astream` decide beforehand whether anybody listens to the run.

    Without listeners `config` is None, and each step is called as a plain function. For listeners each step is a
    LangChain run with a callback manager of its own, which costs a task and several milliseconds.
    """

    def __init__(
        self,
        llm: BaseChatModel,
        retriever: BaseRetriever,
        settings: AnswerSettings,
        second_opinion: SecondOpinion | None,
        note_step: NoteStep,
    ) -> None:
        self.name = "answer"
        self._llm = llm
        self._settings = settings
        self._second_opinion = second_opinion
        self._note_step = note_step
        further_rules = NEXT_RULE if settings.suggestions == "model" else ""
        self._prompt = create_answer_prompt(settings.instructions, further_rules=further_rules)
        self._steps: dict[str, Step] = {
            "question": create_condense_step(llm, settings),
            "evidence": create_retrieve_step(retriever, settings),
        }
        """The steps that add to the state, by the key that each adds."""

    @property
    def InputType(self) -> type[Any]:  # noqa: N802 - LangChain's name
        """What goes in."""
        return ChatRequest

    @property
    def OutputType(self) -> type[Any]:  # noqa: N802 - LangChain's name
        """What comes out, as a dict."""
        return ChatResponse

    async def ainvoke(
        self,
        input: Any,  # noqa: A002 - LangChain's name
        config: RunnableConfig | None = None,
        **_: Any,
    ) -> Any:
        """The whole answer."""
        if not is_listened_to(config):
            return await self._answer_whole(input, None)
        return await self._acall_with_config(cast("Any", self._answer_whole), input, config)

    async def astream(
        self,
        input: Any,  # noqa: A002 - LangChain's name
        config: RunnableConfig | None = None,
        **_: Any,
    ) -> AsyncIterator[Any]:
        """The answer in parts."""
        parts = (
            self._atransform_stream_with_config(_once(input), cast("Any", self._transform), config)
            if is_listened_to(config)
            else await self._answer(input, None, ask_in_parts)
        )
        async with aclosing(cast("AsyncGenerator[Any]", parts)):
            async for part in parts:
                yield part

    async def _answer_whole(self, request: Any, config: RunnableConfig | None) -> Part:
        return cast("Part", join_parts([part async for part in await self._answer(request, config, ask_whole)]))

    async def _transform(self, requests: AsyncIterator[Any], config: RunnableConfig) -> AsyncIterator[Part]:
        async for request in requests:
            async for part in await self._answer(request, config, ask_in_parts):
                yield part

    async def _answer(self, request: Any, config: RunnableConfig | None, ask: Ask) -> AsyncIterator[Part]:
        """The parts of the answer, once its passages are found."""
        state: State = {
            "request": ChatRequest.model_validate(request),
            "deadline": asyncio.get_running_loop().time() + self._settings.deadline_seconds,
        }
        if config is None:
            state["callbacks"] = UNHEARD
        for key, step in self._steps.items():
            run = step if config is None else partial(RunnableLambda(step).ainvoke, config=config)
            state[key] = await run(state)  # type: ignore[literal-required]
        write = partial(
            write_answer,
            llm=self._llm,
            prompt=self._prompt,
            settings=self._settings,
            ask=ask,
            second_opinion=self._second_opinion,
            note_step=self._note_step,
        )
        return write(state) if config is None else _as_generator(write).astream(state, config)


def _as_generator(write: Any) -> RunnableGenerator[State, Part]:
    async def write_parts(states: AsyncIterator[State]) -> AsyncIterator[Part]:
        async for state in states:
            async for part in write(state):
                yield part

    return RunnableGenerator(write_parts, name="write_answer")


async def _once(value: Any) -> AsyncIterator[Any]:
    yield value
