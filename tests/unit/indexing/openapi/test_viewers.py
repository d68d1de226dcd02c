"""Where each viewer shows an operation and a schema."""

from urllib.parse import quote

import pytest

from indexing import ReadingError
from indexing.openapi.viewers import Target, find_viewer
from tests.unit.indexing.openapi.conftest import KETTLES, SHOWN_AT, open_api

OPERATION = Target("get", "/kettles/{id}", "getKettle2", "Hot Things", "Get a kettle")
NAMELESS = Target("get", "/kettles/{id}", "", "", "Get a kettle")
SCHEMA = Target("", "NewKettle")


@pytest.mark.parametrize(
    ("viewer", "operation", "nameless", "schema"),
    [
        ("redoc", "#tag/Hot-Things/operation/getKettle2", "#/paths/~1kettles~1{id}/get", ""),
        ("swagger-ui", "#/Hot%20Things/getKettle2", "#/default/get_kettles__id_", ""),
        ("scalar", "#tag/hot-things/GET/kettles/{id}", "#GET/kettles/{id}", "#model/newkettle"),
        ("stoplight", "#/operations/getKettle2", "#/paths/kettles-id/get", "#/schemas/NewKettle"),
        ("docusaurus", "/get-kettle-2", "/get-a-kettle", ""),
        ("op-{operationId}", "#op-getKettle2", "#op-/kettles/{id}", "#op-NewKettle"),
        ("{tag}-{METHOD}-{path}", "#Hot%20Things-GET-kettles/{id}", "#-GET-kettles/{id}", "#--NewKettle"),
    ],
)
def test_each_viewer_has_addresses_of_its_own(viewer: str, operation: str, nameless: str, schema: str) -> None:
    url, find = find_viewer(f"{SHOWN_AT}#{viewer}")
    found = [find(url, target) for target in (OPERATION, NAMELESS, SCHEMA)]
    shown = [f"{one.url}#{one.anchor}".removesuffix("#").removeprefix(SHOWN_AT) for one in found]
    assert shown == [operation, nameless, schema]


@pytest.mark.parametrize(
    ("viewer", "target", "shown"),
    [
        ("redoc", Target("post", "/x", "make it", "Größe & Maß"), "#tag/Grosse-and-Mass/operation/make%20it"),
        ("redoc", Target("post", "/x", "", "camelCase API/v2"), "#tag/camelCase-APIv2/paths/~1x/post"),
        ("redoc", Target("get", "/x", "getX"), "#operation/getX"),
        ("redoc", Target("get", "/x", "getX", "用户 管理"), f"#tag/{quote('用户-管理')}/operation/getX"),
        ("swagger-ui", Target("get", "/x", "x/create", "Hot Things"), "#/Hot%20Things"),
        ("swagger-ui", Target("get", "/x", "getX", "API/v2"), ""),
        (
            "swagger-ui",
            Target("get", "/x", "list.all", "Größe & Maß"),
            f"#/{quote('Größe')}%20&%20{quote('Maß')}/list.all",
        ),
        (
            "scalar",
            Target("post", "/repos/{owner}", "", "Größe & Maß"),
            f"#tag/{quote('größe--maß')}/POST/repos/{{owner}}",
        ),
        ("scalar", Target("put", "/a.b/c~d", "", "camelCase API/v2"), "#tag/camelcase-apiv2/PUT/a.b/c~d"),
        ("stoplight", Target("get", "/repos/{owner}/{repo}/issues"), "#/paths/repos-owner---repo--issues/get"),
        ("docusaurus", Target("get", "/x", "", "", "Juliett's 2nd XMLHttp get!"), "/julietts-2nd-xml-http-get"),
        ("docusaurus", Target("get", "/x", "Größe"), "/grosse"),
        ("docusaurus", Target("get", "/x", "日本語 の操作"), f"/{quote('日本語-の操作')}"),
        ("docusaurus", Target("get", "/x"), ""),
    ],
)
def test_names_are_written_as_the_viewers_published_in_2026_write_them(viewer: str, target: Target, shown: str) -> None:
    """What Redoc, Scalar and Stoplight open was seen in Chromium, and Swagger UI's for operations with an id.

    Docusaurus' pages and Swagger UI's names for operations without an id were only read in the viewers' sources.
    """
    url, find = find_viewer(f"{SHOWN_AT}#{viewer}")
    found = find(url, target)
    assert f"{found.url}#{found.anchor}".removesuffix("#").removeprefix(SHOWN_AT) == shown


def test_without_a_viewer_the_page_is_cited() -> None:
    (page,) = open_api(KETTLES, shown_at=SHOWN_AT).read_pages()
    assert {chunk.place.url for chunk in page.chunks} == {SHOWN_AT}


def test_a_file_that_is_shown_nowhere_is_cited_by_its_own_address() -> None:
    (page,) = open_api(KETTLES, shown_at="", address="https://a.example/openapi.json").read_pages()
    urls = [chunk.place.url for chunk in page.chunks]
    assert "https://a.example/openapi.json#/paths/~1kettles~1{id}/get" in urls
    assert "https://a.example/openapi.json#/components/schemas/NewKettle" in urls


def test_a_viewer_of_pages_gives_each_operation_a_page_with_a_title() -> None:
    site = open_api(KETTLES, shown_at=f"{SHOWN_AT}#docusaurus")
    pages = {page.url.removeprefix(SHOWN_AT): page.title for page in site.read_pages()}
    assert pages["/get-kettle"] == "Get a kettle (GET /kettles/{id})"
    assert len(pages) == site.count_pages() == 5


def test_an_unknown_viewer_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ReadingError, match=r"'rapidoc' is no viewer\. Choose docusaurus, redoc, scalar"):
        find_viewer(f"{SHOWN_AT}#rapidoc")
