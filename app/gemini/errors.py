"""What Gemini's library raises, as the errors of askdocs."""

import re
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import aiohttp
import httpx
from google.genai import errors as genai_errors

from app.gemini.private_names import find_langchain_error
from chains.errors import (
    DailyQuotaError,
    ModelAccessError,
    ModelError,
    ModelQuotaError,
    ModelResponseError,
    ModelTimeoutError,
    ModelUnavailableError,
    VectorLengthError,
)

_UNCHECKED = (TypeError, LookupError, AttributeError, ValueError, ArithmeticError, RecursionError)
"""What the libraries stumble over when an answer has another shape: they look at none before they use it.

JSONDecodeError, pydantic's ValidationError and the SDK's UnknownApiResponseError are among them.
"""
NO_ANSWER = "Gemini did not answer within the time limit. Try again later."
_DELAY = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)s")


def is_final(error: BaseException) -> bool:
    """Whether the same call would fail again: what Gemini refuses for what it is, and what no short wait mends."""
    may_pass = ModelQuotaError | ModelUnavailableError | ModelTimeoutError | ModelResponseError
    return not isinstance(error, may_pass) or isinstance(error, DailyQuotaError | VectorLengthError)


def get_known_errors() -> tuple[type[Exception], ...]:
    """What the libraries raise when Gemini fails; anything else is a defect of ours."""
    return find_langchain_error(), genai_errors.APIError, TimeoutError, *_network_errors(), *_UNCHECKED


def _network_errors() -> tuple[type[Exception], ...]:
    """Also those of what the SDK sends with when it has no client of ours: httpx2 from its version 3 on, or aiohttp."""
    httpx2 = sys.modules.get("httpx2")
    return (httpx.HTTPError, aiohttp.ClientError) + ((httpx2.HTTPError,) if httpx2 else ())


def translate(error: BaseException) -> ModelError:
    """One of them as an error of askdocs."""
    for cause in _causes(error):
        if isinstance(cause, ModelError):
            return cause
        if isinstance(cause, genai_errors.APIError):
            return _translate_status(cause.code, cause.details)
        if any(kind.__name__ in {"TimeoutError", "TimeoutException"} for kind in type(cause).__mro__):
            return ModelTimeoutError(NO_ANSWER)
        if isinstance(cause, _network_errors()):
            return ModelUnavailableError(
                "Gemini cannot be reached, or the connection was cut. Try again later.",
                advice="Check the network and GEMINI_BASE_URL.",
            )
    return ModelResponseError("Gemini's answer could not be read. Try again.")


def _causes(error: BaseException | None) -> Iterable[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__


def _translate_status(code: object, details: Any) -> ModelError:
    wrong_key = "API_KEY_INVALID" in _spell(details)
    if code in {401, 403} or wrong_key:
        return ModelAccessError(
            "Gemini refuses the key.", advice="Check GEMINI_API_KEY and what the key is allowed to do."
        )
    if code == httpx.codes.NOT_FOUND:
        return ModelAccessError(
            "Gemini does not know the model.",
            advice="Check GEMINI_CHAT_MODEL and GEMINI_EMBEDDING_MODEL; models are retired.",
        )
    if code == httpx.codes.TOO_MANY_REQUESTS:
        return _translate_quota(details)
    if code in {408, 504}:
        return ModelTimeoutError(NO_ANSWER)
    if isinstance(code, int) and code >= httpx.codes.INTERNAL_SERVER_ERROR:
        return ModelUnavailableError(f"Gemini is unavailable ({code}). Try again later.")
    return ModelError(
        f"Gemini refused the request ({str(code)[:20]}).",
        advice="Check GEMINI_CHAT_MODEL and the size of the request.",
    )


def _translate_quota(details: Any) -> ModelQuotaError:
    """By RetryInfo's `retryDelay`, such as `"17.5s"`, and QuotaFailure's `quotaId`, such as `…PerDayPerProject…`."""
    wait: float | None = None
    is_of_the_day = False
    for detail in _list_details(details):
        if delay := _DELAY.fullmatch(_spell(detail.get("retryDelay"))):
            wait = float(delay[1])
        is_of_the_day = is_of_the_day or "PerDay" in _spell(detail.get("violations"))
    if is_of_the_day:
        return DailyQuotaError(
            "Gemini's quota of the day is used up.",
            advice="What was embedded is kept: run the same command again on Gemini's next day, which begins at "
            "midnight Pacific time, or raise the quota.",
            retry_after=wait,
        )
    return ModelQuotaError(
        "Gemini's quota is used up for now. Try again later.", advice="Wait, or raise it.", retry_after=wait
    )


def _list_details(details: Any) -> Iterator[dict[str, Any]]:
    error = details.get("error", details) if isinstance(details, dict) else None
    found = error.get("details") if isinstance(error, dict) else None
    if isinstance(found, list):
        yield from (detail for detail in found if isinstance(detail, dict))


def _spell(value: object) -> str:
    try:
        return str(value)
    except RecursionError:
        return ""
