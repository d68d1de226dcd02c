"""From chunks to points, and what a run has to do."""

from dataclasses import replace

from indexing import Chunk, Place, create_plan, create_points, digest_places

PLACE = Place("https://example.org/docs/a#x", "1.0", "en", "docs-default-1.0", "A > X")
OTHER = replace(PLACE, url="https://example.org/docs/2.0/a#x", version="2.0")


def chunk(text: str, place: Place = PLACE) -> Chunk:
    return Chunk("A", text, place)


def test_equal_text_in_two_versions_is_one_point_with_two_places() -> None:
    (point,) = create_points([chunk("Same.", OTHER), chunk("Same."), chunk("Same.")], signature="s")
    assert point.places == (OTHER, PLACE)
    assert (point.text, point.title, point.content) == ("A > X\n\nSame.", "A", "Same.")


def test_ids_depend_on_the_signature_and_the_text_alone() -> None:
    one, two = create_points([chunk("One."), chunk("Two.")], signature="s")
    again = create_points([chunk("Two."), chunk("One.", OTHER)], signature="s")
    assert [point.id for point in again] == [two.id, one.id]
    assert create_points([chunk("One.")], signature="t")[0].id != one.id


def test_a_plan_names_what_is_new_moved_unchanged_and_gone() -> None:
    new, moved, same = create_points([chunk("New."), chunk("Moved."), chunk("Same.")], signature="s")
    plan = create_plan(
        [new, moved, same], {moved.id: "another", same.id: digest_places(same.places), "gone": "x", "away": "y"}
    )
    assert (plan.added, plan.moved, plan.unchanged, plan.deleted) == ([new], [moved], 1, ("away", "gone"))
    assert plan.estimated_tokens == round(len(new.text) / 4)


def test_a_run_that_is_repeated_has_nothing_to_do() -> None:
    points = create_points([chunk(str(number)) for number in range(10)], signature="s")
    plan = create_plan(points, {point.id: digest_places(point.places) for point in points})
    assert (plan.added, plan.moved, plan.unchanged, plan.deleted, plan.estimated_tokens) == ([], [], 10, (), 0)


def test_the_digest_of_places_does_not_depend_on_their_order() -> None:
    assert digest_places([PLACE, OTHER]) == digest_places([OTHER, PLACE])
    assert digest_places([PLACE]) != digest_places([replace(PLACE, section="B")])


def test_chinese_text_counts_more_tokens_than_latin_text_of_the_same_length() -> None:
    latin, chinese = create_points([chunk("a" * 90), chunk("文" * 90)], signature="s")
    assert create_plan([chinese], {}).estimated_tokens > 2 * create_plan([latin], {}).estimated_tokens
