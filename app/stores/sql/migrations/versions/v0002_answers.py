"""Answers with their votes, gaps, what days came to, and the salts of actors."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_counting = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "gap",
        sa.Column("number", _counting, primary_key=True, autoincrement=True),
        sa.Column("site", sa.String(100), nullable=False),
        sa.Column("version", sa.String(100), nullable=False),
        sa.Column("locale", sa.String(35), nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("cause", sa.String(20), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("page", sa.Text, nullable=False),
        sa.Column("heading", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("vector", sa.LargeBinary),
        sa.Column("created_at", sa.Float, nullable=False),
        sa.Column("changed_at", sa.Float, nullable=False),
    )
    _create_answers()
    op.create_table(
        "vote",
        sa.Column("answer", _counting, sa.ForeignKey("answer.number", ondelete="CASCADE"), primary_key=True),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("value", sa.SmallInteger, nullable=False),
        sa.Column("reasons", sa.String(100), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("actor", sa.String(32), nullable=False),
    )
    op.create_index("vote_at", "vote", ["at"])
    op.create_index("vote_actor", "vote", ["actor"])
    op.create_table(
        "answer_day",
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("site", sa.String(100), primary_key=True),
        sa.Column("version", sa.String(100), primary_key=True),
        sa.Column("locale", sa.String(35), primary_key=True),
        sa.Column("model", sa.String(100), primary_key=True),
        sa.Column("outcome", sa.String(20), primary_key=True),
        sa.Column("reason", sa.String(20), primary_key=True),
        *(
            sa.Column(name, sa.BigInteger, nullable=False, server_default="0")
            for name in (
                "answers",
                "from_cache",
                "upvotes",
                "downvotes",
                "input_tokens",
                "cached_tokens",
                "output_tokens",
                "embedding_tokens",
            )
        ),
        sa.Column("seconds", sa.Float, nullable=False, server_default="0"),
    )
    op.create_table(
        "salt",
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("value", sa.LargeBinary, nullable=False),
    )


def _create_answers() -> None:
    op.create_table(
        "answer",
        sa.Column("number", _counting, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(50), nullable=False),
        sa.Column("run", sa.String(50)),
        sa.Column("thread", sa.String(200)),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("site", sa.String(100), nullable=False),
        sa.Column("route", sa.String(100), nullable=False),
        sa.Column("wire", sa.String(20), nullable=False),
        sa.Column("version", sa.String(100), nullable=False),
        sa.Column("locale", sa.String(35), nullable=False),
        sa.Column("page", sa.Text, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("question_digest", sa.LargeBinary, nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("unsupported", sa.Integer, nullable=False),
        sa.Column("score", sa.Float),
        sa.Column("found", sa.Text, nullable=False),
        sa.Column("model", sa.String(100), nullable=False),
        sa.Column("generation", sa.String(100), nullable=False),
        sa.Column("cache", sa.String(10), nullable=False),
        sa.Column("input_tokens", sa.Integer, nullable=False),
        sa.Column("cached_tokens", sa.Integer, nullable=False),
        sa.Column("output_tokens", sa.Integer, nullable=False),
        sa.Column("embedding_tokens", sa.Integer, nullable=False),
        sa.Column("seconds", sa.Float, nullable=False),
        sa.Column("steps", sa.Text, nullable=False),
        sa.Column("vector", sa.LargeBinary),
        sa.Column("text", sa.Text),
        sa.Column("gap", _counting, sa.ForeignKey("gap.number", ondelete="SET NULL")),
    )
    op.create_index("answer_id", "answer", ["id"], unique=True)
    op.create_index("answer_seen", "answer", ["at", "number", "outcome", "reason", "version", "locale", "unsupported"])
    op.create_index("answer_question", "answer", ["question_digest"])
    for name in ("run", "thread", "gap"):
        is_set = sa.text(f"{name} IS NOT NULL")
        op.create_index(f"answer_{name}", "answer", [name], sqlite_where=is_set, postgresql_where=is_set)


def downgrade() -> None:
    """Drop the tables with all that is in them."""
    for name in ("salt", "answer_day", "vote", "answer", "gap"):
        op.drop_table(name)
