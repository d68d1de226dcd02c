"""The port of Docusaurus' rules against what Docusaurus itself built from the same files (see tests/e2e/docusaurus)."""

from pathlib import Path

import pytest

from indexing import SiteOptions, open_site
from tests.e2e.docusaurus.building import load_golden
from tests.e2e.docusaurus.comparison import compare_pages
from tests.e2e.docusaurus.fixture import VARIANTS, Variant, write_site


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.name)
def test_every_url_and_heading_id_is_the_one_that_docusaurus_built(variant: Variant, tmp_path: Path) -> None:
    write_site(tmp_path, variant)
    site = open_site(tmp_path, SiteOptions())
    comparison = compare_pages(load_golden()[variant.name], site.read_pages())
    assert comparison.differences == []
    assert comparison.compared > 3000
    assert (site.problems, site.assumptions) == ([], ())


def test_the_fixture_has_more_than_forty_edge_cases() -> None:
    sources = {page["source"] for pages in load_golden().values() for page in pages}
    assert len({source.rpartition("/")[2] for source in sources if source.startswith("docs/")}) > 40
