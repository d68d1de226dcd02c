from dataclasses import asdict, replace

import pytest

from app.index.addresses import parse_address
from app.index.payload import PlaceFilter, choose_place, create_metadata, parse_place
from indexing.model import Part, Place


def create_place(path: str, version: str = "2.x", locale: str = "en", tag: str = "docs-default-2.x") -> Place:
    return Place(f"https://site.example/{path}", version, locale, tag, "Guide > Install")


A = create_place("guide/#install")
B = create_place("1.x/guide/#install", version="1.x", tag="docs-default-1.x")
PLACES = [{name: value for name, value in asdict(place).items() if name not in {"parts", "source"}} for place in (A, B)]


def test_a_passage_remembers_all_its_places() -> None:
    metadata = create_metadata("Guide", [A, B], "digest")
    assert metadata["title"] == "Guide"
    assert metadata["places"] == PLACES
    assert metadata["places_digest"] == "digest"
    assert metadata["scopes"] == [
        "en#docs-default-1.x",
        "en#docs-default-2.x",
        "en/1.x",
        "en/1.x#docs-default-1.x",
        "en/2.x",
        "en/2.x#docs-default-2.x",
    ]


def test_a_place_is_stored_with_its_parts_and_read_again() -> None:
    whole = replace(A, parts=(Part(0, "a", "Guide > A"), Part(90, "b", "Guide > B")))
    stored = create_metadata("Guide", [whole, B], "digest")["places"]
    assert stored[0]["parts"] == [[0, "a", "Guide > A"], [90, "b", "Guide > B"]]
    assert [parse_place(place) for place in stored] == [whole, B]


def test_a_place_of_a_further_source_is_stored_with_its_number_and_read_again() -> None:
    first, further = A, replace(B, source=2)
    metadata = create_metadata("Guide", [first, further], "digest")
    assert metadata["sources"] == [0, 2]
    assert [parse_place(place) for place in metadata["places"]] == [first, further]
    assert "sources" not in create_metadata("Guide", [first], "digest")


@pytest.mark.parametrize(
    ("place_filter", "expected"),
    [
        (PlaceFilter(), A),
        (PlaceFilter(version="1.x"), B),
        (PlaceFilter(version="1.x", locale="en"), B),
        (PlaceFilter(docusaurus_tags=("docs-default-1.x", "other")), B),
        (PlaceFilter(version="2.x", docusaurus_tags=("docs-default-1.x",)), None),
        (PlaceFilter(locale="fr"), None),
        (PlaceFilter(version="3.x"), None),
        (PlaceFilter(version="3.x", further_versions=("1.x",)), B),
    ],
)
def test_the_first_place_that_matches_is_cited(place_filter: PlaceFilter, expected: Place | None) -> None:
    assert choose_place(PLACES, place_filter, None) == (
        create_metadata("", [expected], "")["places"][0] if expected else None
    )


@pytest.mark.parametrize(
    "page_url",
    ["https://site.example/1.x/guide", "https://site.example/1.x/guide/?a=b", "https://site.example/1.x/guide/#x"],
)
def test_the_open_page_is_preferred_if_it_matches(page_url: str) -> None:
    assert choose_place(PLACES, PlaceFilter(), parse_address(page_url)) == create_metadata("", [B], "")["places"][0]
    assert (
        choose_place(PLACES, PlaceFilter(version="2.x"), parse_address(page_url))
        == create_metadata("", [A], "")["places"][0]
    )


@pytest.mark.parametrize("page_url", ["", "https://site.example/elsewhere", "not a url", "https://[half", "#"])
def test_any_other_open_page_changes_nothing(page_url: str) -> None:
    assert choose_place(PLACES, PlaceFilter(), parse_address(page_url)) == create_metadata("", [A], "")["places"][0]


def test_no_filter_means_no_condition() -> None:
    assert PlaceFilter().create_condition() is None
