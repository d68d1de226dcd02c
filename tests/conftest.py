"""What is settled before fixtures are loaded: where temporary files lie, and whether fixtures are needed at all."""

import gc
import os
import shutil
from pathlib import Path

import pytest

FIXTURES = "tests.support.fixtures"
MEMORY = Path("/dev/shm")
"""A file system of Linux that lies in memory."""
ENOUGH_BYTES = 2**30
"""A run of everything leaves 0.1 GB there while it lasts."""

gc.disable()  # until all tests are collected: what is imported by then stays, and looking through it takes long


def pytest_configure(config: pytest.Config) -> None:
    """Put temporary files into memory where that is large enough, and load the fixtures in processes that run tests.

    Building an index waits 400 times for the disk: 45 tests took 44 instead of 128 s on a busy one. The process that
    hands the tests out to workers runs none: it need not import all of askdocs.
    """
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH_BYTES:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    hands_out = config.getoption("dist", "no") != "no" and not hasattr(config, "workerinput")
    is_measured = bool(config.getoption("cov_source", None))  # what workers import comes before their measuring begins
    if is_measured or not hands_out:
        config.pluginmanager.import_plugin(FIXTURES)


def pytest_collection_finish() -> None:
    """Collect garbage from now on, without looking again through the modules and tests that stay until the end."""
    gc.freeze()
    gc.enable()
