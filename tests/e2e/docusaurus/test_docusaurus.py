"""The port of Docusaurus' rules, and the reading of its builds, against sites that Docusaurus 3.10 builds here."""

from pathlib import Path

import pytest

from indexing import SiteOptions, open_site
from tests.e2e.docusaurus.building import BuiltPage, build, ensure_docusaurus, load_golden, read_build
from tests.e2e.docusaurus.comparison import compare_pages
from tests.e2e.docusaurus.fixture import VARIANTS, Variant

pytestmark = pytest.mark.timeout(1200)
Built = tuple[Path, Variant, list[BuiltPage]]


@pytest.fixture(scope="module", params=VARIANTS, ids=lambda variant: variant.name)
def built(request: pytest.FixtureRequest) -> Built:
    """The folder of the sources, with the site in its `build` folder, and the pages of that site."""
    variant: Variant = request.param
    ensure_docusaurus()
    folder = build(variant)
    return folder, variant, read_build(folder / "build", variant)


def test_the_markdown_port_gives_every_url_and_heading_id_of_the_build(built: Built) -> None:
    folder, _variant, pages = built
    site = open_site(folder, SiteOptions())
    comparison = compare_pages(pages, site.read_pages())
    assert comparison.differences == []
    assert comparison.compared > 3000
    assert site.problems == []


def test_the_built_pages_are_read_as_they_are(built: Built) -> None:
    folder, _variant, pages = built
    site = open_site(folder / "build", SiteOptions())
    expected = {page["url"]: page["heading_ids"] for page in pages}
    assert {page.url: list(page.heading_ids) for page in site.read_pages()} == expected
    assert site.problems == []


def test_sources_and_build_agree_on_what_a_question_means_by_default(built: Built) -> None:
    folder = built[0]
    sources, published = open_site(folder, SiteOptions()), open_site(folder / "build", SiteOptions())
    assert sources.default_version == published.default_version
    assert sources.default_locale == published.default_locale


def test_the_golden_file_is_what_docusaurus_builds(built: Built) -> None:
    _folder, variant, pages = built
    assert pages == load_golden()[variant.name], "run `python -m tests.e2e.docusaurus.accept` and look at the change"
