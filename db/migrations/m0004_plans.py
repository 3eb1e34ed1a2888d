"""Plans of every kind, their actions, deadlines, updates and links, and saved filters."""

import sqlalchemy as sa
from alembic.operations import Operations


def up(op: Operations) -> None:
    """Add the tables."""
    op.create_table(
        "plan_kind",
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("has_objectives", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("ref"),
    )
    op.create_table(
        "plan",
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("plan_kind", sa.String(length=20), nullable=False),
        sa.Column("board_group", sa.String(length=20), nullable=True),
        sa.Column("year", sa.String(length=20), nullable=True),
        sa.Column("objectives_of", sa.String(length=20), nullable=True),
        sa.Column("follows", sa.String(length=20), nullable=True),
        sa.Column("introduction", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["board_group"],
            ["board_group.ref"],
        ),
        sa.ForeignKeyConstraint(
            ["follows"],
            ["plan.ref"],
        ),
        sa.ForeignKeyConstraint(
            ["objectives_of"],
            ["plan.ref"],
        ),
        sa.ForeignKeyConstraint(
            ["plan_kind"],
            ["plan_kind.ref"],
        ),
        sa.ForeignKeyConstraint(
            ["year"],
            ["financial_year.ref"],
        ),
        sa.PrimaryKeyConstraint("ref"),
    )
    op.create_index(op.f("ix_plan_board_group"), "plan", ["board_group"], unique=False)
    op.create_index(op.f("ix_plan_follows"), "plan", ["follows"], unique=False)
    op.create_index(op.f("ix_plan_objectives_of"), "plan", ["objectives_of"], unique=False)
    op.create_index(op.f("ix_plan_plan_kind"), "plan", ["plan_kind"], unique=False)
    op.create_index(op.f("ix_plan_year"), "plan", ["year"], unique=False)
    op.create_table(
        "plan_column",
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("plan_kind", sa.String(length=20), nullable=False),
        sa.Column("shows", sa.String(length=40), nullable=False),
        sa.Column("heading", sa.String(length=120), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_kind"],
            ["plan_kind.ref"],
        ),
        sa.PrimaryKeyConstraint("ref"),
    )
    op.create_index(op.f("ix_plan_column_plan_kind"), "plan_column", ["plan_kind"], unique=False)
    op.create_table(
        "plan_section",
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("plan", sa.String(length=20), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan"],
            ["plan.ref"],
        ),
        sa.PrimaryKeyConstraint("ref"),
    )
    op.create_index(op.f("ix_plan_section_plan"), "plan_section", ["plan"], unique=False)
    op.create_table(
        "action",
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("plan", sa.String(length=20), nullable=False),
        sa.Column("plan_section", sa.String(length=20), nullable=True),
        sa.Column("part_of", sa.String(length=20), nullable=True),
        sa.Column("same_as", sa.String(length=20), nullable=True),
        sa.Column("carried_from", sa.String(length=20), nullable=True),
        sa.Column("number", sa.String(length=20), nullable=True),
        sa.Column("recommendation", sa.Text(), nullable=True),
        sa.Column("what", sa.Text(), nullable=True),
        sa.Column("outcomes", sa.Text(), nullable=True),
        sa.Column("measures", sa.Text(), nullable=True),
        sa.Column("who", sa.Text(), nullable=True),
        sa.Column("when_text", sa.Text(), nullable=True),
        sa.Column("first_due", sa.Date(), nullable=True),
        sa.Column("last_due", sa.Date(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("monitoring", sa.Text(), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("status_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["carried_from"],
            ["action.ref"],
        ),
        sa.ForeignKeyConstraint(
            ["part_of"],
            ["action.ref"],
        ),
        sa.ForeignKeyConstraint(
            ["plan"],
            ["plan.ref"],
        ),
        sa.ForeignKeyConstraint(
            ["plan_section"],
            ["plan_section.ref"],
        ),
        sa.ForeignKeyConstraint(
            ["same_as"],
            ["action.ref"],
        ),
        sa.PrimaryKeyConstraint("ref"),
    )
    op.create_index("action_by_due", "action", ["last_due"], unique=False)
    op.create_index("action_in_order", "action", ["plan", "position"], unique=False)
    op.create_index(op.f("ix_action_carried_from"), "action", ["carried_from"], unique=False)
    op.create_index(op.f("ix_action_part_of"), "action", ["part_of"], unique=False)
    op.create_index(op.f("ix_action_plan"), "action", ["plan"], unique=False)
    op.create_index(op.f("ix_action_plan_section"), "action", ["plan_section"], unique=False)
    op.create_index(op.f("ix_action_same_as"), "action", ["same_as"], unique=False)
    op.create_table(
        "action_link",
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("objective", sa.String(length=20), nullable=True),
        sa.Column("plan_section", sa.String(length=20), nullable=True),
        sa.Column("printed", sa.String(length=400), nullable=True),
        sa.ForeignKeyConstraint(
            ["action"],
            ["action.ref"],
        ),
        sa.ForeignKeyConstraint(
            ["objective"],
            ["action.ref"],
        ),
        sa.ForeignKeyConstraint(
            ["plan_section"],
            ["plan_section.ref"],
        ),
        sa.PrimaryKeyConstraint("ref"),
    )
    op.create_index(op.f("ix_action_link_action"), "action_link", ["action"], unique=False)
    op.create_index(op.f("ix_action_link_objective"), "action_link", ["objective"], unique=False)
    op.create_index(
        op.f("ix_action_link_plan_section"), "action_link", ["plan_section"], unique=False
    )
    op.create_table(
        "action_party",
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("agency", sa.String(length=20), nullable=True),
        sa.Column("post", sa.String(length=20), nullable=True),
        sa.Column("board_group", sa.String(length=20), nullable=True),
        sa.Column("lead", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["action"],
            ["action.ref"],
        ),
        sa.ForeignKeyConstraint(
            ["agency"],
            ["agency.ref"],
        ),
        sa.ForeignKeyConstraint(
            ["board_group"],
            ["board_group.ref"],
        ),
        sa.ForeignKeyConstraint(
            ["post"],
            ["post.ref"],
        ),
        sa.PrimaryKeyConstraint("ref"),
    )
    op.create_index(op.f("ix_action_party_action"), "action_party", ["action"], unique=False)
    op.create_index(op.f("ix_action_party_agency"), "action_party", ["agency"], unique=False)
    op.create_index(
        op.f("ix_action_party_board_group"), "action_party", ["board_group"], unique=False
    )
    op.create_index(op.f("ix_action_party_post"), "action_party", ["post"], unique=False)
    op.create_table(
        "earlier_deadline",
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("when_text", sa.Text(), nullable=False),
        sa.Column("first_due", sa.Date(), nullable=True),
        sa.Column("last_due", sa.Date(), nullable=True),
        sa.Column("replaced_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action"],
            ["action.ref"],
        ),
        sa.PrimaryKeyConstraint("ref"),
    )
    op.create_index(
        op.f("ix_earlier_deadline_action"), "earlier_deadline", ["action"], unique=False
    )
    op.create_table(
        "progress_update",
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("rag", sa.String(length=40), nullable=True),
        sa.Column("narrative", sa.Text(), nullable=True),
        sa.Column("told_by", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["action"],
            ["action.ref"],
        ),
        sa.PrimaryKeyConstraint("ref"),
    )
    op.create_index(op.f("ix_progress_update_action"), "progress_update", ["action"], unique=False)
    op.create_index("update_by_date", "progress_update", ["action", "dated"], unique=False)
    op.create_table(
        "saved_filter",
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("holding", sa.String(length=200), nullable=True),
        sa.Column("every_year", sa.Boolean(), nullable=True),
        sa.Column("plan", sa.String(length=20), nullable=True),
        sa.Column("agency", sa.String(length=20), nullable=True),
        sa.Column("post", sa.String(length=20), nullable=True),
        sa.Column("board_group", sa.String(length=20), nullable=True),
        sa.Column("leads", sa.Boolean(), nullable=True),
        sa.Column("objective", sa.String(length=20), nullable=True),
        sa.Column("rag", sa.String(length=40), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=True),
        sa.Column("due", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["agency"],
            ["agency.ref"],
        ),
        sa.ForeignKeyConstraint(
            ["board_group"],
            ["board_group.ref"],
        ),
        sa.ForeignKeyConstraint(
            ["objective"],
            ["action.ref"],
        ),
        sa.ForeignKeyConstraint(
            ["plan"],
            ["plan.ref"],
        ),
        sa.ForeignKeyConstraint(
            ["post"],
            ["post.ref"],
        ),
        sa.PrimaryKeyConstraint("ref"),
    )
    op.create_index(op.f("ix_saved_filter_agency"), "saved_filter", ["agency"], unique=False)
    op.create_index(
        op.f("ix_saved_filter_board_group"), "saved_filter", ["board_group"], unique=False
    )
    op.create_index(op.f("ix_saved_filter_objective"), "saved_filter", ["objective"], unique=False)
    op.create_index(op.f("ix_saved_filter_plan"), "saved_filter", ["plan"], unique=False)
    op.create_index(op.f("ix_saved_filter_post"), "saved_filter", ["post"], unique=False)
