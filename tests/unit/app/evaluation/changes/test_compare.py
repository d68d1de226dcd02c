"""Two states of a site, compared."""

from dataclasses import replace
from urllib.parse import urldefrag

import pytest

from app.evaluation.changes.asking import create_questions
from app.evaluation.changes.compare import Passage, find_broken, find_lost_text, find_unanswerable
from app.evaluation.changes.snapshot import Snapshot
from app.evaluation.corpus import format_heading, get_page_path
from app.evaluation.questions import Question
from indexing import Page
from indexing.model import Part
from tests.support.sites import create_page

DESCALE = "Descale the kettle with vinegar every month, and rinse it twice with clear water afterwards."
FILL = "Fill the kettle up to the mark and never above it, for it boils over."
CLEAN = "Clean the oven door with soda while it is warm, and wipe it dry."
KETTLE = create_page("kettle", [FILL, DESCALE])
OVEN = create_page("oven", [CLEAN])


def rename(page: Page, number: int, anchor: str) -> Page:
    """The page with another anchor, and heading, for one of its sections."""
    chunk = page.chunks[number]
    section = f"{page.title} > {anchor.capitalize()}"
    renamed = replace(chunk, place=replace(chunk.place, url=f"{page.url}#{anchor}", section=section))
    chunks = (*page.chunks[:number], renamed, *page.chunks[number + 1 :])
    return replace(page, chunks=chunks, heading_ids=tuple(urldefrag(one.place.url).fragment for one in chunks))


def ask(page: Page, number: int, *, is_exact: bool = True) -> tuple[Question, Passage]:
    chunk = page.chunks[number]
    path = get_page_path(page.url)
    headings = frozenset({format_heading(path, chunk.place.url)}) if is_exact else frozenset[str]()
    return Question("q", "How?", {path: 1}, headings=headings), show(page, number)


def show(page: Page, number: int, score: float = 0.8) -> Passage:
    chunk = page.chunks[number]
    return Passage(chunk.place.url, chunk.embedded_text, score)


def judge(before: list[Page], after: list[Page], question: Question, old: Passage, *new: Passage) -> list[str]:
    lost, _ = find_unanswerable([(question, [old], new)], Snapshot.create(before), Snapshot.create(after))
    return [one.message for one in lost]


def test_a_question_is_answerable_while_its_text_is_found_wherever_it_stands() -> None:
    question, old = ask(KETTLE, 1)
    renamed, moved = rename(KETTLE, 1, "descaling"), create_page("care", [DESCALE])
    assert judge([KETTLE], [KETTLE], question, old, show(KETTLE, 0), show(KETTLE, 1)) == []
    assert judge([KETTLE], [renamed], question, old, show(renamed, 1)) == []
    assert judge([KETTLE], [moved], question, old, show(moved, 0)) == []
    edited = create_page("kettle", [FILL, f"{DESCALE} Do it at full moon."])
    assert judge([KETTLE], [edited], question, old, show(edited, 1)) == []


def test_why_a_question_lost_its_answer_is_told() -> None:
    question, old = ask(KETTLE, 1)
    other = show(OVEN, 0)
    assert judge([KETTLE, OVEN], [OVEN], question, old, other) == [
        f"The page of its answer is gone. Found first now: {other.url}."
    ]
    without = create_page("kettle", [FILL])
    assert judge([KETTLE], [without], question, old, show(without, 0))[0].startswith(
        "The section of its answer is gone."
    )
    emptied = create_page("kettle", [FILL, "See the manual that came with it."])
    assert judge([KETTLE], [emptied], question, old, show(emptied, 1))[0].startswith("The text of its answer is gone.")
    crowded = [show(create_page(f"page{number}", [CLEAN]), 0) for number in range(5)]
    assert "5 other passages are found before it" in judge([KETTLE], [KETTLE], question, old, *crowded, old)[0]
    assert judge([KETTLE], [OVEN], question, old) == ["The page of its answer is gone. Nothing is found now."]


def test_a_question_without_an_answer_before_is_not_lost_but_counted() -> None:
    question, _ = ask(KETTLE, 1)
    lost, unfound = find_unanswerable(
        [(question, [show(OVEN, 0)], [])], Snapshot.create([KETTLE, OVEN]), Snapshot.create([OVEN])
    )
    assert (lost, unfound) == ([], 1)


def test_any_near_passage_of_its_page_answers_a_question_whose_heading_nobody_named() -> None:
    question, old = ask(KETTLE, 1, is_exact=False)
    rewritten = create_page("kettle", ["Twelve times a year somebody pours citric acid into it."])
    assert judge([KETTLE], [rewritten], question, old, show(rewritten, 0, 0.78)) == []
    assert judge([KETTLE], [rewritten], question, old, show(rewritten, 0, 0.4)) != []


def test_a_cited_place_that_is_gone_is_told_once_with_where_its_text_stands() -> None:
    renamed = rename(KETTLE, 1, "descaling")
    url = KETTLE.chunks[1].place.url
    broken = find_broken([url, url, KETTLE.url], Snapshot.create([KETTLE]), Snapshot.create([renamed]))
    assert [(one.url, one.heading) for one in broken] == [(url, "Descaling")]
    assert broken[0].message == f"The heading that answers cite is gone; its text stands at {KETTLE.url}#descaling now."
    (gone,) = find_broken([url], Snapshot.create([KETTLE]), Snapshot.create([OVEN]))
    assert gone.message == "The page that answers cite is gone."


def test_what_was_gone_before_is_not_blamed_on_the_change() -> None:
    cited = ["https://elsewhere.example/a#b", f"{KETTLE.url}#never", KETTLE.chunks[0].place.url]
    assert find_broken(cited, Snapshot.create([KETTLE]), Snapshot.create([KETTLE])) == []


def test_the_anchor_of_a_short_section_inside_a_chunk_counts() -> None:
    chunk = KETTLE.chunks[0]
    parts = (Part(10, "inside", "Kettle > Inside"),)
    page = replace(KETTLE, chunks=(replace(chunk, place=replace(chunk.place, parts=parts)), *KETTLE.chunks[1:]))
    before = Snapshot.create([page])
    assert before.has(f"{KETTLE.url}#inside")
    (broken,) = find_broken([f"{KETTLE.url}#inside"], before, Snapshot.create([KETTLE]))
    assert chunk.place.url in broken.message
    assert any(question.text.startswith("Inside") for question in create_questions(before, before))


@pytest.mark.parametrize(("kept", "is_lost"), [(40, False), (10, True)])
def test_a_page_that_lost_much_text_is_told(kept: int, is_lost: bool) -> None:  # noqa: FBT001 - a parameter
    lines = [f"Sentence number {number} of this page says something of its own." for number in range(45)]
    before, after = create_page("kettle", ["\n".join(lines)]), create_page("kettle", ["\n".join(lines[:kept])])
    lost = find_lost_text(Snapshot.create([before]), Snapshot.create([after]))
    assert bool(lost) is is_lost
    moved = create_page("more", ["\n".join(lines[kept:])])
    assert find_lost_text(Snapshot.create([before]), Snapshot.create([after, moved])) == []


def test_questions_are_made_of_touched_pages_first() -> None:
    many = [create_page(f"page{number}", [f"Text {number} {part}" for part in range(30)]) for number in range(10)]
    edited = create_page("page7", [f"Other text {part}" for part in range(30)])
    after = [edited if page.url == edited.url else page for page in many]
    questions = create_questions(Snapshot.create(many), Snapshot.create(after))
    assert len(questions) == 200
    path = get_page_path(edited.url)
    assert all(path in question.relevant for question in questions[:30])
    assert sum(path in question.relevant for question in questions) == 30
