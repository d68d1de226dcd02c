"""Runs what a command waits for."""

from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run it to its end in an event loop; that is imported only now, because it brings TLS, and help needs none."""
    import asyncio

    return asyncio.run(work)
