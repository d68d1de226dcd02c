"""A report of gaps as Markdown. What readers and models wrote is text in it, and never markup."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from app.insights.report import CAUSES, GapFinding, GapReport, Totals

_SHOWN = 10
_MARK = re.compile(r"([\\`*_{}\[\]<>#|~$&!])")
_START = re.compile(r"^(\s*)([-+=]|\d+[.)])")


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
    yield from _list(f"{gap.number}. {escape(gap.label)}: its questions are answered now." for gap in report.closed)
    yield "## What was asked most"
    yield ""
    yield from _list(f"{count} × {escape(question)}" for question, count in report.top_questions[:_SHOWN])
    yield "## Pages that were cited most"
    yield ""
    yield from _list(f"{page.cited} × {escape(page.url)}" for page in report.cited_pages[:_SHOWN])
    yield "## Pages whose answers were voted down most"
    yield ""
    yield from _list(
        f"{page.downvoted} of {page.cited} × {escape(page.url)}" for page in report.downvoted_pages[:_SHOWN]
    )
    yield f"## Questions that are like few others ({len(report.alone)})"
    yield ""
    yield from _list(escape(question) for question in report.alone[:_SHOWN])
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
    yield f"### {gap.number}. {escape(gap.label)}"
    yield ""
    yield f"Asked {gap.count} times ({gap.count_before} before), {gap.status}: {CAUSES[gap.cause]}.{back}"
    if gap.note:
        yield f"Note: {escape(gap.note)}"
    yield ""
    yield from (f"- {escape(question)}" for question in gap.questions)
    yield ""
    if gap.pages:
        yield f"Nearest pages: {', '.join(map(escape, gap.pages))}"
    yield f"Write it {f'on {escape(gap.place)}' if gap.place else 'on a page of its own'}: “{escape(gap.heading)}”"
    yield ""


def _list(lines: Iterable[str]) -> Iterator[str]:
    shown = [f"- {line}" for line in lines]
    yield from shown or ["None."]
    yield ""


def escape(text: str) -> str:
    """Foreign text as text of one line."""
    text = _MARK.sub(r"\\\1", " ".join(text.split()))
    return _START.sub(r"\1\\\2", text)


def _day(at: float) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d}"
