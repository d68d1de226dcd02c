"""Qdrant's client. All of askdocs takes it from here, because here it costs half as much to import.

The package builds each of its 600 models when it is imported: 0.4 s of CPU and 14 MB, for the thirty that are used.
Left alone, pydantic builds a model when it is first used.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import BaseModel


@contextmanager
def _building_late() -> Iterator[None]:
    """Within the block, nobody has a model built that pydantic would build by itself when it is needed."""
    rebuild = BaseModel.__dict__["model_rebuild"]
    BaseModel.model_rebuild = classmethod(lambda *_, **__: None)  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        BaseModel.model_rebuild = rebuild  # type: ignore[method-assign]


with _building_late():
    from qdrant_client import AsyncQdrantClient, QdrantClient, models
    from qdrant_client.http.exceptions import ResponseHandlingException
    from qdrant_client.http.models import QueryResponse  # `models.QueryResponse` is another class

__all__ = ["AsyncQdrantClient", "QdrantClient", "QueryResponse", "ResponseHandlingException", "models"]
