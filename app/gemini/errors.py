"""What Gemini's library raises, as the errors of askdocs."""

import json
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

import httpx
from google.genai import errors as genai_errors
from langchain_google_genai._common import GoogleGenerativeAIError
from pydantic import ValidationError

from chains.errors import (
    ModelAccessError,
    ModelError,
    ModelQuotaError,
    ModelResponseError,
    ModelTimeoutError,
    ModelUnavailableError,
)

_UNCHECKED = (TypeError, IndexError, AttributeError)
"""What the library stumbles over when an answer is empty or of another shape: it looks at none before it uses it."""


@asynccontextmanager
async def translated_errors() -> AsyncIterator[None]:
    """Turn what the library raises inside into a `ModelError`; anything else is a defect of ours and passes."""
    try:
        yield
    except TimeoutError as error:
        raise ModelTimeoutError("Gemini did not answer within the time limit. Try again later.") from error
    except (GoogleGenerativeAIError, genai_errors.APIError, httpx.HTTPError, json.JSONDecodeError) as error:
        raise _translate(error) from error
    except (genai_errors.UnknownApiResponseError, ValidationError, *_UNCHECKED) as error:
        raise ModelResponseError("Gemini's answer could not be read. Try again.") from error


def _translate(error: BaseException) -> ModelError:
    for cause in _causes(error):
        match cause:
            case genai_errors.APIError():
                return _translate_status(cause.code, cause.details)
            case httpx.TimeoutException() | TimeoutError():
                return ModelTimeoutError("Gemini did not answer within the time limit. Try again later.")
            case httpx.HTTPError():
                return ModelUnavailableError(
                    "Gemini cannot be reached, or the connection was cut. Check the network and GEMINI_BASE_URL."
                )
    return ModelResponseError("Gemini's answer could not be read. Try again.")


def _causes(error: BaseException | None) -> Iterable[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__


def _translate_status(code: int, details: Any) -> ModelError:
    wrong_key = "API_KEY_INVALID" in json.dumps(details, default=str)
    if code in {401, 403} or wrong_key:
        return ModelAccessError("Gemini refuses the key. Check GEMINI_API_KEY and what the key is allowed to do.")
    if code == httpx.codes.NOT_FOUND:
        return ModelAccessError(
            "Gemini does not know the model. Check GEMINI_CHAT_MODEL and GEMINI_EMBEDDING_MODEL; models are retired."
        )
    if code == httpx.codes.TOO_MANY_REQUESTS:
        return ModelQuotaError("Gemini's quota is used up for now. Wait, or raise it.", retry_after=_wait(details))
    if code in {408, 504}:
        return ModelTimeoutError("Gemini did not answer within the time limit. Try again later.")
    if code >= httpx.codes.INTERNAL_SERVER_ERROR:
        return ModelUnavailableError(f"Gemini is unavailable ({code}). Try again later.")
    return ModelError(f"Gemini refused the request ({code}). Check GEMINI_CHAT_MODEL and the size of the request.")


def _wait(details: Any) -> float | None:
    """Seconds of RetryInfo's `retryDelay`, such as `"17.5s"`."""
    error = details.get("error", details) if isinstance(details, dict) else {}
    for detail in error.get("details") or []:
        delay = detail.get("retryDelay") if isinstance(detail, dict) else None
        if isinstance(delay, str) and delay.endswith("s"):
            return float(delay[:-1])
    return None
