"""Tells the owner that a run has failed."""

import httpx
import structlog

from app.operations.scheduling.status import RunStatus

_SECONDS = 10.0


async def notify(url: str, status: RunStatus) -> None:
    """Send one JSON object; `text` is what chats show. An address that does not answer is logged."""
    body = {"text": f"askdocs could not index: {status.detail}"} | status.model_dump()
    try:
        async with httpx.AsyncClient(timeout=_SECONDS) as client:
            (await client.post(url, json=body)).raise_for_status()
    except httpx.HTTPError as error:
        structlog.stdlib.get_logger("askdocs.index_runs").warning("notify_failed", error=type(error).__name__)
