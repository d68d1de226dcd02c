import sys
from pathlib import Path
from typing import Any

import pytest
import qdrant_edge as edge

from app.index.client import DENSE, SPARSE
from app.index.embedded.shard import close_shard, create_shard, load_shard

DIMENSIONS = 4


def fill(folder: Path) -> None:
    shard = create_shard(folder, DIMENSIONS)
    vectors: dict[str, Any] = {DENSE: [1.0, 0.5, 0.25, 0.0], SPARSE: edge.SparseVector([1], [1.0])}
    shard.update(edge.UpdateOperation.upsert_points([edge.Point(1, vectors, {"text": "kettle"})]))
    close_shard(shard)


def count_engine_threads() -> int:
    return sum("edge-search" in read_name(task) for task in Path("/proc/self/task").iterdir())


def read_name(task: Path) -> str:
    try:
        return (task / "comm").read_text()
    except (FileNotFoundError, ProcessLookupError):  # it has ended since it was listed, as those of other tests do
        return ""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells which threads there are")
@pytest.mark.parametrize("dimensions", [0, DIMENSIONS], ids=["for reading", "for writing"])
def test_the_engine_searches_in_our_threads_and_has_no_crowd_of_its_own(tmp_path: Path, dimensions: int) -> None:
    fill(tmp_path / "shard")
    before = count_engine_threads()
    shard = load_shard(tmp_path / "shard", dimensions)
    found = shard.query(edge.QueryRequest(limit=1, query=edge.Query.Nearest([1.0, 0.5, 0.25, 0.0], DENSE)))
    assert [point.id for point in found] == [1]
    assert count_engine_threads() <= before + 1  # one that it makes, and gives nothing to do
    close_shard(shard)
