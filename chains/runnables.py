"""Runnables that run asynchronously only."""

from typing import Any, NoReturn

from langchain_core.runnables import Runnable, RunnableConfig
from langchain_core.runnables.utils import ConfigurableFieldSpec


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
