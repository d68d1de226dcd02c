from dataclasses import replace

from app.insights.markdown import format_report
from app.insights.report import GapFinding, GapReport, Totals, add_up
from app.stores import DayTotal, PageCount
from tests.support.gaps import DAY
from tests.support.stores import NOW

GAP = GapFinding(
    number=3, label="descale · kettle", status="open", cause="no_page", is_new=True, count=5, count_before=0,
    questions=["How do I descale it?"], pages=["https://kitchen.example/ovens"], place="", heading="Descaling",
    note="", version="", locale="en",
)  # fmt: skip
REPORT = GapReport(
    site="default", since=NOW - 7 * DAY, until=NOW, totals=Totals(40, 30, 10, 2, 1), totals_before=Totals(),
    gaps=[GAP, replace(GAP, number=1, label="old", is_new=False, status="planned", note="<b>Anna</b>")],
    closed=[replace(GAP, number=2, label="toaster", status="fixed")], reopened=[1], alone=["| why"], left_out=4,
    top_questions=[("How hot is it?", 9), ("Asked once?", 1)],
    cited_pages=[PageCount("https://kitchen.example/pans", 12, 0)],
    downvoted_pages=[PageCount("https://kitchen.example/ovens", 8, 2)],
)  # fmt: skip


def test_the_report_tells_the_week() -> None:
    text = format_report(REPORT)
    for line in (
        "# What readers did not find, 2026-11-19 to 2026-11-26",
        "| questions | 40 | 0 |",
        "## New gaps (1)",
        "Asked 5 times (0 before), open: no page is about it.",
        "## Known gaps (1)",
        "- 2. toaster: its questions are answered now.",
        "- 9 × How hot is it?",
        "- 2 of 8 × `https://kitchen.example/ovens`",
        "4 older questions were too many to be grouped.",
    ):
        assert line in text.splitlines()
    assert "It was fixed, and is asked again in vain." in text
    assert "Asked once?" not in text
    assert "&lt;b>Anna&lt;/b>" in text


def test_an_empty_week_is_told_too() -> None:
    nothing = GapReport("default", NOW, NOW, Totals(), Totals(), [], [], [], [], 0)
    assert "## New gaps (0)\n\nNone." in format_report(nothing)


def test_totals_are_those_of_one_site() -> None:
    day = DayTotal("2026-11-26", "default", "", "", "m", "answered", "", 4, 0, 1, 0, 0, 0, 0, 0, 0.0)
    assert add_up([day, replace(day, outcome="abstained"), replace(day, site="other")], "default") == Totals(8, 4, 4, 2)
