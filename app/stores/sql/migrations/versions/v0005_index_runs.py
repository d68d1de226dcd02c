"""The queue of indexing runs, and the pace at which workers embed together."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_counting = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_STATES = ("waiting", "running")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "index_run",
        sa.Column("number", _counting, primary_key=True, autoincrement=True),
        sa.Column("site", sa.String(40), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("cause", sa.String(20), nullable=False),
        sa.Column("rebuild", sa.Boolean, nullable=False),
        sa.Column("allow_shrink", sa.Boolean, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("asked_at", sa.Float, nullable=False),
        sa.Column("due_at", sa.Float, nullable=False),
        sa.Column("started_at", sa.Float),
        sa.Column("ended_at", sa.Float),
        sa.Column("beat_at", sa.Float),
        sa.Column("worker", sa.String(200), nullable=False, server_default=""),
        sa.Column("is_cancelled", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("detail", sa.Text, nullable=False, server_default=""),
        sa.Column("log", sa.Text, nullable=False, server_default=""),
    )
    op.create_index("index_run_of_site", "index_run", ["site", "number"])
    op.create_index("index_run_state", "index_run", ["state", "due_at"])
    for state in _STATES:
        has_state = sa.text(f"state = '{state}'")
        name = f"index_run_{state}"
        op.create_index(name, "index_run", ["site"], unique=True, sqlite_where=has_state, postgresql_where=has_state)
    op.create_table(
        "index_tick",
        sa.Column("site", sa.String(40), primary_key=True),
        sa.Column("due_at", sa.Float, nullable=False),
    )
    op.create_table(
        "embedding_call",
        sa.Column("number", _counting, primary_key=True, autoincrement=True),
        sa.Column("began_at", sa.Float, nullable=False),
        sa.Column("expires_at", sa.Float),
        sa.Column("tokens", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "embedding_hour",
        sa.Column("hour", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("tokens", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "embedding_hold",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("until", sa.Float, nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    for name in ("embedding_hold", "embedding_hour", "embedding_call", "index_tick", "index_run"):
        op.drop_table(name)
