"""A file to fill in: the questions of a gap, and room for the owner's answer."""

import re
from collections.abc import Sequence

import yaml

from app.stores import StoredGap

_QUESTIONS = 5
_NO_NAME = re.compile(r"[^\w]+")
_NAME_CHARACTERS = 60


def create_file_name(gap: StoredGap) -> str:
    """`12-restore-backup.md`."""
    name = _NO_NAME.sub("-", gap.label.lower()).strip("-")[:_NAME_CHARACTERS].rstrip("-")
    return f"{gap.number}-{name}.md" if name else f"{gap.number}.md"


def create_draft(gap: StoredGap, questions: Sequence[str]) -> str:
    """The text of the file, which `askdocs index` refuses until its `url` is filled in."""
    front_matter = {"title": gap.heading or gap.name, "questions": list(questions)[:_QUESTIONS], "url": ""}
    head = yaml.safe_dump(front_matter, allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{head}---\n\n"
