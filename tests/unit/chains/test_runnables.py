"""Who listens to a run, and how its steps know."""

from langchain_core.callbacks import AsyncCallbackHandler
from langchain_core.runnables import RunnableConfig, RunnableLambda

from chains.runnables import UNHEARD, is_listened_to


async def test_a_step_of_a_run_that_nobody_listens_to_need_not_ask() -> None:
    heard: RunnableConfig = {"callbacks": [AsyncCallbackHandler()]}
    assert is_listened_to(heard)
    assert not is_listened_to({"run_name": "generate"})
    unheard: RunnableConfig = {"run_name": "generate", "callbacks": UNHEARD}

    async def look(_: str) -> tuple[bool, bool]:
        return is_listened_to(None), is_listened_to(unheard)

    assert await RunnableLambda(look).ainvoke("", heard) == (True, False)


async def test_a_runnable_of_somebody_else_takes_it_as_callbacks_without_handlers() -> None:
    async def look(_: str, config: RunnableConfig) -> bool:
        return is_listened_to(config)

    assert not await RunnableLambda(look).ainvoke("", {"callbacks": UNHEARD})
    assert not UNHEARD.handlers
