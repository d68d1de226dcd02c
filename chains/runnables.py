"""Runnables that run asynchronously only, and who listens to their runs.

Listeners are callbacks that want to know of each step: tracers, `astream_events`, `astream_log`.
"""

from typing import Any, NoReturn

from langchain_core.callbacks import AsyncCallbackManager
from langchain_core.runnables import Runnable, RunnableConfig
from langchain_core.runnables.config import ensure_config, get_async_callback_manager_for_config
from langchain_core.runnables.utils import ConfigurableFieldSpec

UNHEARD = AsyncCallbackManager(handlers=[])
"""The callbacks of a step to which nobody listens, as is known already: LangChain takes 20 µs to find it out."""


class AsyncRunnable(Runnable[Any, Any]):
    """A runnable without a synchronous `invoke`, which would block the event loop."""

    def invoke(self, input: Any, config: RunnableConfig | None = None, **_: Any) -> NoReturn:  # noqa: A002
        """Raises NotImplementedError."""
        raise NotImplementedError("It would block the event loop: use `await chain.ainvoke(…)`.")


class WrappedChain(AsyncRunnable):
    """A chain around another one, with the types of that one."""

    def __init__(self, chain: Runnable[Any, Any]) -> None:
        self._chain = chain

    @property
    def InputType(self) -> type[Any]:  # noqa: N802 - LangChain's name
        """The inner chain's."""
        return self._chain.InputType

    @property
    def OutputType(self) -> type[Any]:  # noqa: N802 - LangChain's name
        """The inner chain's."""
        return self._chain.OutputType

    @property
    def config_specs(self) -> list[ConfigurableFieldSpec]:
        """The inner chain's."""
        return self._chain.config_specs


def is_listened_to(config: RunnableConfig | None) -> bool:
    """Whether anybody listens. LangChain decides: also by its environment variables and by context variables."""
    if config is not None and config.get("callbacks") is UNHEARD:
        return False
    return bool(get_async_callback_manager_for_config(ensure_config(config)).handlers)


def has_listeners_of_its_own(config: RunnableConfig | None) -> bool:
    """Whether the caller passed callbacks for this run. Such a run is made for that caller alone, and not shared.

    A tracer that listens to every run of the process does not count: it sees shared runs, too.
    """
    callbacks = (config or {}).get("callbacks") or []
    return bool(callbacks if isinstance(callbacks, list) else callbacks.handlers)
