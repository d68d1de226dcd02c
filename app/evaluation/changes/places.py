"""Where in the repository the findings of a check stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urldefrag

from app.evaluation.changes.compare import Change, Finding, Unanswerable

RULES = {
    "unanswerable": "A question lost its answer",
    "broken-anchor": "A place that answers cite is gone",
    "lost-text": "A page lost much of its text",
    "problem": "A page can no longer be read",
}


@dataclass(frozen=True, slots=True)
class Note:
    """A finding at a line of a file; `path` is relative to the folder in which the check runs, with `/`."""

    rule: str
    message: str
    path: str
    line: int


def list_notes(change: Change, site: Path) -> Iterator[Note]:
    """The findings in the order in which they matter. The line is that of the heading that stands there now, else 1."""
    for rule, findings in (
        ("unanswerable", change.unanswerable),
        ("broken-anchor", sum_up_places(change)),
        ("lost-text", change.lost_text),
        ("problem", change.problems),
    ):
        for finding in findings:
            path = (site if site.is_dir() else site.parent) / finding.source
            yield Note(rule, format_finding(finding), path.as_posix(), _find_line(path, finding.heading))


def sum_up_places(change: Change) -> Iterator[Finding]:
    """The broken anchors; those of a page that is gone with all their text as one."""
    places: dict[tuple[str, str], list[Finding]] = {}
    for finding in change.broken_anchors:
        page = urldefrag(finding.url).url
        places.setdefault((page if page in change.deleted_pages else finding.url, finding.message), []).append(finding)
    for (page, _), findings in places.items():
        message = f"The page is gone, with {len(findings)} places that answers cite."
        yield findings[0] if len(findings) == 1 else Finding(page, findings[0].source, message)


def format_finding(finding: Finding) -> str:
    """One sentence, which says what it is about."""
    if isinstance(finding, Unanswerable):
        return f"“{finding.question}”: {finding.message}"
    return f"{finding.url}: {finding.message}" if finding.url else finding.message


def _find_line(path: Path, heading: str) -> int:
    if not heading or not path.is_file():
        return 1
    with path.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            if line.lstrip().startswith(("#", "<h")) and heading in line:
                return number
    return 1
