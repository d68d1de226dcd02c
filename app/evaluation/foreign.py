"""Questions that no documentation site answers: about everyday things, and about a hundred other programs."""

from functools import cache
from pathlib import Path

from app.evaluation.questions import Question


@cache
def load_foreign_questions() -> tuple[Question, ...]:
    """About 100. A site that documents one of those programs answers a few of them; the fit allows for it."""
    lines = (Path(__file__).parent / "foreign.txt").read_text(encoding="utf-8").splitlines()
    return tuple(Question(f"foreign-{number}", line, {}) for number, line in enumerate(lines, 1))
