"""Stored answers as rows of the tables, and back; and what a filter means in SQL."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from pydantic_core import to_json
from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select

from app.stores.answers import AnswerFilter, Found, StoredAnswer, StoredVote
from app.stores.sql.tables import answers, votes
from chains.schemas import Usage

_SAME_NAME = (
    *("id", "run", "thread", "at", "site", "route", "wire", "version", "locale", "page", "question", "outcome"),
    *("reason", "unsupported", "score", "model", "generation", "cache", "seconds", "vector", "text", "gap"),
)
_TOKENS = ("input_tokens", "cached_tokens", "output_tokens", "embedding_tokens")
_KINDS = ("site", "version", "locale", "model", "outcome", "reason")
_TEXTS = ("id", "run", "thread", "version", "locale", "page", "question", "model", "generation", "text")
"""What comes from outside."""
_LENGTHS: dict[str, int | None] = {name: getattr(answers.c[name].type, "length", None) for name in _SAME_NAME}
SEARCHED_ANSWERS = 50_000
"""The newest ones, whose questions are looked through for words: a million take 1.2 s of CPU."""
SELECTION: Select[Any] = select(
    answers,
    votes.c.value.label("vote_value"),
    votes.c.reasons.label("vote_reasons"),
    votes.c.note.label("vote_note"),
    votes.c.at.label("vote_at"),
    votes.c.actor.label("vote_actor"),
).select_from(answers.outerjoin(votes))
"""Each answer with its vote."""


def create_row(answer: StoredAnswer) -> dict[str, Any]:
    """The row of an answer, without its vote."""
    usage = answer.usage
    row = {name: getattr(answer, name) for name in _SAME_NAME}
    for name in _TEXTS:
        row[name] = _fit(name, row[name])
    return row | {
        "input_tokens": usage.input_tokens,
        "cached_tokens": usage.cached_tokens,
        "output_tokens": usage.output_tokens,
        "embedding_tokens": usage.embedding_tokens,
        "question_digest": digest_question(row["question"]),
        "found": to_json([(one.url, round(one.score, 4), int(one.is_cited)) for one in answer.found]).decode(),
        "steps": to_json({name: round(seconds, 4) for name, seconds in answer.steps.items()}).decode(),
    }


def clean(text: str) -> str:
    """Without NUL and halves of characters, which databases refuse."""
    return text if text.isascii() and "\0" not in text else text.replace("\0", "").encode(errors="replace").decode()


def _fit(name: str, value: Any) -> Any:
    """As much of a text as its column takes: a chain of somebody's own may give any id or version."""
    return clean(value)[: _LENGTHS[name]] if isinstance(value, str) else value


def create_answer(row: Row[Any]) -> StoredAnswer:
    """The answer of a row of `SELECTION`."""
    vote = None
    if row.vote_value is not None:
        reasons: Any = tuple(filter(None, row.vote_reasons.split(",")))
        vote = StoredVote(row.vote_value, reasons, row.vote_note, row.vote_at, row.vote_actor)
    return StoredAnswer(
        **{name: getattr(row, name) for name in _SAME_NAME if name != "score"},
        usage=Usage(**{name: getattr(row, name) for name in _TOKENS}),
        found=tuple(Found(url, score, bool(is_cited)) for url, score, is_cited in json.loads(row.found)),
        steps=json.loads(row.steps),
        vote=vote,
    )


def digest_question(question: str) -> bytes:
    """Equal for questions that differ in blanks and case alone."""
    return blake2b(" ".join(clean(question).casefold().split()).encode(), digest_size=8).digest()


def get_day(at: float) -> str:
    """The day of a time (UTC): 2026-11-26."""
    return datetime.fromtimestamp(at, UTC).date().isoformat()


def total_days(added: Iterable[StoredAnswer]) -> list[dict[str, Any]]:
    """What answers add to the totals of their days: a row for each kind."""
    totals: dict[tuple[str, ...], dict[str, Any]] = {}
    for answer in added:
        kind = {"day": get_day(answer.at), **{name: _fit(name, getattr(answer, name)) for name in _KINDS}}
        total = totals.setdefault(tuple(kind.values()), kind | dict.fromkeys(SUMS, 0))
        total["answers"] += 1
        total["from_cache"] += answer.cache in {"hit", "collapsed"}
        total["seconds"] += answer.seconds
        for name in _TOKENS:
            total[name] += getattr(answer.usage, name)
    return [totals[key] for key in sorted(totals)]  # two processes lock rows in one order


SUMS = ("answers", "from_cache", *_TOKENS, "seconds")
"""The columns of a day's total that answers add to."""
DAY_KEY = ("day", *_KINDS)


def create_conditions(wanted: AnswerFilter) -> Sequence[ColumnElement[bool]]:
    """What a filter means; over answers with their votes."""
    return list(_list_conditions(wanted))


def _list_conditions(wanted: AnswerFilter) -> Iterator[ColumnElement[bool]]:
    columns = answers.c
    yield columns.at >= (_find_bound(wanted.since) if wanted.question else wanted.since)
    if wanted.until is not None:
        yield columns.at < wanted.until
    for name in ("site", "version", "locale", "outcome", "reason"):
        if value := getattr(wanted, name):
            yield columns[name] == value
    if wanted.page:
        yield columns.page.startswith(wanted.page, autoescape=True)
    if wanted.question:
        yield columns.question.icontains(wanted.question, autoescape=True)
    if wanted.gap is not None:
        yield columns.gap == wanted.gap
    if wanted.vote is not None:
        yield votes.c.value == wanted.vote
    if wanted.has_vote:
        yield votes.c.value.is_not(None)
    if wanted.is_failed:
        yield or_(is_unanswered(), votes.c.value == -1)


def is_unanswered() -> ColumnElement[bool]:
    """What an answer that failed says itself: nothing, without a citation, or what the passages do not say."""
    columns = answers.c
    is_uncited = and_(columns.outcome == "answered", columns.reason == "uncited")
    return or_(columns.outcome == "abstained", is_uncited, columns.unsupported > 0)


def _find_bound(since: float) -> ColumnElement[float]:
    """From when on questions are looked through. It stands alone: beside `since`, SQLite would read from there."""
    newer = answers.alias("newer")
    times = select(newer.c.at).where(newer.c.at >= since).order_by(newer.c.at.desc())
    return func.coalesce(times.offset(SEARCHED_ANSWERS).limit(1).scalar_subquery(), since)
