"""Small sites, written into a temporary folder."""

from functools import partial
from pathlib import Path

import pytest

from tests.support import site_files
from tests.support.site_files import WriteSite


@pytest.fixture
def write_site(tmp_path: Path) -> WriteSite:
    return partial(site_files.write_site, tmp_path)
