"""Locks of files: portalocker without its lock by Redis, which nobody asks for and whose client takes 7 MB."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def _without_redis() -> Iterator[None]:
    """Within the block, its client cannot be imported, as where it is not installed."""
    if "redis" in sys.modules:
        yield
        return
    sys.modules["redis"] = None  # type: ignore[assignment] # Python's way to say so
    try:
        yield
    finally:
        del sys.modules["redis"]


with _without_redis():
    import portalocker

__all__ = ["portalocker"]
