import pytest
import yaml

from app.insights.drafting import create_draft, create_file_name
from app.stores import StoredGap

GAP = StoredGap("restore · backup", number=12, heading="How do I restore a backup")


def test_a_draft_holds_the_questions_and_room_for_the_answer() -> None:
    text = create_draft(GAP, ["How do I restore it?", "restore: how", "# not a comment", *"abcdef"])
    _, head, body = text.split("---\n")
    assert yaml.safe_load(head) == {
        "title": "How do I restore a backup",
        "questions": ["How do I restore it?", "restore: how", "# not a comment", "a", "b"],
        "url": "",
    }
    assert body.strip() == ""


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("restore · backup", "12-restore-backup.md"),
        ("../../etc/passwd", "12-etc-passwd.md"),
        ("备份", "12-备份.md"),
        ("???", "12.md"),
        ("x" * 500, f"12-{'x' * 60}.md"),
    ],
)
def test_a_file_is_called_by_number_and_label(label: str, name: str) -> None:
    assert create_file_name(StoredGap(label, number=12)) == name
