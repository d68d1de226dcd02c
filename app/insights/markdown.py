"""A report of gaps as Markdown. What readers and models wrote is text in it, and never markup."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from app.foreign import format_foreign
from app.insights.report import CAUSES, GapFinding, GapReport, Totals

_SHOWN = 10


def format_report(report: GapReport) -> str:
    """The whole report."""
    return "\n".join(_list_lines(report)).rstrip() + "\n"


def _list_lines(report: GapReport) -> Iterator[str]:
    yield f"# What readers did not find, {_day(report.since)} to {_day(report.until)}"
    yield ""
    yield from _totals(report.totals, report.totals_before)
    for title, gaps in (("New gaps", report.new), ("Known gaps", report.known)):
        yield f"## {title} ({len(gaps)})"
        yield ""
        for gap in gaps:
            yield from _gap(gap, is_back=gap.number in report.reopened)
        if not gaps:
            yield "None.\n"
    yield f"## What got better ({len(report.closed)})"
    yield ""
    yield from _list(
        f"{gap.number}. {format_foreign(gap.label)}: its questions are answered now." for gap in report.closed
    )
    yield "## What was asked most"
    yield ""
    often = [(question, count) for question, count in report.top_questions[:_SHOWN] if count > 1]
    yield from _list(f"{count} × {format_foreign(question)}" for question, count in often)
    yield "## Pages that were cited most"
    yield ""
    yield from _list(f"{page.cited} × {format_foreign(page.url)}" for page in report.cited_pages[:_SHOWN])
    yield "## Pages whose answers were voted down most"
    yield ""
    yield from _list(
        f"{page.downvoted} of {page.cited} × {format_foreign(page.url)}" for page in report.downvoted_pages[:_SHOWN]
    )
    yield f"## Questions that are like few others ({len(report.alone)})"
    yield ""
    yield from _list(format_foreign(question) for question in report.alone[:_SHOWN])
    if report.left_out:
        yield f"{report.left_out} older questions were too many to be grouped."


def _totals(now: Totals, before: Totals) -> Iterator[str]:
    yield "| | these days | the days before |"
    yield "|---|---:|---:|"
    for title, name in (
        ("questions", "answers"),
        ("answered", "answered"),
        ("not answered", "abstained"),
        ("votes up", "upvotes"),
        ("votes down", "downvotes"),
    ):
        yield f"| {title} | {getattr(now, name)} | {getattr(before, name)} |"
    yield ""


def _gap(gap: GapFinding, *, is_back: bool) -> Iterator[str]:
    back = " It was fixed, and is asked again in vain." if is_back else ""
    yield f"### {gap.number}. {format_foreign(gap.label)}"
    yield ""
    yield f"Asked {gap.count} times ({gap.count_before} before), {gap.status}: {CAUSES[gap.cause]}.{back}"
    if gap.note:
        yield f"Note: {format_foreign(gap.note)}"
    yield ""
    yield from (f"- {format_foreign(question)}" for question in gap.questions)
    yield ""
    if gap.pages:
        yield f"Nearest pages: {', '.join(map(format_foreign, gap.pages))}"
    place = f"on {format_foreign(gap.place)}" if gap.place else "on a page of its own"
    yield f"Write it {place}: “{format_foreign(gap.heading)}”"
    yield ""


def _list(lines: Iterable[str]) -> Iterator[str]:
    shown = [f"- {line}" for line in lines]
    yield from shown or ["None."]
    yield ""


def _day(at: float) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d}"
