"""A single file at an address."""

import json
from pathlib import Path

import pytest

from app.sources import LoginHeader, open_sources
from chains.errors import UsageError
from indexing import SiteOptions
from tests.support.pdf import create_pdf
from tests.support.web_site import Answer, WebSite

API = {"openapi": "3.0.3", "info": {"title": "API"}, "paths": {"/a": {"get": {"summary": "Get it", "responses": {}}}}}


def test_a_description_at_an_address_is_fetched_and_cited(web: WebSite) -> None:
    web.answers["/openapi.json"] = Answer(json.dumps(API).encode(), headers={"Content-Type": "application/json"})
    web.wants = {"X-Key": "k"}
    address = f"{web.origin}/openapi.json"
    (source,) = open_sources([address], SiteOptions(), header=LoginHeader("X-Key", "k"))
    (page,) = source.site.read_pages()
    assert page.chunks[-1].place.url == f"{address}#/paths/~1a/get"
    assert set(web.asked) == {"/openapi.json"}
    (shown,) = open_sources([f"{address}=https://d.example/api#redoc"], SiteOptions(), header=LoginHeader("X-Key", "k"))
    (page,) = shown.site.read_pages()
    assert page.chunks[-1].place.url == "https://d.example/api#/paths/~1a/get"


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (Answer(status=404), "answers 404"),
        (Answer(b"<h1>Sign in</h1>"), "holds no object"),
        (Answer(b"{}"), "has no key `openapi`"),
        (Answer(status=302, headers={"Location": "https://elsewhere.example/"}), "redirects to another host"),
    ],
)
def test_what_is_no_description_is_refused_with_its_address(web: WebSite, answer: Answer, message: str) -> None:
    web.answers["/openapi.yaml"] = answer
    with pytest.raises(UsageError, match=message):
        open_sources([f"{web.origin}/openapi.yaml"], SiteOptions())


def test_a_pdf_at_an_address_is_fetched_and_cited_by_its_pages(web: WebSite) -> None:
    file = create_pdf([[(60, 700, "The kettle is filled with cold water.")]])
    web.answers["/files/manual.pdf"] = Answer(file, headers={"Content-Type": "application/pdf"})
    (source,) = open_sources([f"{web.origin}/files/manual.pdf"], SiteOptions())
    (page,) = source.site.read_pages()
    assert page.chunks[0].place.url == f"{web.origin}/files/manual.pdf#page=1"


def test_a_description_beside_a_site_is_a_source_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text("# A")
    (tmp_path / "openapi.json").write_text(json.dumps(API))
    named = [f"{tmp_path}/docs=https://d.example/docs", f"{tmp_path}/openapi.json=https://d.example/api#swagger-ui"]
    site, api = open_sources(named, SiteOptions())
    assert [page.url for page in site.site.read_pages()] == ["https://d.example/docs/a"]
    (page,) = api.site.read_pages()
    assert page.chunks[-1].place.url == "https://d.example/api#/default/get_a"
