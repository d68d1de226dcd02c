import mmap
import re
import sys
from pathlib import Path

import pytest

from app.index.embedded.pages import release_pages

SIZE = 4_000_000
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what is mapped")


def map_file(path: Path) -> mmap.mmap:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(bytes(SIZE))
    with path.open("r+b") as file:
        return mmap.mmap(file.fileno(), SIZE)


def count_resident_kb(path: Path) -> int:
    maps = Path("/proc/self/smaps").read_text()
    found = re.search(rf"{re.escape(str(path.resolve()))}\n(?:.*\n)*?Rss: +(\d+) kB", maps)
    assert found is not None
    return int(found[1])


def test_pages_of_a_folder_are_released_and_keep_what_was_written(tmp_path: Path) -> None:
    path, other = tmp_path / "an index" / "page.dat", tmp_path / "an index of others" / "page.dat"
    with map_file(path) as pages, map_file(other) as kept:
        pages[:] = kept[:] = b"x" * SIZE
        assert count_resident_kb(path) > SIZE // 2048
        release_pages(path.parent)
        assert count_resident_kb(path) < SIZE // 8192
        assert count_resident_kb(other) > SIZE // 2048
        assert pages[:] == b"x" * SIZE


def test_a_folder_that_is_not_there_has_no_pages(tmp_path: Path) -> None:
    release_pages(tmp_path / "gone")
