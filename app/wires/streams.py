"""An honest status for a stream that fails before its first word.

LangServe has sent 200 by then and hides the reason in `event: error`. Here the status is held back until the first
event: when that is an error of ours, the client gets its status and its problem instead.
"""

from collections.abc import AsyncIterator
from contextvars import ContextVar
from typing import Any

from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.runnables import Runnable, RunnableBinding, RunnableConfig
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.observations import note_answer, note_question
from app.wires.problems import create_askdocs_problem
from chains.errors import AskdocsError

_failures: ContextVar[list[AskdocsError] | None] = ContextVar("failures", default=None)


class _WatchedChain(RunnableBinding[Any, Any]):  # type: ignore[no-redef]  # the base has a field named kwargs
    unread: tuple[type[BaseCallbackHandler], ...] = ()
    """Kinds of callbacks that are dropped: what they gather is thrown away."""

    async def ainvoke(
        self,
        input: Any,  # noqa: A002 - LangChain's name
        config: RunnableConfig | None = None,
        **options: Any,
    ) -> Any:
        note_question(input)
        answer = await super().ainvoke(input, self._without_unread(config), **options)
        note_answer(answer)
        return answer

    async def astream(
        self,
        input: Any,  # noqa: A002 - LangChain's name
        config: RunnableConfig | None = None,
        **options: Any,
    ) -> AsyncIterator[Any]:
        note_question(input)
        try:
            async for part in super().astream(input, self._without_unread(config), **options):
                if "outcome" in part:
                    note_answer(part)
                yield part
        except AskdocsError as error:
            if (failures := _failures.get()) is not None:
                failures.append(error)
            raise

    def _without_unread(self, config: RunnableConfig | None) -> RunnableConfig | None:
        callbacks = (config or {}).get("callbacks")
        if config is None or not isinstance(callbacks, list):
            return config
        return {**config, "callbacks": [handler for handler in callbacks if not isinstance(handler, self.unread)]}


def watch_chain(
    chain: Runnable[Any, Any],
    *,
    max_concurrency: int | None = None,
    unread: tuple[type[BaseCallbackHandler], ...] = (),
) -> Runnable[Any, Any]:
    """The same chain, whose outcomes are noted; `StreamStatus` learns why its stream failed.

    A batch of it runs `max_concurrency` questions at once. Callbacks of the kinds `unread` never reach it: a chain that
    nobody listens to costs less.
    """
    config = RunnableConfig(max_concurrency=max_concurrency) if max_concurrency else RunnableConfig()
    return _WatchedChain(bound=chain, config=config, unread=unread)


class StreamStatus:
    """ASGI middleware: turns a stream whose first event is a failure into the problem that it is."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the application for one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        failures: list[AskdocsError] = []
        token = _failures.set(failures)
        held: Message | None = None
        replaced = False

        async def hold_start(message: Message) -> None:
            nonlocal held, replaced
            if replaced:
                return
            if message["type"] == "http.response.start" and _is_event_stream(message):
                held = message
                return
            if held is not None:
                if failures and message.get("body", b"").startswith(b"event: error"):
                    replaced = True
                    await create_askdocs_problem(scope, failures[0])(scope, receive, send)
                    return
                await send(held)
                held = None
            await send(message)

        try:
            await self._app(scope, receive, hold_start)
        except (AskdocsError, RuntimeError):
            if not replaced:  # LangServe raises once more what has been answered here
                raise
        finally:
            _failures.reset(token)


def _is_event_stream(message: Message) -> bool:
    return Headers(raw=message["headers"]).get("content-type", "").startswith("text/event-stream")
