"""Gemini's errors, as JSON: `{"error": {"code", "message", "status", "details"}}`.

The shapes follow https://ai.google.dev/gemini-api/docs/troubleshooting and google.rpc's error details.
"""

from collections.abc import Sequence
from typing import Any

SERVICE = "generativelanguage.googleapis.com"
KEY_PREFIX = "emulator-"
"""Of every key that the emulator takes, so that its vectors and real ones can never meet."""

STATUS_NAMES = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ABORTED",
    429: "RESOURCE_EXHAUSTED",
    499: "CANCELLED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
}


class EmulatorError(Exception):
    """The emulator itself cannot work: a port is taken, a file of the model is missing. The message says what to do."""


class ApiError(Exception):
    """Anything that Gemini answers with a status of 400 or more."""

    def __init__(self, code: int, message: str, details: Sequence[dict[str, Any]] = ()) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.details = list(details)

    def to_json(self) -> dict[str, Any]:
        """The body of the response."""
        error: dict[str, Any] = {
            "code": self.code,
            "message": self.message,
            "status": STATUS_NAMES.get(self.code, "UNKNOWN"),
        }
        if self.details:
            error["details"] = self.details
        return {"error": error}


def invalid_argument(message: str) -> ApiError:
    """400: the request says something that the method does not understand."""
    return ApiError(400, message)


def invalid_payload(violations: Sequence[tuple[str, str]]) -> ApiError:
    """400: fields of the body that do not fit, each as (path, what is wrong)."""
    described = [{"field": field, "description": text} for field, text in violations]
    return ApiError(
        400,
        "\n".join(text for _, text in violations),
        [{"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": described}],
    )


def key_invalid() -> ApiError:
    """400, not 401: this is what Gemini answers to a key that it does not know."""
    return ApiError(
        400,
        f"API key not valid. Please pass a valid API key. (This is the emulator: its keys begin with {KEY_PREFIX!r}.)",
        [
            {
                "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                "reason": "API_KEY_INVALID",
                "domain": "googleapis.com",
                "metadata": {"service": SERVICE},
            }
        ],
    )


def key_missing() -> ApiError:
    """403: a request without any key."""
    return ApiError(
        403,
        "Method doesn't allow unregistered callers (callers without established identity). "
        "Please use API Key or other form of API consumer identity to call this API.",
    )


def model_not_found(model: str, version: str, method: str) -> ApiError:
    """404: there is no such model, or it has no such method."""
    return ApiError(
        404,
        f"models/{model} is not found for API version {version}, or is not supported for {method}. "
        "Call ListModels to see the list of available models and their supported methods.",
    )


def exhausted(*, retry_delay: float | None, quota_id: str | None, model: str) -> ApiError:
    """429, with google.rpc.QuotaFailure and google.rpc.RetryInfo where they are known; `retry_delay` in seconds."""
    message = "You exceeded your current quota, please check your plan and billing details."
    details: list[dict[str, Any]] = []
    if quota_id is not None:
        violation = {
            "quotaMetric": f"{SERVICE}/generate_content_free_tier_requests",
            "quotaId": quota_id,
            "quotaDimensions": {"location": "global", "model": model},
        }
        details.append({"@type": "type.googleapis.com/google.rpc.QuotaFailure", "violations": [violation]})
    if retry_delay is not None:
        message += f" Please retry in {retry_delay:g}s."
        details.append({"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": f"{retry_delay:g}s"})
    return ApiError(429, message, details)
