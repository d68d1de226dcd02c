"""The chain as LangServe runs it."""

from collections.abc import AsyncIterator
from typing import Any

from langchain_core.runnables import Runnable, RunnableConfig
from langchain_core.runnables.config import get_config_list
from langserve.callbacks import AsyncEventAggregatorCallback

from chains.runnables import WrappedChain


class LangServeChain(WrappedChain):
    """Without the listener that LangServe adds to every run: it gathers events for answers that ours are not.

    A chain that nobody listens to costs less, and its answers may be kept. A batch runs `max_concurrency` questions at
    once.
    """

    def __init__(self, chain: Runnable[Any, Any], *, max_concurrency: int) -> None:
        super().__init__(chain)
        self._max_concurrency = max_concurrency

    def with_config(self, config: RunnableConfig | None = None, **_: Any) -> Runnable[Any, Any]:  # noqa: ARG002
        """LangServe binds a config to ask for types alone, with each request; no config changes ours."""
        return self

    async def ainvoke(
        self,
        input: Any,  # noqa: A002 - LangChain's name
        config: RunnableConfig | None = None,
        **options: Any,
    ) -> Any:
        """The chain's answer."""
        return await self._chain.ainvoke(input, _without_aggregator(config), **options)

    def astream(
        self,
        input: Any,  # noqa: A002 - LangChain's name
        config: RunnableConfig | None = None,
        **options: Any,
    ) -> AsyncIterator[Any]:
        """The chain's parts."""
        return self._chain.astream(input, _without_aggregator(config), **options)

    async def abatch(
        self,
        inputs: list[Any],
        config: RunnableConfig | list[RunnableConfig] | None = None,
        *,
        return_exceptions: bool = False,
        **options: Any,
    ) -> list[Any]:
        """The chain's answers, in the order of the questions."""
        configs = [
            RunnableConfig(**(_without_aggregator(each) or {}), max_concurrency=self._max_concurrency)
            for each in get_config_list(config, len(inputs))
        ]
        return await self._chain.abatch(inputs, configs, return_exceptions=return_exceptions, **options)


def _without_aggregator(config: RunnableConfig | None) -> RunnableConfig | None:
    callbacks = (config or {}).get("callbacks")
    if config is None or not isinstance(callbacks, list):
        return config
    heard = [handler for handler in callbacks if not isinstance(handler, AsyncEventAggregatorCallback)]
    return {**config, "callbacks": heard}
