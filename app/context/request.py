"""The context of one request. It is the only thing that is handed on beside arguments."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Literal

from app.context.cache_use import CacheUse
from app.context.endpoint import Endpoint
from app.context.observation import Observation
from app.pump import Pumps
from chains.errors import AskdocsError


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: one of `API_KEYS` by name, a client address, or somebody who is not limited."""

    kind: Literal["key", "address", "developer", "local"]
    name: str


@dataclass(slots=True)
class RequestContext:
    """One request. Each field is set by one middleware, named beside it, and read by all that come after it."""

    id: str = ""
    """RequestContextMiddleware: the request id."""
    endpoint: Endpoint | None = None
    """RequestContextMiddleware: what a wire declares of the path that is asked; None: nothing."""
    origins: Collection[str] | None = None
    """RequestContextMiddleware: of the pages that may call what is asked, also before they ask; None: all of ours."""
    bound_to: str = ""
    """RequestContextMiddleware: the only site that may be asked by the door through which the request came."""
    caller: Caller | None = None
    """CallerCheck."""
    content: Any = None
    """JsonBodies: the body, parsed."""
    site: str = ""
    """JsonBodies: the site that is asked."""
    questions: int = 0
    """JsonBodies: how many questions the body holds."""
    searches: int = 0
    """JsonBodies: how many searches the request asks for."""
    votes: int = 0
    """JsonBodies: how many votes the request gives."""
    observation: Observation = field(default_factory=Observation)
    cache: CacheUse = field(default_factory=CacheUse)
    """CacheHeaders: what the request wants of the caches, and what it got."""
    departures: Pumps = field(default_factory=Pumps)
    """CallerWatch: what stops when the caller leaves."""
    has_left: bool = False
    """CallerWatch: the caller left before the answer was complete."""
    thread: str = ""
    """The wire: the thread in which the question is asked."""
    failure: AskdocsError | None = None
    """The wire: why a stream failed after its status was sent."""

    @property
    def wire(self) -> str:
        """The protocol that is spoken, for the metrics; `none` outside of requests."""
        return (self.endpoint.wire if self.endpoint else "") or "none"

    def count(self) -> None:
        """Count what the content asks for, as the endpoint says."""
        if self.endpoint is not None:
            self.site = self.endpoint.find_site(self.content)
            self.questions = self.endpoint.count_questions(self.content)
            self.searches = self.endpoint.count_searches(self.content)
            self.votes = self.endpoint.count_votes(self.content)


_current: ContextVar[RequestContext | None] = ContextVar("request context", default=None)


@contextmanager
def entering(context: RequestContext) -> Iterator[RequestContext]:
    """Let what runs inside the block, in whatever task, find `context`."""
    token = _current.set(context)
    try:
        yield context
    finally:
        _current.reset(token)


def get_context() -> RequestContext:
    """The running request's context. Outside of a request: a new one that allows everything and that nobody reads."""
    return _current.get() or RequestContext()
