"""Mark accounts whose way in was given out anew."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the store forward."""
    with op.batch_alter_table("accounts") as table:
        table.add_column(sa.Column("reset_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("reset_by", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f("fk_accounts_reset_by"), "accounts", ["reset_by"], ["id"])


def downgrade() -> None:
    """Bring the store back."""
    with op.batch_alter_table("accounts") as table:
        table.drop_constraint(op.f("fk_accounts_reset_by"), type_="foreignkey")
        table.drop_column("reset_by")
        table.drop_column("reset_at")
