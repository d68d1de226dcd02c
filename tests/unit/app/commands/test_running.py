import gc
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from pydantic import BaseModel

from app.commands.running import building_late, collecting_nothing


def test_a_model_of_the_block_is_built_when_it_is_used() -> None:
    with building_late(), building_late():

        class Leaf(BaseModel):
            size: int

        class Branch(BaseModel):
            leaf: Leaf

    assert not Branch.__pydantic_complete__
    assert Branch.model_validate({"leaf": {"size": "3"}}).leaf.size == 3
    assert Branch.__pydantic_complete__
    with pytest.raises(ValueError, match="size"):
        Leaf.model_validate({"size": "long"})


def test_a_model_behind_the_block_is_built_at_once_also_when_the_block_failed() -> None:
    with pytest.raises(ImportError), building_late():
        raise ImportError

    class Leaf(BaseModel):
        size: int

    assert Leaf.__pydantic_complete__


def test_several_threads_may_use_a_model_first() -> None:
    with building_late():

        class Leaf(BaseModel):
            size: int
            rest: "Leaf | None" = None

    together = Barrier(8)

    def use(size: int) -> int:
        together.wait()
        return Leaf.model_validate({"size": size, "rest": {"size": 1}}).size

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(use, range(8))) == list(range(8))


def test_nobody_looks_for_garbage_in_the_block_nor_through_what_it_has_left() -> None:
    try:
        with collecting_nothing():
            kept = [[number] for number in range(gc.get_threshold()[0] + 1000)]
            assert not gc.isenabled()
        assert gc.isenabled()
        assert gc.get_count()[0] < gc.get_threshold()[0]
        assert gc.get_freeze_count() > len(kept)
    finally:
        gc.unfreeze()
