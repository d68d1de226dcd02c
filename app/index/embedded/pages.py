"""What the engine maps into memory from its files."""

import ctypes
import sys
from contextlib import suppress
from pathlib import Path

_MAPS = Path("/proc/self/maps")
_DONT_NEED = 4


def release_pages(folder: Path) -> None:
    """Let go of all pages that are mapped from the files below a folder. What is needed again is mapped again.

    Opening an index touches pages that no search reads, most of them empty: 25 MB. Only Linux tells where they lie.
    """
    if sys.platform != "linux":
        return
    with suppress(OSError):
        libc, below = ctypes.CDLL(None), f"{folder.resolve()}/"
        for line in _MAPS.read_text(encoding="utf-8", errors="replace").splitlines():
            addresses, access, _, _, _, *name = line.split(maxsplit=5)
            if access[3] == "s" and name and name[0].startswith(below):  # what is shared with the file is not lost
                start, end = (int(each, 16) for each in addresses.split("-"))
                libc.madvise(ctypes.c_void_p(start), ctypes.c_size_t(end - start), _DONT_NEED)
