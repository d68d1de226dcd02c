"""What a wire declares of an endpoint that takes POST, and how a problem looks to its clients."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.responses import JSONResponse, Response

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Problem:
    """An error as a client is told of it."""

    status: int
    title: str
    """The status in words, by RFC 9110."""
    detail: str
    """What is wrong, and what to do."""
    request_id: str
    headers: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)
    """Further members, such as `errors` with the fields that are wrong."""


def format_problem(problem: Problem) -> Response:
    """`application/problem+json` (RFC 9457), which every wire speaks whose clients know nothing else."""
    body = {
        "type": "about:blank",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
        "request_id": problem.request_id,
        **problem.more,
    }
    return JSONResponse(body, problem.status, headers=dict(problem.headers), media_type=MEDIA_TYPE)


def count_one(_: Any) -> int:
    """For an endpoint of which each request is one question, or one search."""
    return 1


def count_none(_: Any) -> int:
    """For an endpoint that answers no question and searches nothing."""
    return 0


def find_no_site(_: Any) -> str:
    """For an endpoint that belongs to the whole service."""
    return ""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A path and a method, as a wire declares them: who calls it is checked, and what it asks is counted.

    A POST to a path that nobody declares is no question; nobody reads its body. A GET that nobody declares is open to
    everybody.
    """

    path: str
    """As in FastAPI: `/chat/c/{config_hash}/invoke`."""
    count_questions: Callable[[Any], int] = count_one
    """Takes the parsed body (None for GET) and returns how many questions it holds; 0 costs nothing."""
    format_problem: Callable[[Problem], Response] = format_problem
    method: str = "POST"
    count_searches: Callable[[Any], int] = count_none
    """The same for searches, which call no model and have a limit of their own."""
    count_votes: Callable[[Any], int] = count_none
    """The same for votes, which have a limit of their own, too."""
    wire: str = ""
    """The protocol, for the metrics."""
    takes_form: bool = False
    """The body is what a form of a page sends, and becomes a dict of texts."""
    is_open: bool = False
    """Callers need no key, also when others do."""
    find_site: Callable[[Any], str] = find_no_site
    """Takes the parsed body and returns the site that is asked; empty: none in particular."""
    origins: Collection[str] | None = None
    """Of the web pages that may call it; None: those of all sites."""
