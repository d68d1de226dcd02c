"""With which index the questions of a gap were asked again, and when it was closed."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    op.add_column("gap", sa.Column("generation", sa.String(100), nullable=False, server_default=""))
    op.add_column("gap", sa.Column("closed_at", sa.Float))


def downgrade() -> None:
    """Drop them."""
    op.drop_column("gap", "closed_at")
    op.drop_column("gap", "generation")
