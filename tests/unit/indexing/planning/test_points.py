"""From chunks to points."""

from dataclasses import replace

from indexing import Chunk, Place, create_points, digest_places

PLACE = Place("https://example.org/docs/a#x", "1.0", "en", "docs-default-1.0", "A > X")


OTHER = replace(PLACE, url="https://example.org/docs/2.0/a#x", version="2.0")


def chunk(text: str, place: Place = PLACE) -> Chunk:
    return Chunk("A", text, place)


def test_equal_text_in_two_versions_is_one_point_with_two_places() -> None:
    (point,) = create_points([chunk("Same.", OTHER), chunk("Same."), chunk("Same.")], signature="s")
    assert point.places == (OTHER, PLACE)
    assert (point.embedded_text, point.title, point.content) == ("A > X\n\nSame.", "A", "Same.")


def test_ids_depend_on_the_signature_and_the_text_alone() -> None:
    one, two = create_points([chunk("One."), chunk("Two.")], signature="s")
    again = create_points([chunk("Two."), chunk("One.", OTHER)], signature="s")
    assert [point.id for point in again] == [two.id, one.id]
    assert create_points([chunk("One.")], signature="t")[0].id != one.id


def test_the_digest_of_places_does_not_depend_on_their_order() -> None:
    assert digest_places([PLACE, OTHER]) == digest_places([OTHER, PLACE])
    assert digest_places([PLACE]) != digest_places([replace(PLACE, section="B")])
