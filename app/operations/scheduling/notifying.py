"""Tells the owner that a run has failed."""

import httpx
import structlog
from pydantic import SecretStr

from app.operations.scheduling.status import RunStatus

_SECONDS = 10.0


async def notify(url: SecretStr, status: RunStatus) -> None:
    """Send one JSON object; `text` is what chats show. That it does not arrive is logged, without the address."""
    body = {"text": f"askdocs could not index: {status.detail}"} | status.model_dump()
    try:
        async with httpx.AsyncClient(timeout=_SECONDS) as client:
            (await client.post(url.get_secret_value(), json=body)).raise_for_status()
    except httpx.HTTPError as error:
        structlog.stdlib.get_logger("askdocs.index_runs").warning("notify_failed", error=type(error).__name__)
