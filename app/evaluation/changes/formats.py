"""A check's findings for pull requests: Markdown for a comment, SARIF, GitHub's commands, GitLab's report."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from app import __version__
from app.evaluation.changes.compare import COUNTS, Change, Finding
from app.evaluation.changes.places import RULES, Note, format_finding, sum_up_places
from app.foreign import format_foreign
from chains.guard import escape_markdown

SHOWN = 20
"""So many findings of a kind stand in a comment: hosts of code cut off what is longer than 65,536 characters."""
_TITLES = {
    "unanswerable": "Questions that lost their answer",
    "broken_anchors": "Places that answers cite and that are gone",
    "lost_text": "Pages that lost text",
    "problems": "Pages that can no longer be read",
}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ERRORS = frozenset({"unanswerable", "broken-anchor"})
_GITLAB = {True: "major", False: "minor"}


def format_counts(change: Change) -> list[str]:
    """What was compared, asked and would be paid, in three sentences."""
    pages = (
        f"{change.pages_after} pages ({change.pages_before} before): {len(change.added_pages)} new, "
        f"{len(change.deleted_pages)} gone."
    )
    unfound = f" {change.unfound} of them had no answer before either." if change.unfound else ""
    cost = change.cost
    paid = (
        f"The next index run embeds about {cost['estimated_tokens']} tokens (embedding calls: "
        f"{cost['embedding_calls']}; {cost['estimated_price_usd']:.4f} USD)."
    )
    return [pages, f"{change.questions} questions were asked.{unfound}", paid]


def format_markdown(change: Change, missed: Sequence[str], notice: str = "") -> str:
    """A comment for the pull request."""
    verdict = "The answers suffer" if missed else "The answers hold"
    lines = [f"## {verdict}", "", *format_counts(change)]
    lines += ["", *(f"* **{escape_markdown(sentence)}**" for sentence in missed)] if missed else []
    for name, title in _TITLES.items():
        findings = _get_findings(change, name)
        told = sum_up_places(change) if name == "broken_anchors" else findings
        lines += _format_list(title, [format_finding(finding) for finding in told], len(findings))
    lines += _format_list("Pages that are gone", change.deleted_pages, len(change.deleted_pages))
    if notice:
        lines += ["", f"<sub>{escape_markdown(notice)}</sub>"]
    return "\n".join([*lines, ""])


def format_sarif(notes: Iterable[Note]) -> dict[str, Any]:
    """SARIF 2.1.0, as code scanning takes it."""
    rules = [{"id": name, "shortDescription": {"text": text}} for name, text in RULES.items()]
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "askdocs", "version": __version__, "rules": rules}},
                "results": [_format_result(note) for note in notes],
            }
        ],
    }


def format_github(notes: Iterable[Note]) -> Iterable[str]:
    """Workflow commands, which GitHub shows at the lines of the pull request."""
    for note in notes:
        level = "error" if note.rule in _ERRORS else "warning"
        place = f"file={_escape_property(note.path)},line={note.line}"
        yield f"::{level} {place},title={_escape_property(RULES[note.rule])}::{_escape_data(note.message)}"


def format_gitlab(notes: Iterable[Note]) -> list[Mapping[str, Any]]:
    """A code quality report of GitLab's. Equal findings have equal fingerprints in every run."""
    return [
        {
            "description": note.message,
            "check_name": f"askdocs-{note.rule}",
            "fingerprint": hashlib.sha256(f"{note.rule}\0{note.path}\0{note.message}".encode()).hexdigest(),
            "severity": _GITLAB[note.rule in _ERRORS],
            "location": {"path": note.path, "lines": {"begin": note.line}},
        }
        for note in notes
    ]


def list_missed(change: Change, limits: Mapping[str, float]) -> list[str]:
    """The thresholds that the change exceeds, as sentences."""
    counts = change.counts
    return [
        f"{name}: {counts[name]}, at most {limits[name]:g} may be"
        for name in COUNTS
        if name in limits and counts[name] > limits[name]
    ]


def _get_findings(change: Change, name: str) -> Sequence[Finding]:
    findings: Sequence[Finding] = getattr(change, name)
    return findings


def _format_list(title: str, texts: Sequence[str], count: int) -> list[str]:
    if not texts:
        return []
    shown = [f"* {format_foreign(text)}" for text in texts[:SHOWN]]
    more = [f"* … and {len(texts) - SHOWN} more"] if len(texts) > SHOWN else []
    return ["", f"### {title} ({count})", "", *shown, *more]


def _format_result(note: Note) -> dict[str, Any]:
    place = {"artifactLocation": {"uri": quote(note.path)}, "region": {"startLine": note.line}}
    return {
        "ruleId": note.rule,
        "level": "error" if note.rule in _ERRORS else "warning",
        "message": {"text": note.message},
        "locations": [{"physicalLocation": place}],
    }


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")
