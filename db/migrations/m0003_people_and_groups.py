"""Posts, people and who holds what; groups, their members and quorum rules."""

import sqlalchemy as sa
from alembic.operations import Operations


def up(op: Operations) -> None:
    """Add the tables, and the day of an agency's succession."""
    op.create_table(
        "board_group",
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("short_name", sa.String(length=40), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=True),
        sa.Column("parent", sa.String(length=20), nullable=True),
        sa.Column("other_names", sa.Text(), nullable=True),
        sa.Column("meets", sa.String(length=120), nullable=True),
        sa.Column("began", sa.Date(), nullable=True),
        sa.Column("ended", sa.Date(), nullable=True),
        sa.Column("terms", sa.Text(), nullable=True),
        sa.Column("quorum_share", sa.String(length=40), nullable=True),
        sa.Column("quorum_deputies", sa.Boolean(), nullable=True),
        sa.Column("quorum_chair", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["parent"],
            ["board_group.ref"],
        ),
        sa.PrimaryKeyConstraint("ref"),
    )
    op.create_index(op.f("ix_board_group_parent"), "board_group", ["parent"], unique=False)
    op.create_table(
        "person",
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("other_names", sa.Text(), nullable=True),
        sa.Column("agency", sa.String(length=20), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agency"],
            ["agency.ref"],
        ),
        sa.PrimaryKeyConstraint("ref"),
    )
    op.create_index(op.f("ix_person_agency"), "person", ["agency"], unique=False)
    op.create_table(
        "post",
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("agency", sa.String(length=20), nullable=True),
        sa.Column("other_names", sa.Text(), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("vacant_since", sa.Date(), nullable=True),
        sa.Column("ended", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agency"],
            ["agency.ref"],
        ),
        sa.PrimaryKeyConstraint("ref"),
    )
    op.create_index(op.f("ix_post_agency"), "post", ["agency"], unique=False)
    op.create_table(
        "quorum_seat",
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("board_group", sa.String(length=20), nullable=False),
        sa.Column("sector", sa.String(length=20), nullable=True),
        sa.Column("agency", sa.String(length=20), nullable=True),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency"],
            ["agency.ref"],
        ),
        sa.ForeignKeyConstraint(
            ["board_group"],
            ["board_group.ref"],
        ),
        sa.ForeignKeyConstraint(
            ["sector"],
            ["sector.ref"],
        ),
        sa.PrimaryKeyConstraint("ref"),
    )
    op.create_index(op.f("ix_quorum_seat_agency"), "quorum_seat", ["agency"], unique=False)
    op.create_index(
        op.f("ix_quorum_seat_board_group"), "quorum_seat", ["board_group"], unique=False
    )
    op.create_index(op.f("ix_quorum_seat_sector"), "quorum_seat", ["sector"], unique=False)
    op.create_table(
        "holding",
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("post", sa.String(length=20), nullable=False),
        sa.Column("person", sa.String(length=20), nullable=False),
        sa.Column("began", sa.Date(), nullable=True),
        sa.Column("ended", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(
            ["person"],
            ["person.ref"],
        ),
        sa.ForeignKeyConstraint(
            ["post"],
            ["post.ref"],
        ),
        sa.PrimaryKeyConstraint("ref"),
    )
    op.create_index(op.f("ix_holding_person"), "holding", ["person"], unique=False)
    op.create_index(op.f("ix_holding_post"), "holding", ["post"], unique=False)
    op.create_table(
        "membership",
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("board_group", sa.String(length=20), nullable=False),
        sa.Column("post", sa.String(length=20), nullable=True),
        sa.Column("person", sa.String(length=20), nullable=True),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=True),
        sa.Column("deputy_for", sa.String(length=20), nullable=True),
        sa.Column("voting", sa.Boolean(), nullable=True),
        sa.Column("began", sa.Date(), nullable=True),
        sa.Column("ended", sa.Date(), nullable=True),
        sa.Column("sector", sa.String(length=20), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["board_group"],
            ["board_group.ref"],
        ),
        sa.ForeignKeyConstraint(
            ["deputy_for"],
            ["membership.ref"],
        ),
        sa.ForeignKeyConstraint(
            ["person"],
            ["person.ref"],
        ),
        sa.ForeignKeyConstraint(
            ["post"],
            ["post.ref"],
        ),
        sa.ForeignKeyConstraint(
            ["sector"],
            ["sector.ref"],
        ),
        sa.PrimaryKeyConstraint("ref"),
    )
    op.create_index(op.f("ix_membership_board_group"), "membership", ["board_group"], unique=False)
    op.create_index(op.f("ix_membership_deputy_for"), "membership", ["deputy_for"], unique=False)
    op.create_index(op.f("ix_membership_person"), "membership", ["person"], unique=False)
    op.create_index(op.f("ix_membership_post"), "membership", ["post"], unique=False)
    op.create_index(op.f("ix_membership_sector"), "membership", ["sector"], unique=False)
    op.create_index("membership_in_order", "membership", ["board_group", "position"], unique=False)
    op.add_column("agency", sa.Column("succeeded_on", sa.Date(), nullable=True))
