"""Passages that stand elsewhere now, and a run that is cut off while it says so."""

from pathlib import Path
from typing import Any, cast

import pytest

from app.index import create_index, create_vector_store
from app.index.runs.apply import apply_plan
from app.index.runs.stored import load_digests
from app.settings import QdrantSettings
from chains.errors import IndexUnavailableError
from chains.schemas import Filters
from indexing.planning.plan import create_plan
from indexing.planning.points import create_points
from tests.support.sites import SIGNATURE, WordEmbeddings, create_page, open_retriever, run_index


class ClientThatFails:
    """Fails at its n-th request to change payloads."""

    def __init__(self, client: Any, at: int) -> None:
        self._client = client
        self._left = at

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    async def batch_update_points(self, collection_name: str, operations: Any) -> Any:
        self._left -= 1
        if not self._left:
            raise IndexUnavailableError("cut off")
        return await self._client.batch_update_points(collection_name, operations)


@pytest.mark.parametrize("step", [1, 2, 3])
async def test_a_move_that_is_cut_off_at_any_step_is_made_again(tmp_path: Path, step: int) -> None:
    index = create_index(QdrantSettings(path=tmp_path / "data"), SIGNATURE)
    await run_index(index, [create_page("oven", ["Heat the oven."])], WordEmbeddings())
    page = create_page("oven", ["Heat the oven."], version="3.x")
    points = create_points(page.chunks, signature=SIGNATURE.digest())
    async with index.writing() as writing:
        client = writing.client
        plan = create_plan(points, await load_digests(client, writing.collection_name))
        await writing.begin()
        writing.client = cast("Any", ClientThatFails(client, step))
        with pytest.raises(IndexUnavailableError, match="cut off"):
            await apply_plan(
                plan,
                writing,
                create_vector_store(index, WordEmbeddings()),
                batch_size=10,
                concurrency=1,
                report=lambda _: None,
            )
        again = create_plan(points, await load_digests(client, writing.collection_name))
        assert (len(again.added), len(again.moved)) == (0, 1)
    summary = await run_index(index, [page], WordEmbeddings(), default_version="3.x", allow_shrink=True)
    assert (summary.continued, summary.added, summary.moved) == (True, 0, 1)
    (hit,) = await open_retriever(index, WordEmbeddings(), 3).ainvoke("heat", filters=Filters(version="3.x"))
    assert hit.metadata["version"] == "3.x"
    await index.aclose()
