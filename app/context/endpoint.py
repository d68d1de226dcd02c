"""What a wire declares of an endpoint that takes POST, and how a problem looks to its clients."""

from collections.abc import Callable, Mapping
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
    """For an endpoint of which each request is one question."""
    return 1


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A path that takes POST, as a wire declares it. A POST to any other path is no question; nobody reads its body."""

    path: str
    """As in FastAPI: `/chat/c/{config_hash}/invoke`."""
    count_questions: Callable[[Any], int] = count_one
    """Takes the parsed body and returns how many questions it holds. A body of 0 questions is not limited."""
    format_problem: Callable[[Problem], Response] = format_problem
