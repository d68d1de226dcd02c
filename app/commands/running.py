"""Runs what a command waits for, and imports it, without what costs much and brings nothing."""

import gc
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run it to its end in an event loop; that is imported only now, because it brings TLS, and help needs none."""
    import asyncio

    return asyncio.run(work)


@contextmanager
def building_late() -> Iterator[None]:
    """For the imports in the block: pydantic builds their models at first use, one thread at a time.

    It would build a model as soon as its class is there, which was 6 % of an answer and 4 MB: of the 500 models of
    LangChain's, LangSmith's and Qdrant's packages an answer uses 31. Gemini's SDK asks for the same by itself.
    """
    from pydantic import BaseModel, ConfigDict

    config = BaseModel.model_config
    BaseModel.model_config = config | ConfigDict(defer_build=True)
    try:
        yield
    finally:
        BaseModel.model_config = config


@contextmanager
def collecting_nothing() -> Iterator[None]:
    """Nobody looks for garbage in the block, for work that is short: 6 % of an answer was looking through libraries.

    Nor are they looked through behind it: what is there by then is taken for what stays.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
