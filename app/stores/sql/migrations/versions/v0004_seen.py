"""What is counted of answers stands in one index: the search for gaps reads no other row."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_BEFORE = ["at", "number", "outcome", "reason", "version", "locale", "unsupported"]


def upgrade() -> None:
    """Replace the index."""
    op.drop_index("answer_seen", "answer")
    op.create_index("answer_seen", "answer", [*_BEFORE[:2], "site", *_BEFORE[2:], "question_digest"])


def downgrade() -> None:
    """Put back the one before."""
    op.drop_index("answer_seen", "answer")
    op.create_index("answer_seen", "answer", _BEFORE)
