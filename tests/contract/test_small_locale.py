"""A language of few pages among twenty thousand, when the server compares small copies of vectors."""

import asyncio

import httpx

from app.index import create_index
from app.settings import QdrantSettings
from tests.support.sites import SIGNATURE, WordEmbeddings, ask_index, create_page, run_index

POINTS = 20_000
FEW = 12


async def test_a_small_language_is_found_in_an_approximate_search(server_settings: QdrantSettings) -> None:
    """Public reports tell of filters on rare values that found nothing once a collection was not searched exactly."""
    index = create_index(server_settings, SIGNATURE)
    many = [
        create_page(f"book{page}", [f"volume{page} chapter{part} about topic{part % 23}" for part in range(100)])
        for page in range(POINTS // 100)
    ]
    few = [create_page(f"hon{page}", [f"volume{page} about topic{page}"], locale="ja") for page in range(FEW)]
    await run_index(index, [*many, *few], WordEmbeddings())

    async with httpx.AsyncClient(base_url=str(server_settings.host), timeout=60) as server:
        name = f"{server_settings.collection_name}__{SIGNATURE.digest()}"
        changed = await server.patch(f"/collections/{name}", json={"optimizers_config": {"indexing_threshold": 100}})
        assert changed.is_success

        async def has_copies() -> bool:
            state = (await server.get(f"/collections/{name}")).json()["result"]
            return bool(state["status"] == "green" and state["indexed_vectors_count"] >= POINTS)

        while not await has_copies():  # noqa: ASYNC110 - the server cannot set an event
            await asyncio.sleep(0.2)

    for number in range(FEW):
        hits = await ask_index(index, f"volume{number} chapter3 about topic{number}", k=FEW, locale="ja")
        assert len(hits) == FEW
        assert hits[0]["text"] == f"volume{number} about topic{number}"
    await index.aclose()
