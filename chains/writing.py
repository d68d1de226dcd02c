"""The last step of the chain: the model writes from the passages, or the passages speak for themselves."""

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import aclosing
from typing import Any, cast

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage, BaseMessageChunk
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import Runnable, RunnableConfig

from chains.draft import Draft
from chains.errors import AskdocsError, BusyError, DeadlineError, ModelError, UnknownScopeError
from chains.extractive import create_extract
from chains.guard import Guard, clean
from chains.parts import Part, create_first_part, create_last_part, create_text_part
from chains.prompts import format_answer_prompt, format_data, format_history, format_passages
from chains.refusal.wordings import choose_refusal
from chains.retrieval import Passage, State
from chains.runnables import UNHEARD
from chains.schemas import Ending, Reason, Source
from chains.settings import AnswerSettings
from chains.support import NO_OPINION, Judge, Mender, Opinion, SecondOpinion
from chains.support.unverified import find_unverified
from chains.timing import NoteStep, Stopwatch, note_nothing, within

MAX_NEAREST = 3

Ask = Callable[[Runnable[Any, Any], Any, RunnableConfig, float], AsyncIterator[BaseMessage]]
"""Runs a model on its input until a deadline. Yields messages whose sum is the answer."""


async def write_answer(
    state: State,
    *,
    llm: BaseChatModel,
    prompt: ChatPromptTemplate,
    settings: AnswerSettings,
    ask: Ask,
    second_opinion: SecondOpinion | None = None,
    note_step: NoteStep = note_nothing,
) -> AsyncIterator[Part]:
    """Yield the parts of the answer. For listeners the prompt and the model are steps of their own.

    `second_opinion` is asked about the sentences of an answer that came whole, before its last part. `note_step` is
    told how long the guard took for all pieces, and the verdict on all sentences.
    """
    passages = state["evidence"].passages
    locale = state["request"].filters.locale or (passages[0].source.locale if passages else "")
    refusal = choose_refusal(state["request"].query, locale)
    if state["evidence"].is_weak:
        yield create_first_part([])
        unknown = state["evidence"].unknown
        yield create_text_part(f"{_explain(unknown)}\n\n{refusal}" if unknown else refusal)
        reason: Reason = "no_such_version" if unknown else "weak_match" if passages else "no_match"
        yield create_last_part(Ending("abstained", reason), nearest=_find_nearest(passages))
        return

    yield create_first_part([passage.source for passage in passages])
    guarding, judging = Stopwatch(), Stopwatch()
    with judging.running():
        judge = Judge(passages)
    draft = Draft(
        Guard(passages, Mender(judge).mend),
        refusal=refusal,
        is_said=judge.says,
        suggests=settings.suggestions == "model",
    )
    failure: AskdocsError | None = None
    given: Any = {
        "history": format_history(state["request"].chat_history, settings.history_characters),
        "passages": format_passages([(passage.source, passage.text) for passage in passages]),
        "question": format_data(state["question"]),
    }
    config: RunnableConfig = {"run_name": "generate", "callbacks": state.get("callbacks")}
    messages = (
        ask(llm, format_answer_prompt(prompt, **given), config, state["deadline"])
        if state.get("callbacks") is UNHEARD
        else ask(prompt | llm, given, config, state["deadline"])
    )
    try:
        async for message in messages:
            with guarding.running():
                text = draft.add(message)
            if text:
                yield create_text_part(text)
            if draft.is_refusal:
                break
    except (ModelError, BusyError, DeadlineError) as error:
        failure = error
    with guarding.running():
        text = draft.finish(failure)
    if text:
        yield create_text_part(text)
    note_step("guard", guarding.seconds)
    with judging.running():
        opinion = NO_OPINION
        if second_opinion is not None and draft.end(failure).outcome == "answered":
            opinion = await second_opinion.ask(judge.find_doubts(draft.text), judge.texts, state["deadline"])
        parts = _conclude(draft, failure, state, judge, opinion)
    note_step("verdict", judging.seconds)
    for part in parts:
        yield part


async def ask_whole(
    model: Runnable[Any, Any], given: Any, config: RunnableConfig, deadline: float
) -> AsyncIterator[BaseMessage]:
    """Ask for the answer in one message, which costs a fraction of a stream's CPU."""
    async with within(deadline):
        message = await model.ainvoke(given, config)
    yield message


async def ask_in_parts(
    model: Runnable[Any, Any], given: Any, config: RunnableConfig, deadline: float
) -> AsyncIterator[BaseMessage]:
    """Ask for a stream, and yield its chunks as they come."""
    chunks = cast("AsyncGenerator[BaseMessageChunk]", model.astream(given, config))
    async with aclosing(chunks):
        while True:
            async with within(deadline):
                chunk = await anext(chunks, None)
            if chunk is None:
                return
            yield chunk


def _conclude(draft: Draft, failure: AskdocsError | None, state: State, judge: Judge, opinion: Opinion) -> list[Part]:
    """The parts that follow when the model is done: an extract or a refusal where one is needed, then the last part."""
    ending, passages = draft.end(failure), state["evidence"].passages
    if ending.outcome == "abstained":
        nearest = _find_nearest(passages)
        return [create_last_part(ending, usage=draft.usage, cited=draft.cited, nearest=nearest)]
    if ending.outcome in {"extractive", "blocked"}:
        extract, cited = create_extract(state["question"], passages)
        return [create_text_part(extract), create_last_part(ending, usage=draft.usage, cited=cited)]
    unverified = find_unverified(draft.text, [passage.text for passage in passages])
    unsupported = judge.find_unsupported(draft.text, opinion.scores)
    last_part = create_last_part(
        ending,
        usage=draft.usage.add(opinion.usage),
        cited=draft.cited,
        unverified=unverified,
        unsupported=unsupported,
        suggestions=draft.suggestions,
    )
    return [last_part]


def _explain(unknown: UnknownScopeError) -> str:
    """Names come from the question and from the site."""
    known = ", ".join(map(_quote, unknown.known))
    return f"The documentation has no {unknown.kind} {_quote(unknown.asked)}. It has: {known}."


def _quote(name: str) -> str:
    """A name as code, of which no renderer makes anything else."""
    return clean(f"`{' '.join(name.replace('`', ' ').split())}`", ())


def _find_nearest(passages: Sequence[Passage]) -> list[Source]:
    """The best source of each of the best pages: people need pages to look at, not three parts of one."""
    pages: dict[str, Source] = {}
    for passage in passages:
        pages.setdefault(passage.source.url.partition("#")[0], passage.source)
    return list(pages.values())[:MAX_NEAREST]
