"""What a change is tried with, and what counts as cited."""

from app.evaluation.changes.asking import list_cited
from app.evaluation.changes.compare import Passage
from app.evaluation.corpus import format_heading, get_page_path
from app.evaluation.questions import Question

BASE = "https://docs.example"
PAGE = get_page_path(f"{BASE}/checks")
HEADING = format_heading(PAGE, f"{BASE}/checks#when-it-fails")
FAILS = Question("q", "When does it fail?", {PAGE: 1}, headings=frozenset({HEADING}))


def found(*urls: str) -> list[Passage]:
    return [Passage(f"{BASE}{url}", "text", 0.9) for url in urls]


def test_what_is_found_first_and_what_is_known_to_answer_counts_as_cited() -> None:
    passages = found("/faq#fails", "/other#a", "/checks#when-it-fails", "/checks#else")
    assert list_cited([(FAILS, passages)]) == [f"{BASE}/faq#fails", f"{BASE}/checks#when-it-fails"]


def test_what_no_answer_would_look_at_and_what_is_no_heading_does_not() -> None:
    late = found("/faq", "/a#1", "/a#2", "/a#3", "/a#4", "/checks#when-it-fails")
    assert list_cited([(FAILS, late), (FAILS, [])]) == []
