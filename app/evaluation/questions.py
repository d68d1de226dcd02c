"""Question sets in BEIR's format: a folder with `queries.jsonl`, `qrels.tsv` and perhaps a corpus, `corpus.jsonl`.

    corpus.jsonl    {"_id": "guide/install", "title": "Install", "text": "# Install …"}     Markdown
    queries.jsonl   {"_id": "q1", "text": "How do I …?", "metadata": {"version": "2.x", "page_url": "…"}}
    qrels.tsv       query-id <tab> corpus-id <tab> score

The metadata may name a `version`, a `locale`, a `page_url` and an `answer`. A question whose judgements are all 0 is
one that the documentation does not answer. Questions without any judgement are left out: BEIR's larger sets hold those
of other splits.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chains.errors import UsageError
from chains.schemas import MAX_QUERY_CHARACTERS, ChatRequest, Filters

_JUDGEMENT_FILES = ("qrels.tsv", "qrels/test.tsv", "qrels/dev.tsv", "qrels/train.tsv")
_JUDGEMENT_FIELDS = 3
_MAX_PROBLEMS = 20


@dataclass(frozen=True, slots=True)
class Question:
    """`relevant` maps the ids of pages to grades above 0; it is empty when the documentation has no answer.

    `headings` are the exact places of the answer on these pages, as `page#anchor`; often nobody has told them.
    """

    id: str
    text: str
    relevant: dict[str, int]
    filters: Filters = field(default_factory=Filters)
    page_url: str = ""
    headings: frozenset[str] = frozenset()
    answer: str = ""
    """What a good answer says, in Markdown; empty where nobody wrote it down."""

    def to_request(self) -> ChatRequest:
        """What is sent to the chain."""
        return ChatRequest(query=self.text, filters=self.filters, page_url=self.page_url)


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """The questions of a folder. `corpus` is None when they are asked of the live index, where ids are pages' URLs."""

    name: str
    questions: tuple[Question, ...]
    corpus: Path | None = None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One object of a JSON lines file, with the file's name and the line's number for messages."""

    place: str
    fields: dict[str, Any]

    @property
    def id(self) -> str:
        """Numbers are ids, too."""
        return str(self.fields["_id"]).strip()

    def get_text(self, field: str) -> str:
        """Empty for a field that is missing or no text."""
        value = self.fields.get(field)
        return value if isinstance(value, str) else ""


def load_question_set(folder: Path) -> QuestionSet:
    """Read a folder. Lines that cannot be used are left out and named in `problems`.

    Raises:
        UsageError: a file is missing or cannot be read, or no question is left.
    """
    if not folder.is_dir():
        raise UsageError(
            f"{folder} is no folder. Pass a folder with queries.jsonl, qrels.tsv and, if any, corpus.jsonl."
        )
    problems: list[str] = []
    judgements = _load_judgements(folder, problems)
    questions: dict[str, Question] = {}
    for row in read_rows(folder / "queries.jsonl", problems):
        if row.id in questions:
            problems.append(f"{row.place}: the id {row.id} stands there twice; the first one counts")
        elif row.id in judgements:
            question = _create_question(row, judgements[row.id], problems)
            if question is not None:
                questions[row.id] = question
    unknown = sorted(judgements.keys() - questions.keys())
    if unknown:
        problems.append(f"{len(unknown)} judged questions are not in queries.jsonl, such as {unknown[0]}")
    if not questions:
        raise UsageError(f"{folder} has no question that is both in queries.jsonl and judged in qrels.tsv.")
    corpus = folder / "corpus.jsonl"
    shown = [
        *problems[:_MAX_PROBLEMS],
        *([f"… and {len(problems) - _MAX_PROBLEMS} more"] * (len(problems) > _MAX_PROBLEMS)),
    ]
    return QuestionSet(
        folder.resolve().name, tuple(questions.values()), corpus if corpus.is_file() else None, tuple(shown)
    )


def read_rows(file: Path, problems: list[str]) -> Iterator[Row]:
    """The objects of a JSON lines file, one at a time; a line that is none is added to `problems`."""
    try:
        with file.open(encoding="utf-8-sig", errors="replace") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    row = _parse_row(f"{file.name}:{number}", line, problems)
                    if row is not None:
                        yield row
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror or error}.") from error


def _parse_row(place: str, line: str, problems: list[str]) -> Row | None:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        problems.append(f"{place}: is not JSON ({error})")
        return None
    if (
        not isinstance(fields, dict)
        or isinstance(fields.get("_id"), dict | list | None)
        or not str(fields["_id"]).strip()
    ):
        problems.append(f"{place}: is no object with an _id")
        return None
    return Row(place, fields)


def _create_question(row: Row, judged: dict[str, int], problems: list[str]) -> Question | None:
    text = row.get_text("text").strip()
    if not text:
        problems.append(f"{row.place}: has no text")
        return None
    if len(text) > MAX_QUERY_CHARACTERS:
        problems.append(f"{row.place}: is longer than {MAX_QUERY_CHARACTERS} characters and was cut")
        text = text[:MAX_QUERY_CHARACTERS].strip()
    metadata = row.fields.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    said = {name: str(metadata.get(name) or "") for name in ("version", "locale", "page_url", "answer")}
    relevant = {page: grade for page, grade in judged.items() if grade > 0}
    filters = Filters(version=said["version"][:100], locale=said["locale"][:35])
    return Question(row.id, text, relevant, filters, said["page_url"][:2000], answer=said["answer"])


def _load_judgements(folder: Path, problems: list[str]) -> dict[str, dict[str, int]]:
    file = next((folder / name for name in _JUDGEMENT_FILES if (folder / name).is_file()), folder / _JUDGEMENT_FILES[0])
    try:
        lines = file.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError as error:
        raise UsageError(
            f"{file} cannot be read: {error.strerror or error}. It says which pages answer which question."
        ) from error
    judgements: dict[str, dict[str, int]] = {}
    for number, line in enumerate(lines, 1):
        fields = [field.strip() for field in (line.split("\t") if "\t" in line else line.split())]
        if len(fields) == _JUDGEMENT_FIELDS + 1:  # TREC's own format has a column more, which is always 0 or Q0
            del fields[1]
        grade = _parse_grade(fields[2]) if len(fields) == _JUDGEMENT_FIELDS else None
        if grade is not None:
            judgements.setdefault(fields[0], {})[fields[1]] = grade
        elif line.strip() and number > 1:  # the first line may be the header
            problems.append(f"{file.name}:{number}: is not «question, page, whole number», with tabs between")
    return judgements


def _parse_grade(text: str) -> int | None:
    try:
        return round(float(text))
    except (ValueError, OverflowError):
        return None
