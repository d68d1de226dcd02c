"""What is packed comes back as it was; anything else is none of it."""

import json
import tracemalloc

import pytest
import zstandard

from app.caching.packing import Packer

ANSWER = json.dumps({"response": "Preheat the oven [1]. " * 40, "sources": [{"title": "Ovens"}] * 8}).encode()


def test_an_answer_comes_back_as_it_was_and_takes_a_fraction() -> None:
    packed = Packer().pack(ANSWER)
    assert packed is not None
    assert len(packed) < len(ANSWER) / 3
    assert Packer().unpack(packed) == ANSWER


def test_what_is_packed_takes_no_more_room_than_it_is_long() -> None:
    packer = Packer()
    tracemalloc.start()
    try:
        packed = [packer.pack(ANSWER) for _ in range(100)]
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held < 100 * (len(packed[0] or b"") + 100)


@pytest.mark.parametrize(
    "packed",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(ANSWER, id="never packed"),
        pytest.param(zstandard.compress(ANSWER)[:-1], id="cut off"),
        pytest.param(zstandard.compress(ANSWER) + b"{}", id="with something behind it"),
        pytest.param(zstandard.compress(b""), id="packed nothing"),
        pytest.param(zstandard.compress(bytes(16_000_001)), id="larger than any answer"),
        pytest.param(zstandard.ZstdCompressor(write_content_size=False).compress(ANSWER), id="of unsaid size"),
        pytest.param(b"\x28\xb5\x2f\xfd" + bytes(range(60)), id="of other content"),
    ],
)
def test_what_was_not_packed_here_is_refused(packed: bytes) -> None:
    with pytest.raises(ValueError, match="It "):
        Packer().unpack(packed)


def test_a_value_that_could_not_be_unpacked_is_not_packed() -> None:
    assert Packer().pack(bytes(16_000_001)) is None
