"""An emulator in this process, without a network."""

from collections.abc import AsyncIterator

import httpx
import pytest

from gemini_emulator.app import create_app


@pytest.fixture
async def api() -> AsyncIterator[httpx.AsyncClient]:
    """A client with a key; hashed words instead of a model."""
    transport = httpx.ASGITransport(app=create_app(control=True, embeddings="hash"))
    async with httpx.AsyncClient(
        transport=transport, base_url="http://emulator", headers={"x-goog-api-key": "emulator-key"}
    ) as client:
        yield client
