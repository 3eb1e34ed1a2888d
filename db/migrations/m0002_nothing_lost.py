"""Seals over every table, drafts, and indexes of the history and of postings in order."""

import sqlalchemy as sa
from alembic.operations import Operations


def up(op: Operations) -> None:
    """Add the tables and the column; the sums are filled in after every step."""
    op.create_table(
        "seal",
        sa.Column("of", sa.String(length=60), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("of"),
    )
    op.create_table(
        "draft",
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("ref", sa.String(length=80), nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("typed", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("base", sa.Text(), nullable=True),
        sa.Column("stores", sa.String(length=60), nullable=True),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("place", "ref", "field"),
    )
    op.add_column("history_entry", sa.Column("seal", sa.BigInteger(), nullable=True))
    op.create_index(
        "history_entry_of", "history_entry", ["of"], sqlite_where=sa.text("of IS NOT NULL")
    )
    op.create_index(
        "history_row_deleted",
        "history_row",
        ["table_name", "ref", "entry"],
        sqlite_where=sa.text('"after" IS NULL'),
    )
    op.create_index("posting_in_order", "posting", ["line", "position"], unique=False)
