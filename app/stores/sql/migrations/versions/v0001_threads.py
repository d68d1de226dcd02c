"""Threads and what is in them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_counting = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "thread",
        sa.Column("number", _counting, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(200), nullable=False, unique=True),
        sa.Column("owner_key", sa.String(50), nullable=False),
        sa.Column("reader", sa.String(200), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("changed_at", sa.Float, nullable=False),
    )
    op.create_index("thread_of_owner", "thread", ["owner_key", "reader", "number"])
    op.create_index("thread_changed_at", "thread", ["changed_at"])
    op.create_table(
        "thread_item",
        sa.Column("number", _counting, primary_key=True, autoincrement=True),
        sa.Column("thread", _counting, sa.ForeignKey("thread.number", ondelete="CASCADE"), nullable=False),
        sa.Column("id", sa.String(200), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("thread_item_id", "thread_item", ["thread", "id"], unique=True)


def downgrade() -> None:
    """Drop the tables with all that is in them."""
    op.drop_table("thread_item")
    op.drop_table("thread")
