"""One search for the gaps of a site, and the report of it."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from app.insights.grouping import QuestionGroup, group_questions
from app.insights.questions import FailedQuestion, load_failed
from app.insights.report import GapFinding, GapReport, add_up
from app.operations.gaps.closing import close_answered, reopen
from app.operations.gaps.describing import FOUND, NAMED, describe
from app.operations.gaps.opening import GapStores, GapTools
from app.stores import GapStore, StoredGap

DAY_SECONDS = 86_400
GROUPED_DAYS = 30
"""Questions of so many days are grouped, at least: a week of a small site has too few to be alike."""
_EXAMPLES = 5
_MAX_NAMED = 20
"""Gaps that the model names in one run."""
_SHOWN = 50
_MADE = ("label", "heading", "vector")
"""What is made of the words of questions."""

Pair = tuple[QuestionGroup, StoredGap]


async def find_gaps(
    stores: GapStores,
    tools: GapTools,
    *,
    days: int,
    site: str = "default",
    clock: Callable[[], float] = time.time,
    on_step: Callable[[str], None] = lambda _: None,
) -> GapReport:
    """Group what failed, keep the gaps that are found, and tell of the last `days`.

    `on_step` is told what is being done.

    Raises:
        StoreUnavailableError: the database cannot be reached or written.
        IndexMissingError, IndexUnavailableError: there is nothing to look into.
    """
    now = clock()
    since = now - days * DAY_SECONDS
    on_step("Reading what was asked")
    failed = await load_failed(stores.statistics, site, now - max(2 * days, GROUPED_DAYS) * DAY_SECONDS)
    known = await stores.gaps.list(site=site)
    on_step("Grouping questions")
    grouping = group_questions(failed.questions, known, tools.stem, gate=tools.gate)
    described: list[Pair] = []
    named = 0
    for group in grouping.groups:
        on_step(f"Looking for {group.label.text}")
        described.append((group, await describe(group, tools, site, may_name=named < _MAX_NAMED)))
        named += group.gap is None or not group.gap.label
    on_step("Keeping what was found")
    pairs = await _keep(stores.gaps, described)
    await stores.statistics.assign({gap.number: _list_strangers(group, gap.number) for group, gap in pairs})
    pairs = await _forget_deleted(stores, pairs)
    pairs = [(group, await reopen(stores.gaps, group, gap, now)) for group, gap in pairs]
    on_step("Asking again what was not answered")
    open_before = {gap.number for _, gap in pairs if gap.status != "fixed"}
    pairs, asked = await close_answered(stores.gaps, pairs, tools, now)
    on_step("Counting")
    silent = [gap for gap in known if gap.number not in {gap.number for _, gap in pairs}]
    silent = await _delete_empty(stores, silent)
    findings = [_create_finding(group.questions, group.pages, gap, since, days) for group, gap in pairs]
    findings += [_create_finding([], [], gap, since, days) for gap in silent]
    findings.sort(key=lambda finding: (-finding.count, -finding.count_before, finding.number))
    closed = {gap.number for _, gap in pairs if gap.status == "fixed" and (gap.closed_at or 0) >= since}
    pages = await stores.statistics.count_pages(site, since)
    return GapReport(
        site=site,
        since=since,
        until=now,
        totals=add_up(await stores.answers.list_days(_day(since), _day(now)), site),
        totals_before=add_up(await stores.answers.list_days(_day(since, -days), _day(since, -1)), site),
        gaps=[finding for finding in findings if finding.is_open],
        closed=[finding for finding in findings if finding.number in closed],
        reopened=[gap.number for group, gap in pairs if group.gap and group.gap.status == "fixed" != gap.status],
        alone=[question.text for question in grouping.alone if question.count(since)],
        left_out=failed.left_out,
        top_questions=await stores.statistics.rank_questions(site, since, limit=_SHOWN),
        cited_pages=pages[:_SHOWN],
        downvoted_pages=sorted((page for page in pages if page.downvoted), key=lambda page: -page.downvoted)[:_SHOWN],
        closed_now=[gap.number for _, gap in pairs if gap.status == "fixed" and gap.number in open_before],
        asked_again=asked,
    )


async def _keep(gaps: GapStore, described: Sequence[Pair]) -> list[Pair]:
    """Add what is new, all at once, and change what is known."""
    added = iter(await gaps.add([gap for group, gap in described if group.gap is None]))
    return [
        (group, next(added) if group.gap is None else await _save(gaps, group.gap, gap)) for group, gap in described
    ]


async def _save(gaps: GapStore, known: StoredGap, gap: StoredGap) -> StoredGap:
    return gap if gap == known else await gaps.save(gap, only=FOUND if known.label else NAMED)


async def _delete_empty(stores: GapStores, silent: Sequence[StoredGap]) -> list[StoredGap]:
    """Delete gaps without a name and without an answer: these were deleted. The others are returned."""
    nameless = {gap.number for gap in silent if not gap.label}
    empty = nameless - (await stores.answers.count_by_gap()).keys() if nameless else set()
    for number in empty:
        await stores.gaps.delete(number)
    return [gap for gap in silent if gap.number not in empty]


async def _forget_deleted(stores: GapStores, pairs: Sequence[Pair]) -> list[Pair]:
    """Take the names away again from gaps of which an answer was deleted after it had been read."""
    newest = [question.failures[0].number for group, _ in pairs for question in group.questions]  # whose words are used
    deleted = await stores.statistics.find_deleted(newest)
    return [
        (group, await stores.gaps.save(replace(gap, label="", heading="", vector=None), only=_MADE))
        if any(question.failures[0].number in deleted for question in group.questions)
        else (group, gap)
        for group, gap in pairs
    ]


def _list_strangers(group: QuestionGroup, gap: int) -> list[int]:
    """The answers of a group that do not belong to its gap yet."""
    return [failure.number for question in group.questions for failure in question.failures if failure.gap != gap]


def _create_finding(
    questions: Sequence[FailedQuestion], pages: list[str], gap: StoredGap, since: float, days: int
) -> GapFinding:
    before = since - days * DAY_SECONDS
    return GapFinding(
        number=gap.number,
        label=gap.name,
        status=gap.status,
        cause=gap.cause,
        is_new=gap.created_at >= since,
        count=sum(question.count(since) for question in questions),
        count_before=sum(question.count(before, since) for question in questions),
        questions=[question.text for question in questions[:_EXAMPLES]],
        pages=pages,
        place=gap.page,
        heading=gap.heading,
        note=gap.note,
        version=gap.version,
        locale=gap.locale,
    )


def _day(at: float, days: int = 0) -> str:
    return datetime.fromtimestamp(at + days * DAY_SECONDS, UTC).date().isoformat()
