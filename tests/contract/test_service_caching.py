"""What a running service keeps is dropped when the index changes, on both engines."""

import asyncio
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from gemini_emulator import Emulator
from tests.support.kitchen import write_docs
from tests.support.services import Control, create_settings, index_docs, serving

QUESTION = {"query": "How is a cast-iron pan washed?"}
NOTICED_SECONDS = 3.0
"""A server's record is read every two seconds."""


@pytest.fixture(params=["embedded", "server"])
def qdrant(request: pytest.FixtureRequest) -> dict[str, Any]:
    chosen = request.getfixturevalue(f"{request.param}_settings")
    return {"host": chosen.host, "collection_name": chosen.collection_name}


def ask(address: str) -> tuple[str, str]:
    answer = httpx.post(f"{address}/chat", json=QUESTION, timeout=30).raise_for_status()
    return answer.headers["cache-status"], answer.json()["response"]


def test_a_changed_index_drops_the_answers_and_the_embeddings(
    qdrant: dict[str, Any], emulator: Emulator, control: Control, tmp_path: Path
) -> None:
    docs = write_docs(tmp_path / "docs")
    settings = create_settings(
        emulator,
        tmp_path / "data",
        qdrant=qdrant,
        cache={"answers_megabytes": 1, "embeddings_megabytes": 1},
        limits={"address_per_minute": 0},  # it asks again and again until the change is noticed
    )
    asyncio.run(index_docs(docs, settings))
    with serving(settings) as address:
        assert ask(address)[0] == "askdocs; fwd=miss"
        status, old = ask(address)
        assert status == "askdocs; hit"
        (docs / "pans.md").write_text("# Pans\n\n## Washing\n\nA cast-iron pan is washed in the sea, never by hand.\n")
        asyncio.run(index_docs(docs, settings))
        deadline = time.monotonic() + NOTICED_SECONDS
        control.reset()
        while (found := ask(address)) == ("askdocs; hit", old):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert found[0] == "askdocs; fwd=miss"
        assert "sea" in found[1]
        assert control.calls()["texts_embedded"] == 1
        assert ask(address) == ("askdocs; hit", found[1])
