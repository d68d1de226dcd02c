import sys
from pathlib import Path

import pytest

from app.locks import portalocker


def test_a_file_is_locked_once(tmp_path: Path) -> None:
    flags = portalocker.LOCK_EX | portalocker.LOCK_NB
    with (
        portalocker.Lock(tmp_path / "LOCK", flags=flags, timeout=0),
        pytest.raises(portalocker.LockException),
        portalocker.Lock(tmp_path / "LOCK", flags=flags, timeout=0),
    ):
        pass


def test_the_client_of_redis_can_be_imported_afterwards() -> None:
    assert sys.modules.get("redis", sys) is not None
