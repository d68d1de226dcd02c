"""LangChain's classes asked without Gemini: what they would send, and what they make of what it sends."""

from collections import deque
from collections.abc import Iterator
from typing import Any, Self


class Given:
    """Stands in for the SDK's client. Keeps what it is asked, answers what it was given, and sends nothing."""

    def __init__(self, *responses: Any) -> None:
        self.asked: dict[str, Any] = {}
        self._responses = deque(responses)

    def add(self, response: Any) -> None:
        """Give it one more response."""
        self._responses.append(response)

    @property
    def models(self) -> Self:
        """What LangChain's classes ask their client for."""
        return self

    def generate_content(self, **request: Any) -> Any:
        """The next response."""
        self.asked = request
        return self._responses.popleft()

    def generate_content_stream(self, **request: Any) -> Iterator[Any]:
        """All responses, each when it is asked for: more may be given until then."""
        self.asked = request
        while True:
            yield self._responses.popleft()

    def embed_content(self, **request: Any) -> Any:
        """The next response."""
        return self.generate_content(**request)
