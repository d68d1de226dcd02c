"""What a wire is: one protocol, translated from and to the answers of a chain."""

from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute

from app.context import Endpoint, Problem, get_context
from app.context.endpoint import MEDIA_TYPE, count_none, find_no_site, format_problem

CountQuestions = Callable[[Any], int]
EXAMPLE_QUESTION = "How do I index my own documentation?"
"""What a page that describes the API asks when its reader tries it out."""
PROBLEM_CONTENT = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}


@dataclass(frozen=True, slots=True)
class Wire:
    """The routes of one protocol, and what the middlewares must know of them.

    Raises:
        ValueError: a route takes POST and is not declared; its body would reach it unchecked.
    """

    router: APIRouter
    questions: Mapping[str, CountQuestions] = field(default_factory=dict)
    """For each path that takes POST: how many questions a body holds, given as parsed JSON; 0 costs nothing.

    A path that takes GET is declared, too, when only those may call it who may ask; `count_none` gets None then.
    """
    searches: Mapping[str, CountQuestions] = field(default_factory=dict)
    """The same for searches, which cost nothing and have a limit of their own."""
    votes: Mapping[str, CountQuestions] = field(default_factory=dict)
    """The same for votes."""
    forms: Collection[str] = ()
    """Those of its paths whose bodies are what a form of a page sends."""
    errors: Callable[[Problem], Response] = format_problem
    """How a problem looks to the clients of this protocol."""
    error_content: Mapping[str, Any] = field(default_factory=lambda: PROBLEM_CONTENT)
    """What OpenAPI says of them: the schema by the media type."""
    describe: Callable[[dict[str, Any]], None] = lambda _: None
    """Puts right what OpenAPI says of these routes; given FastAPI's whole description."""
    name: str = ""
    """As in `langserve.yaml` and the metrics; empty for what answers nothing."""
    is_open: bool = False
    """Callers need no key, also when others do; they are limited by their address."""
    find_site: Callable[[Any], str] = find_no_site
    """Which site a body asks; given as parsed JSON, or None for GET."""
    origins: Collection[str] | None = None
    """Of the web pages that may call it; None: those of all sites."""
    running: Callable[[], AbstractAsyncContextManager[None]] = nullcontext
    """What must run as long as the service does, for the routes to answer."""

    def __post_init__(self) -> None:
        taking = {path for path, method in self._list_routes() if method == "POST"}
        if undeclared := sorted(taking - self.questions.keys()):
            raise ValueError(f"A wire does not declare its questions: {', '.join(undeclared)}.")

    @property
    def endpoints(self) -> list[Endpoint]:
        """What `RequestContextMiddleware` looks for."""
        reading, taking = (
            {path for path, found in self._list_routes() if found == method} for method in ("GET", "POST")
        )
        declared = self.questions.keys() | self.searches.keys()
        return [
            Endpoint(
                path,
                count_questions=self.questions.get(path, count_none),
                format_problem=self.errors,
                method=method,
                count_searches=self.searches.get(path, count_none),
                count_votes=self.votes.get(path, count_none),
                takes_form=path in self.forms,
                wire=self.name,
                is_open=self.is_open,
                find_site=self.find_site,
                origins=self.origins,
            )
            for method, paths in (("POST", self.questions.keys() - (reading - taking)), ("GET", declared & reading))
            for path in sorted(paths)
        ]

    def _list_routes(self) -> list[tuple[str, str]]:
        routes = (route for route in self.router.routes if isinstance(route, APIRoute))
        return [(route.path, method) for route in routes for method in route.methods or ()]


class ParsedRequest(Request):
    """A request whose body was parsed, once, by `JsonBodies`."""

    async def json(self) -> Any:
        """The same object for all who ask."""
        return get_context().content


class ParsedRoute(APIRoute):
    """A route that works with the body as `JsonBodies` has parsed it."""

    def get_route_handler(self) -> Callable[[Request], Any]:
        """Give the handler a request that does not parse the body again."""
        handle = super().get_route_handler()

        async def handle_parsed(request: Request) -> Response:
            response: Response = await handle(ParsedRequest(request.scope, request.receive))
            return response

        return handle_parsed
