"""Sitemaps that are not as they should be."""

from pathlib import Path

import pytest

from app.sources.web import open_live_site
from app.sources.web.addresses import normalize
from indexing.model import SiteOptions
from tests.support.web_site import Answer, serving_site


def test_locations_that_are_relative_are_those_below_the_sitemap(tmp_path: Path) -> None:
    with serving_site() as web:
        for path in ("/a", "/guide/b", "/c"):
            web.add_page(path, f"<h1>Page {path}</h1>It is about {path}.")
        entries = "".join(f"<url><loc>{loc}</loc></url>" for loc in ("/a", "guide/b", " c\n"))
        web.answers["/sitemap.xml"] = Answer(f"<urlset>{entries}</urlset>".encode())
        site = open_live_site(web.origin, SiteOptions(), cache_folder=tmp_path)
        assert sorted(page.url.removeprefix(web.origin) for page in site.read_pages()) == ["/a", "/c", "/guide/b"]


@pytest.mark.parametrize("location", ["http://[::1", "//[", "http://[x]/", "javascript:alert(1)", "http://a:b/"])
def test_locations_that_are_no_addresses_are_none(location: str) -> None:
    assert normalize(location) == normalize(location, "https://docs.example/sitemap.xml") == ""
