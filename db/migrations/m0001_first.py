"""The first schema: settings, agencies, the budget, history."""

import sqlalchemy as sa
from alembic.operations import Operations


def up(op: Operations) -> None:
    """Make every table."""
    op.create_table(
        "board",
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("short_name", sa.String(length=40), nullable=False),
        sa.Column("body_term", sa.String(length=40), nullable=False),
        sa.Column("area_term", sa.String(length=40), nullable=True),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("ref"),
    )
    op.create_table(
        "financial_year",
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("start_year", sa.Integer(), nullable=False),
        sa.Column("actual_to", sa.Date(), nullable=True),
        sa.Column("closed", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("ref"),
        sa.UniqueConstraint("start_year"),
    )
    op.create_table(
        "history_entry",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("act", sa.String(length=10), nullable=False),
        sa.Column("of", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["of"],
            ["history_entry.number"],
        ),
        sa.PrimaryKeyConstraint("number"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "history_entry_states", "history_entry", ["act", "state", "number"], unique=False
    )
    op.create_table(
        "reference_counter",
        sa.Column("prefix", sa.String(length=10), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("prefix"),
    )
    op.create_table(
        "sector",
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("ref"),
    )
    op.create_table(
        "acceptance",
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("year", sa.String(length=20), nullable=False),
        sa.Column("finding", sa.String(length=200), nullable=False),
        sa.Column("figures", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["year"],
            ["financial_year.ref"],
        ),
        sa.PrimaryKeyConstraint("ref"),
        sa.UniqueConstraint("year", "finding", name="acceptance_of_finding"),
    )
    op.create_index(op.f("ix_acceptance_year"), "acceptance", ["year"], unique=False)
    op.create_table(
        "agency",
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("short_name", sa.String(length=40), nullable=True),
        sa.Column("sector", sa.String(length=20), nullable=True),
        sa.Column("aliases", sa.Text(), nullable=True),
        sa.Column("successor", sa.String(length=20), nullable=True),
        sa.Column("contact_name", sa.String(length=200), nullable=True),
        sa.Column("contact_post", sa.String(length=200), nullable=True),
        sa.Column("contact_email", sa.String(length=254), nullable=True),
        sa.Column("contact_phone", sa.String(length=40), nullable=True),
        sa.Column("contact_address", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["sector"],
            ["sector.ref"],
        ),
        sa.ForeignKeyConstraint(
            ["successor"],
            ["agency.ref"],
        ),
        sa.PrimaryKeyConstraint("ref"),
    )
    op.create_index(op.f("ix_agency_sector"), "agency", ["sector"], unique=False)
    op.create_index(op.f("ix_agency_successor"), "agency", ["successor"], unique=False)
    op.create_table(
        "history_row",
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(length=60), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["entry"],
            ["history_entry.number"],
        ),
        sa.PrimaryKeyConstraint("entry", "place"),
    )
    op.create_index(
        "history_row_of_record", "history_row", ["table_name", "ref", "entry"], unique=False
    )
    op.create_table(
        "budget_line",
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("year", sa.String(length=20), nullable=False),
        sa.Column("side", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("description", sa.String(length=200), nullable=True),
        sa.Column("codes", sa.String(length=120), nullable=True),
        sa.Column("agency", sa.String(length=20), nullable=True),
        sa.Column("set_amount", sa.BigInteger(), nullable=True),
        sa.Column("actual", sa.BigInteger(), nullable=True),
        sa.Column("forecast", sa.BigInteger(), nullable=True),
        sa.Column("adjusts_by", sa.BigInteger(), nullable=True),
        sa.Column("counts", sa.Boolean(), nullable=True),
        sa.Column("reclaims", sa.String(length=20), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("printed_set", sa.BigInteger(), nullable=True),
        sa.Column("printed_actual", sa.BigInteger(), nullable=True),
        sa.Column("printed_difference", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agency"],
            ["agency.ref"],
        ),
        sa.ForeignKeyConstraint(
            ["reclaims"],
            ["budget_line.ref"],
        ),
        sa.ForeignKeyConstraint(
            ["year"],
            ["financial_year.ref"],
        ),
        sa.PrimaryKeyConstraint("ref"),
    )
    op.create_index(
        "budget_line_in_order", "budget_line", ["year", "side", "position"], unique=False
    )
    op.create_index(op.f("ix_budget_line_agency"), "budget_line", ["agency"], unique=False)
    op.create_index(op.f("ix_budget_line_reclaims"), "budget_line", ["reclaims"], unique=False)
    op.create_index(op.f("ix_budget_line_year"), "budget_line", ["year"], unique=False)
    op.create_table(
        "posting",
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.String(length=20), nullable=False),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("party", sa.String(length=200), nullable=True),
        sa.Column("invoice", sa.String(length=80), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("comment", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["line"],
            ["budget_line.ref"],
        ),
        sa.PrimaryKeyConstraint("ref"),
    )
    op.create_index(op.f("ix_posting_line"), "posting", ["line"], unique=False)
    op.create_index("posting_sums", "posting", ["line", "state", "amount"], unique=False)
