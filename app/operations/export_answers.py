"""Writes what is kept of answers as JSON lines or as a table."""

import csv
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from app.settings import Settings
from app.stores import AnswerFilter, AnswerStore, StoredAnswer, open_stores

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

_AT_ONCE = 1_000
_FORMULA_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""With one of these, the last four in full width, a spreadsheet takes a text for a formula, which may send what else is
in the sheet."""


async def export_answers(
    settings: Settings,
    file: "SupportsWrite[str]",
    start: datetime,
    end: datetime,
    kind: str,
    *,
    at_once: int = _AT_ONCE,
) -> int:
    """Write the answers from `start` to `end` to a file, oldest first, as `jsonl` or `csv`; how many they were.

    Raises:
        SettingsError, StoreUnavailableError, UsageError: there is no database, or it cannot be read.
    """
    stores = open_stores(settings.stores, settings.qdrant.path, creates=False)
    wanted = AnswerFilter(since=start.timestamp(), until=end.timestamp())
    count = 0
    try:
        table: Any = None
        async for answer in _read(stores.answers, wanted, at_once):
            row = format_answer(answer)
            if kind == "jsonl":
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
            else:
                if table is None:
                    table = csv.writer(file)
                    table.writerow(row)
                table.writerow([format_cell(value) for value in row.values()])
            count += 1
        if kind == "csv" and not count:
            csv.writer(file).writerow(format_answer(StoredAnswer("", 0.0, "", "")))
    finally:
        await stores.database.aclose()
    return count


def format_answer(answer: StoredAnswer) -> dict[str, Any]:
    """An answer as one flat object; the vector is left out."""
    vote = answer.vote
    return {
        "id": answer.id,
        "at": datetime.fromtimestamp(answer.at, UTC).isoformat(timespec="seconds"),
        "site": answer.site,
        "route": answer.route,
        "wire": answer.wire,
        "version": answer.version,
        "locale": answer.locale,
        "page": answer.page,
        "question": answer.question,
        "outcome": answer.outcome,
        "reason": answer.reason,
        "score": answer.score,
        "cited": answer.cited,
        "found": [one.url for one in answer.found],
        "unsupported": answer.unsupported,
        "vote": vote.value if vote else None,
        "vote_reasons": list(vote.reasons) if vote else [],
        "vote_note": vote.note if vote else "",
        "gap": answer.gap,
        "model": answer.model,
        "generation": answer.generation,
        "cache": answer.cache,
        **answer.usage.model_dump(),
        "seconds": round(answer.seconds, 4),
        "steps": dict(answer.steps),
        "text": answer.text,
    }


def format_cell(value: Any) -> Any:
    """A value as a cell that no spreadsheet runs."""
    if isinstance(value, list):
        value = "\n".join(value)
    elif isinstance(value, dict):
        value = json.dumps(value)
    if isinstance(value, str) and value.startswith(_FORMULA_BEGINNINGS):
        return f"'{value}"
    return value


async def _read(answers: AnswerStore, wanted: AnswerFilter, at_once: int) -> AsyncIterator[StoredAnswer]:
    """Each once. The next ones are found by their time: the answer behind which they stand may be deleted meanwhile."""
    since, written, has_more = wanted.since, set[str](), True
    while has_more:
        now = wanted.between(since, wanted.until)
        page = await answers.list(now, limit=at_once + len(written), descending=False)
        for answer in page.entries:
            if answer.id not in written:
                yield answer
        has_more = page.has_more
        if page.entries:
            since = page.entries[-1].at
            written = {answer.id for answer in page.entries if answer.at == since}
