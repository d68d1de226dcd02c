"""Answers: a list with filters, and one of them with all that is kept of it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from app.stores import AnswerFilter, DayTotal, StoredAnswer, StoredPage
from app.wires.admin.filters import Filters
from app.wires.admin.html import Html, create_list, create_select, create_site_select, create_table, join, render

_OUTCOMES = {"answered": "good", "abstained": "warn", "extractive": "warn", "blocked": "bad", "truncated": "bad"}
_ALL = {"": "all"}


def create_answers_body(base: str, filters: Filters, page: StoredPage[StoredAnswer], days: Sequence[DayTotal]) -> Html:
    """The filters, what the time came to, and the answers, the newest first."""
    rows = [
        (
            format_time(answer.at),
            link_question(base, answer),
            format_outcome(answer),
            _format_score(answer.score),
            format_vote(answer),
            " ".join(filter(None, (answer.version, answer.locale))),
            answer.wire,
            render('<span class="number">{seconds}</span>', seconds=f"{answer.seconds:.1f} s"),
        )
        for answer in page.entries
    ]
    columns = ("Time (UTC)", "Question", "Outcome", "Score", "Vote", "Version", "Wire", "Took")
    return join(
        [
            _create_form(base, filters, days),
            _create_totals(
                [day for day in days if day.day >= filters.first_day and filters.wanted.site in {"", day.site}]
            ),
            create_table("Answers", columns, rows),
            link_older(base, filters.query, page),
        ]
    )


def create_answer_body(base: str, answer: StoredAnswer) -> Html:
    """Everything of one answer."""
    facts: dict[str, Any] = {
        "Site": answer.site,
        "Outcome": format_outcome(answer),
        "Time (UTC)": format_time(answer.at),
        "Wire": f"{answer.wire} {answer.route}",
        "Version and language": f"{answer.version or 'none'}, {answer.locale or 'none'}",
        "Open page": link(answer.page) if answer.page else "not told",
        "Took": f"{answer.seconds:.2f} s",
        "Cache": answer.cache or "off",
        "Model": answer.model,
        "Tokens": f"{answer.usage.input_tokens:,} in ({answer.usage.cached_tokens:,} cached), "
        f"{answer.usage.output_tokens:,} out",
        "Unsupported sentences": answer.unsupported,
        "Index": answer.generation,
        "Id": answer.id,
    }
    if answer.gap is not None:
        facts["Gap"] = render('<a href="{base}gaps/{gap}">{gap}</a>', base=base, gap=answer.gap)
    found = [
        (link(one.url), render('<span class="number">{score}</span>', score=f"{one.score:.3f}"), "yes" * one.is_cited)
        for one in answer.found
    ]
    steps = {name.replace("_", " "): f"{seconds:.3f} s" for name, seconds in answer.steps.items()}
    parts = [
        render('<blockquote dir="auto">{question}</blockquote>', question=answer.question),
        create_list(facts),
        _create_vote(answer),
        render('<h2>Text</h2><pre dir="auto">{text}</pre>', text=answer.text) if answer.text else Html(""),
        create_table("Passages", ("Place", "Score", "Cited"), found),
        render("<h2>Steps</h2>{steps}", steps=create_list(steps)) if steps else Html(""),
        render(
            '<form class="danger" method="post" action="{base}answers/{id}/delete">'
            '<label class="check"><input type="checkbox" name="sure" required> For good, with its vote</label> '
            "<button>Delete this answer</button></form>",
            base=base,
            id=answer.id,
        ),
    ]
    return join(parts)


def create_votes_body(
    base: str, query: Mapping[str, str], page: StoredPage[StoredAnswer], sites: Iterable[str]
) -> Html:
    """Answers with a vote."""
    rows = [
        (
            format_time(answer.at),
            format_vote(answer),
            ", ".join(reason.replace("_", " ") for reason in answer.vote.reasons),
            render('<span class="question clip" dir="auto">{note}</span>', note=answer.vote.note),
            link_question(base, answer),
            format_outcome(answer),
        )
        for answer in page.entries
        if answer.vote
    ]
    choice = create_select("vote", "Vote", {"any": "all", "up": "up", "down": "down"}, query.get("vote", "any"))
    site = create_site_select(sites, query.get("site", ""))
    form = render(
        '<form class="filters" method="get">{site}{choice}<button>Show</button></form>', site=site, choice=choice
    )
    columns = ("Time (UTC)", "Vote", "Reasons", "Note", "Question", "Outcome")
    return join([form, create_table("Votes", columns, rows), link_older(f"{base}votes", query, page)])


def link_question(base: str, answer: StoredAnswer) -> Html:
    """The question, which leads to its answer."""
    return render(
        '<a class="question clip" dir="auto" href="{base}answers/{id}">{question}</a>',
        base=base,
        id=answer.id,
        question=answer.question or "(empty)",
    )


def link(url: str) -> Html:
    """A link to a page of the documentation; anything else stays text."""
    if not url.startswith(("http://", "https://")):
        return render("{url}", url=url)
    return render('<a href="{url}" rel="noreferrer">{url}</a>', url=url)


def link_older(address: str, query: Mapping[str, str], page: StoredPage[StoredAnswer]) -> Html:
    """The way to the next page of a list."""
    if not page.has_more:
        return Html("")
    more = urlencode({**query, "after": page.entries[-1].id})
    return render('<p><a href="{address}?{more}">Older</a></p>', address=address, more=more)


def format_time(at: float) -> Html:
    """To the minute, in UTC."""
    return render('<span class="number">{time}</span>', time=f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M}")


def format_outcome(answer: StoredAnswer) -> Html:
    """The outcome with its reason."""
    kind = "warn" if answer.reason == "uncited" else _OUTCOMES.get(answer.outcome, "")
    text = " · ".join(filter(None, (answer.outcome, answer.reason.replace("_", " "))))
    return render('<span class="badge {kind}">{text}</span>', kind=kind, text=text)


def format_vote(answer: StoredAnswer) -> Html:
    """Up, down or nothing."""
    if answer.vote is None:
        return Html("")
    return Html('<span class="good">up</span>' if answer.vote.value > 0 else '<span class="bad">down</span>')


def _format_score(score: float | None) -> Html:
    return Html("") if score is None else render('<span class="number">{score}</span>', score=f"{score:.2f}")


def _create_vote(answer: StoredAnswer) -> Html:
    if answer.vote is None:
        return Html("")
    reasons = ", ".join(reason.replace("_", " ") for reason in answer.vote.reasons)
    return render(
        "<h2>Vote</h2><p>{vote} {reasons}</p>{note}",
        vote=format_vote(answer),
        reasons=reasons,
        note=render('<blockquote dir="auto">{note}</blockquote>', note=answer.vote.note) if answer.vote.note else "",
    )


def _create_totals(days: Sequence[DayTotal]) -> Html:
    total = sum(day.answers for day in days)
    good = sum(day.answers for day in days if day.outcome == "answered" and day.reason != "uncited")
    up, down = sum(day.upvotes for day in days), sum(day.downvotes for day in days)
    return create_list(
        {
            "Answers in this time": f"{total:,}",
            "Answered with a citation": f"{good / total:.0%}" if total else "none yet",
            "From the cache": f"{sum(day.from_cache for day in days):,}",
            "Votes": f"{up:,} up, {down:,} down",
        }
    )


def _create_form(base: str, filters: Filters, days: Sequence[DayTotal]) -> Html:
    wanted: AnswerFilter = filters.wanted

    def choose(name: str, label: str, chosen: str) -> Html:
        known = sorted({getattr(day, name) for day in days} - {""})
        return create_select(name, label, _ALL | {value: value.replace("_", " ") for value in known}, chosen)

    times = {"1": "today", "7": "7 days", "30": "30 days", "90": "90 days", "36500": "all"}
    fields = [
        create_site_select((day.site for day in days), wanted.site),
        create_select("days", "Time", times, filters.query.get("days", "7")),
        choose("outcome", "Outcome", wanted.outcome),
        choose("reason", "Reason", wanted.reason),
        choose("version", "Version", wanted.version),
        choose("locale", "Language", wanted.locale),
        create_select("vote", "Vote", _ALL | {"any": "any", "up": "up", "down": "down"}, filters.query.get("vote", "")),
        create_select("failed", "Failed", {"": "all", "1": "only"}, filters.query.get("failed", "")),
        *(
            render(
                '<label>{label}<input name="{name}" value="{value}" maxlength="200"></label>',
                label=label,
                name=name,
                value=value,
            )
            for name, label, value in (("page", "Page begins with", wanted.page), ("words", "Words", wanted.question))
        ),
    ]
    return render(
        '<form class="filters" method="get" action="{base}">{fields}<button>Show</button></form>',
        base=base,
        fields=join(fields),
    )
