from pathlib import Path

import pytest

from app.files import replacing, write_atomically


def test_a_file_takes_its_place_when_it_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    file.write_text("old")
    with replacing(file) as unfinished:
        unfinished.write_text("new")
        assert file.read_text() == "old"
    assert file.read_text() == "new"
    assert list(tmp_path.iterdir()) == [file]


def test_a_block_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    file.write_text("old")
    with pytest.raises(ZeroDivisionError), replacing(file) as unfinished:
        unfinished.write_text(str(1 / 0))
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("path", [".", "/", "/dev/null", "file/below", "x" * 300])
def test_what_is_no_file_is_not_replaced(tmp_path: Path, path: str) -> None:
    (tmp_path / "file").write_text("old")
    with pytest.raises(OSError, match=r"."):
        write_atomically(tmp_path / path, "new")
    assert not Path("/dev/null").is_file()
    assert [one.name for one in tmp_path.iterdir()] == ["file"]
