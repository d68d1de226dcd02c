"""Where the points of a site lie, as the name of its slot says."""

import pytest

from app.index.server.collections import Sharding, name_collection
from app.index.server.slots import Slot, count_shard_keys
from chains.errors import IndexUnavailableError
from tests.support.sites import SIGNATURE

BUILD = "20261126t183127183326-40a94715"


def create_slot(site: str, keys: int) -> Slot:
    return Slot.parse(site, f"{name_collection('docs', SIGNATURE, Sharding(keys=keys))}/{BUILD}")


def test_sites_are_dealt_out_to_the_groups_of_shards_that_the_name_of_a_collection_counts() -> None:
    slots = [create_slot(f"site{number}", 16) for number in range(2000)]
    counts = [[slot.shard_key for slot in slots].count(key) for key in range(16)]
    assert sum(counts) == 2000
    assert 80 < min(counts) <= max(counts) < 180
    assert create_slot("site7", 16).shard_key == slots[7].shard_key


def test_without_groups_a_site_lies_in_all_shards() -> None:
    assert create_slot("guide", 0).shard_key is None
    assert count_shard_keys("docs") == count_shard_keys("docs__7") == 0
    assert Slot("default", "docs__20261126t183127183326-40a94715").shard_key is None


def test_a_collection_with_groups_is_no_collection_of_one_build() -> None:
    slot = create_slot("default", 4)
    assert not slot.is_collection
    assert not Slot("default", slot.collection).is_collection
    with pytest.raises(IndexUnavailableError, match="no build in it"):
        Slot("default", slot.collection).narrow()
