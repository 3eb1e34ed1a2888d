"""Plans of every kind over one register of actions: who does them, by when, how they go."""

from enum import StrEnum

from sqlalchemy import Index

from db.records.base import choice, date, long_text, lookup, record, text, whole, yes_no


class Rag(StrEnum):
    """How an action goes; an update may say that it is not rated."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    NOT_RATED = "not_rated"


class Status(StrEnum):
    """Whether an action is still to be done; how it goes is its RAG."""

    OPEN = "open"
    COMPLETE = "complete"
    DROPPED = "dropped"


class Shows(StrEnum):
    """What a column of a plan shows of its actions."""

    NUMBER = "number"
    RECOMMENDATION = "recommendation"
    WHAT = "what"
    OUTCOMES = "outcomes"
    MEASURES = "measures"
    WHO = "who"
    WHEN = "when"
    LINKS = "links"
    EVIDENCE = "evidence"
    MONITORING = "monitoring"
    STATUS = "status"
    RAG = "rag"
    NARRATIVE = "narrative"


class Due(StrEnum):
    """When the actions are due that a list of the register shows."""

    OVERDUE = "overdue"
    WITHIN_30 = "within_30"
    WITHIN_90 = "within_90"
    DATED = "dated"
    NO_DATE = "no_date"


RAG_WORDS: dict[str, str] = {
    Rag.RED: "Red",
    Rag.AMBER: "Amber",
    Rag.GREEN: "Green",
    Rag.NOT_RATED: "Not rated",
}
STATUS_WORDS: dict[str, str] = {
    Status.OPEN: "Open",
    Status.COMPLETE: "Complete",
    Status.DROPPED: "Dropped",
}

PLAN_KIND = record(
    "plan_kind",
    text("name", "Name", required=True, help="As it is said: workplan, inspection action plan."),
    yes_no(
        "has_objectives",
        "Lines are objectives",
        help="Whether other plans' actions serve the lines of such a plan: a business plan's.",
    ),
    prefix="PK",
    title="Kind of plan",
    plural="Kinds of plan",
    shown_by="name",
    found_by=("name",),
    quick_add=True,
    ordered=True,
)

PLAN_COLUMN = record(
    "plan_column",
    lookup("plan_kind", "Kind of plan", to="plan_kind", required=True, owner=True),
    choice(
        "shows",
        "Shows",
        {
            Shows.NUMBER: "Number",
            Shows.RECOMMENDATION: "Recommendation or area for improvement",
            Shows.WHAT: "Action or objective",
            Shows.OUTCOMES: "Outcomes",
            Shows.MEASURES: "Measures",
            Shows.WHO: "Who",
            Shows.WHEN: "When",
            Shows.LINKS: "Objectives served",
            Shows.EVIDENCE: "Evidence",
            Shows.MONITORING: "Monitoring",
            Shows.STATUS: "Status",
            Shows.RAG: "RAG",
            Shows.NARRATIVE: "Progress in words",
        },
        required=True,
    ),
    text("heading", "Heading", length=120, required=True, help="As printed above the column."),
    whole("width", "Width", required=True, help="In characters; the columns share the page by it."),
    prefix="PC",
    title="Column of a plan",
    plural="Columns of plans",
    shown_by="heading",
    known_by=("plan_kind", "shows"),
    ordered=True,
)

PLAN = record(
    "plan",
    text("name", "Name", required=True, help="As printed above it, without the year."),
    lookup("plan_kind", "Kind of plan", to="plan_kind", required=True),
    lookup("board_group", "Group", to="board_group", help="The group whose plan it is."),
    lookup(
        "year",
        "Financial year",
        to="financial_year",
        help="The year it is for, or on which it reports last; it settles dates without a year.",
    ),
    lookup(
        "objectives_of",
        "Serves",
        to="plan",
        help="The business plan whose objectives its actions serve.",
    ),
    lookup("follows", "Follows", to="plan", help="The plan of the year before."),
    long_text("introduction", "Introduction", help="Printed above the plan."),
    prefix="PL",
    title="Plan",
    plural="Plans",
    shown_by=("name", "year"),
    found_by=("name",),
    known_by=("name", "year"),
    ordered=True,
)

PLAN_SECTION = record(
    "plan_section",
    lookup("plan", "Plan", to="plan", required=True, owner=True),
    text("number", "Number", length=20, code=True),
    text("title", "Title", required=True, help="Governance, Challenge and improvement …"),
    prefix="PS",
    title="Section of a plan",
    plural="Sections of plans",
    shown_by=("number", "title"),
    found_by=("title",),
    known_by=("plan", "number", "title"),
    ordered=True,
)

ACTION = record(
    "action",
    lookup("plan", "Plan", to="plan", required=True, owner=True),
    lookup("plan_section", "Section", to="plan_section", help="The part of the plan it stands in."),
    lookup(
        "part_of",
        "Point of",
        to="action",
        owner=True,
        help="The action whose action point this is; it has its own date.",
    ),
    lookup(
        "same_as",
        "Same as",
        to="action",
        help="The action that 'See action point 5' names: its text, dates and progress show here.",
    ),
    lookup(
        "carried_from",
        "Carried from",
        to="action",
        help="The action of an earlier plan that this goes on with.",
    ),
    text("number", "Number", length=20, code=True, help="As printed: 1, 2.1, 5 and 14."),
    long_text(
        "recommendation",
        "Recommendation",
        help="The recommendation or area for improvement that it answers.",
    ),
    long_text("what", "Action", help="What shall be done; of a business plan the objective."),
    long_text("outcomes", "Outcomes"),
    long_text("measures", "Measures"),
    long_text(
        "who", "Who in words", help="As printed, where the names of the lists do not say it all."
    ),
    long_text("when_text", "When", help="As people write it: Sept 12, end of May, ongoing."),
    date("first_due", "First due", help="Read from 'When'; type it where that names no day."),
    date("last_due", "Last due", help="Read from 'When'; open after it is overdue."),
    long_text("evidence", "Evidence"),
    long_text("monitoring", "Monitoring"),
    choice("status", "Status", STATUS_WORDS, required=True),
    date("status_on", "Complete or dropped on"),
    Index("action_in_order", "plan", "position"),
    Index("action_by_due", "last_due"),
    prefix="AN",
    title="Action",
    plural="Actions",
    shown_by=("number", "what"),
    known_by=("plan", "number", "recommendation", "what"),
    ordered=True,
)

EARLIER_DEADLINE = record(
    "earlier_deadline",
    lookup("action", "Action", to="action", required=True, owner=True),
    long_text("when_text", "When", required=True, help="As it was written."),
    date("first_due", "First due"),
    date("last_due", "Last due"),
    date(
        "replaced_on",
        "Replaced on",
        required=True,
        help="The first day of the deadline that came after it.",
    ),
    prefix="ED",
    title="Earlier deadline",
    plural="Earlier deadlines",
    shown_by="when_text",
    known_by=("action", "replaced_on"),
)

ACTION_PARTY = record(
    "action_party",
    lookup("action", "Action", to="action", required=True, owner=True),
    lookup("agency", "Agency", to="agency", help="An agency, or else:"),
    lookup("post", "Post", to="post", help="A post, whoever holds it, or else:"),
    lookup("board_group", "Group", to="board_group", help="A group."),
    yes_no("lead", "Leads", help="Whether it answers for the action."),
    prefix="AY",
    title="Who does an action",
    plural="Who does actions",
    shown_by=("agency", "post", "board_group"),
    known_by=("action", "agency", "post", "board_group"),
    ordered=True,
)

ACTION_LINK = record(
    "action_link",
    lookup("action", "Action", to="action", required=True, owner=True),
    lookup("objective", "Objective", to="action", help="The objective it serves, or else:"),
    lookup("plan_section", "Section", to="plan_section", help="A whole section of objectives."),
    text(
        "printed",
        "As printed",
        length=400,
        help="Number and title as the plan prints them, where they differ from the objective's.",
    ),
    prefix="AL",
    title="Objective served",
    plural="Objectives served",
    shown_by=("objective", "plan_section", "printed"),
    known_by=("action", "objective", "plan_section", "printed"),
    ordered=True,
)

PROGRESS_UPDATE = record(
    "progress_update",
    lookup("action", "Action", to="action", required=True, owner=True),
    date("dated", "Date", required=True, help="The day as at which it tells."),
    choice("rag", "RAG", RAG_WORDS),
    long_text("narrative", "Progress", help="Lines that begin with '- ' are printed as bullets."),
    text("told_by", "Told by", help="The post, group or agency that told it."),
    Index("update_by_date", "action", "dated"),
    prefix="PU",
    title="Progress update",
    plural="Progress updates",
    shown_by=("action", "dated"),
    known_by=("action", "dated"),
)

SAVED_FILTER = record(
    "saved_filter",
    text("name", "Name", required=True, help="What the list shows: what the police owes us."),
    text("holding", "Words", help="Words that the action holds."),
    yes_no("every_year", "All years", help="Whether it shows plans of all years."),
    lookup("plan", "Plan", to="plan"),
    lookup("agency", "Agency", to="agency"),
    lookup("post", "Post", to="post"),
    lookup("board_group", "Group", to="board_group"),
    yes_no("leads", "Leads only", help="Only what agency, post or group leads."),
    lookup("objective", "Objective", to="action"),
    choice("rag", "RAG", {**RAG_WORDS, "none": "No update"}),
    choice("status", "Status", STATUS_WORDS),
    choice(
        "due",
        "Due",
        {
            Due.OVERDUE: "Overdue",
            Due.WITHIN_30: "Within 30 days",
            Due.WITHIN_90: "Within 90 days",
            Due.DATED: "With a date",
            Due.NO_DATE: "Without a date",
        },
    ),
    prefix="SF",
    title="Saved filter",
    plural="Saved filters",
    shown_by="name",
    found_by=("name",),
    known_by=("name",),
    ordered=True,
)
