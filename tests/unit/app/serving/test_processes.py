"""What a start does to the garbage collector."""

import gc
from collections.abc import Iterator

import pytest

from app.serving.processes import freeze_libraries


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    threshold = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*threshold)
    gc.enable()


def test_the_collector_works_again_when_libraries_are_frozen() -> None:
    gc.disable()
    freeze_libraries()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0
