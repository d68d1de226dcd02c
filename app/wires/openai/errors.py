"""Problems as OpenAI's clients know them: they make typed exceptions of the status, the type and the code."""

from typing import Any

from fastapi.responses import JSONResponse

from app.context import Problem

_LONG_WAIT_SECONDS = 60
"""OpenAI's clients wait no longer than this; beyond it they would try again at once, three times for nothing."""
_TYPES = {401: "authentication_error", 403: "permission_error", 404: "not_found_error", 429: "rate_limit_error"}
_CODES = {401: "invalid_api_key", 429: "rate_limit_exceeded", 503: "service_unavailable"}
_INVALID, _UNPROCESSABLE, _DEFECT = 400, 422, 500


def format_problem(problem: Problem) -> JSONResponse:
    """`{"error": {"message", "type", "param", "code"}}`; a field that is wrong is 400, as OpenAI says it."""
    status = _INVALID if problem.status == _UNPROCESSABLE else problem.status
    fields = problem.more.get("errors") or [{}]
    code = fields[0].get("code") or problem.more.get("code") or _CODES.get(status)
    error = create_error(status, problem.detail, param=fields[0].get("field"), code=code)
    headers = dict(problem.headers)
    if int(headers.get("Retry-After", 0)) > _LONG_WAIT_SECONDS:
        headers["X-Should-Retry"] = "false"
    return JSONResponse(error, status, headers=headers)


def create_error(status: int, message: str, *, param: str | None = None, code: str | None = None) -> dict[str, Any]:
    """The body of an error, which is an event of a stream, too."""
    kind = _TYPES.get(status, "server_error" if status >= _DEFECT else "invalid_request_error")
    return {"error": {"message": message, "type": kind, "param": param or None, "code": code}}
