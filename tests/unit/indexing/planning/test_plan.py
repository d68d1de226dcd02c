"""What a run has to do."""

from indexing import Chunk, Place, create_plan, create_points, digest_places

PLACE = Place("https://example.org/docs/a#x", "1.0", "en", "docs-default-1.0", "A > X")


def chunk(text: str, place: Place = PLACE) -> Chunk:
    return Chunk("A", text, place)


def test_a_plan_names_what_is_new_moved_unchanged_and_gone() -> None:
    new, moved, same = create_points([chunk("New."), chunk("Moved."), chunk("Same.")], signature="s")
    plan = create_plan(
        [new, moved, same], {moved.id: "another", same.id: digest_places(same.places), "gone": "x", "away": "y"}
    )
    assert (plan.added, plan.moved, plan.unchanged, plan.deleted) == ([new], [moved], 1, ("away", "gone"))
    assert plan.estimated_tokens == round(len(new.embedded_text) / 4)


def test_a_run_that_is_repeated_has_nothing_to_do() -> None:
    points = create_points([chunk(str(number)) for number in range(10)], signature="s")
    plan = create_plan(points, {point.id: digest_places(point.places) for point in points})
    assert (plan.added, plan.moved, plan.unchanged, plan.deleted, plan.estimated_tokens) == ([], [], 10, (), 0)


def test_chinese_text_counts_more_tokens_than_latin_text_of_the_same_length() -> None:
    latin, chinese = create_points([chunk("a" * 90), chunk("文" * 90)], signature="s")
    assert create_plan([chinese], {}).estimated_tokens > 2 * create_plan([latin], {}).estimated_tokens
