import os
from pathlib import Path

import pytest

from app.index.embedded.lock import locking
from chains.errors import IndexBusyError


def test_the_second_holder_is_told_who_the_first_one_is(tmp_path: Path) -> None:
    path = tmp_path / "LOCK"
    with locking(path), pytest.raises(IndexBusyError, match=rf"process {os.getpid()} on \S+, since 2"), locking(path):
        pass


def test_a_lock_is_free_again_after_an_error(tmp_path: Path) -> None:
    path = tmp_path / "LOCK"
    with pytest.raises(ValueError, match="inside"), locking(path):
        raise ValueError("inside")
    with locking(path):
        assert f'"pid": {os.getpid()}' in path.read_text()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"pid": 1}', "\x00"])
def test_a_lock_that_says_nothing_useful_is_held_all_the_same(tmp_path: Path, content: str) -> None:
    path = tmp_path / "LOCK"
    with locking(path):
        path.write_text(content)
        with pytest.raises(IndexBusyError, match="another process"), locking(path):
            pass
