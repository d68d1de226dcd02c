"""What a server says of a change that it has not carried out."""

from typing import Any, cast

import pytest
from qdrant_client import models

from app.index.runs.apply import apply_plan
from chains.errors import IndexUnavailableError
from indexing.planning.plan import Plan, create_plan
from indexing.planning.points import create_points
from tests.support.sites import SIGNATURE, WordEmbeddings, create_page

POINTS = create_points(create_page("oven", ["Heat the oven."]).chunks, signature=SIGNATURE.digest())


class SlowServer:
    """Answers every change with 200, and with the status that it has come to."""

    collection_name = "docs"

    def __init__(self, status: models.UpdateStatus) -> None:
        self._result = models.UpdateResult(operation_id=1, status=status)
        self.client = self

    async def delete(self, *_: Any) -> models.UpdateResult:
        return self._result

    async def upsert(self, *_: Any) -> models.UpdateResult:
        return self._result

    async def batch_update_points(self, *_: Any) -> list[models.UpdateResult]:
        return [self._result]


class Store:
    aembed_dense = WordEmbeddings().aembed_documents

    def create_vectors(self, texts: list[str], dense: list[list[float]], _languages: list[str]) -> list[Any]:
        return [{} for _ in texts]


async def apply(plan: Plan, status: models.UpdateStatus) -> int:
    done: list[Any] = []
    server, store = cast("Any", SlowServer(status)), cast("Any", Store())
    await apply_plan(plan, server, store, batch_size=1, concurrency=1, report=done.append)
    return len(done)


@pytest.mark.parametrize("status", [models.UpdateStatus.ACKNOWLEDGED, models.UpdateStatus.WAIT_TIMEOUT])
@pytest.mark.parametrize("existing", [{}, {"0" * 32: "stale"}, {POINTS[0].id: "moved"}])
async def test_a_change_that_was_not_carried_out_is_not_booked_as_done(
    existing: dict[str, str], status: models.UpdateStatus
) -> None:
    points = [] if "0" * 32 in existing else POINTS
    with pytest.raises(IndexUnavailableError, match=f"it says {status.value}.*Run the command again"):
        await apply(create_plan(points, existing), status)
    assert await apply(create_plan(points, existing), models.UpdateStatus.COMPLETED) == 1
