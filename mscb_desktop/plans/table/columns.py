"""The columns of a plan's table, as its kind has them, and what their cells store."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from db.fields import Choice, Field, Kind
from db.queries.plans import ColumnRow
from db.records.plans import ACTION, PLAN_SECTION, PROGRESS_UPDATE, Rag, Shows
from mscb_desktop.plans.words import rag_words
from mscb_desktop.sheet.model import Column

WHO = Field(
    "parties",
    "Who",
    Kind.LONG_TEXT,
    "Agencies, posts and groups, a line each, who leads first; other words stay as they are.",
)
LINKS = Field(
    "links",
    "Objectives served",
    Kind.LONG_TEXT,
    "Numbers of objectives or sections, with their titles or without: 2.1; 3.1.",
)
RAG = Field(
    "rag",
    "RAG",
    Kind.CHOICE,
    "R, A or G rates the action as at the day of the page, 0 says that it is not rated.",
    choices=tuple(Choice(rag.value, rag_words(rag)) for rag in Rag),
)
NARRATIVE = Field(
    "narrative",
    "Progress",
    Kind.LONG_TEXT,
    PROGRESS_UPDATE.fields["narrative"].help,
)
"""These four are no columns of an action: what is typed becomes its parties, links and update."""

FIELDS: Mapping[Shows, Field] = {
    Shows.NUMBER: ACTION.fields["number"],
    Shows.RECOMMENDATION: ACTION.fields["recommendation"],
    Shows.WHAT: ACTION.fields["what"],
    Shows.OUTCOMES: ACTION.fields["outcomes"],
    Shows.MEASURES: ACTION.fields["measures"],
    Shows.WHO: WHO,
    Shows.WHEN: ACTION.fields["when_text"],
    Shows.LINKS: LINKS,
    Shows.EVIDENCE: ACTION.fields["evidence"],
    Shows.MONITORING: ACTION.fields["monitoring"],
    Shows.STATUS: ACTION.fields["status"],
    Shows.RAG: RAG,
    Shows.NARRATIVE: NARRATIVE,
}
"""What is typed into each column of an action's row."""

TITLED = frozenset({Shows.WHAT, Shows.RECOMMENDATION, Shows.OUTCOMES})
"""Columns that may hold a section's title: the first of them that a plan has does."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
HEADINGS: Mapping[Shows, Sequence[str]] = {
    Shows.NUMBER: ("no", "no.", "number", "ref", "reference", "#", "item", "action no", "rec no"),
    Shows.RECOMMENDATION: (
        "recommendation",
        "recommendations",
        "area for improvement",
        "areas for improvement",
        "areas for improvement identified in the report",
        "issue",
        "finding",
        "findings",
    ),
    Shows.WHAT: (
        "action",
        "actions",
        "action points",
        "actions required",
        "action required",
        "action: what are we going to do?",
        "task",
        "tasks",
        "what",
    ),
    Shows.OUTCOMES: (
        "outcome",
        "outcomes",
        "desired outcome",
        "intended outcome",
        "expected outcome",
        "expected outcomes",
        "outcome / measure",
        "outcomes / performance measures",
        "outcomes / performance measures / metrics",
        "outcome: what do we intend to achieve?",
    ),
    Shows.MEASURES: (
        "measure",
        "measures",
        "performance measures",
        "performance measurement",
        "performance measurement / metrics",
        "success measures",
        "metrics",
    ),
    Shows.WHO: (
        "who",
        "who? (workplans)",
        "who? responsibilities",
        "by whom",
        "lead",
        "leads",
        "lead officer",
        "lead officer/agency",
        "lead agency",
        "accountable agency",
        "accountable agency, lead & partners",
        "accountable agency, lead & key partners",
        "responsible",
        "responsibility",
        "responsibilities",
        "owner",
    ),
    Shows.WHEN: (
        "when",
        "by when",
        "when? milestones / deadlines",
        "deadline",
        "deadlines",
        "milestones",
        "timescale",
        "timescales",
        "due",
        "due date",
        "date",
        "target date",
        "completion date",
    ),
    Shows.LINKS: (
        "business plan objective",
        "business plan objectives",
        "MSCB business plan objective",
        "LSCB business plan objective",
        "objective served",
        "objectives served",
        "links",
    ),
    Shows.EVIDENCE: (
        "evidence",
        "evidence / reporting",
        "evidence / reporting (inc progress to date)",
        "evidence of progress",
    ),
    Shows.MONITORING: (
        "monitoring",
        "monitoring mechanism",
        "monitoring mechanisms",
        "monitoring: what has been achieved?",
        "monitored by",
    ),
    Shows.STATUS: ("status", "complete", "completed"),
    Shows.RAG: ("RAG", "R/A/G", "RAG rating", "RAG status", "rating"),
    Shows.NARRATIVE: (
        "progress",
        "progress R/A/G",
        "R/A/G progress",
        "progress and RAG",
        "progress to date",
        "progress report",
        "progress as at",
        "update",
        "comment",
        "comments",
        "narrative",
    ),
}
"""Headings under which people's own tables carry a column; years and punctuation do not count."""

_NARROW = 8
"""Characters that links take at most: the table shows their numbers, paper their words too."""
_LEAST: Mapping[Shows, int] = {Shows.LINKS: 5}
_QUIET = frozenset({Shows.OUTCOMES, Shows.MEASURES, Shows.WHO, Shows.EVIDENCE, Shows.MONITORING})
"""What stands back behind what shall be done, by when, and how far it is."""
_OBJECTIVES = ("objective", "objectives")
"""These head the objectives that are served where a plan has them, else its own lines."""
_WRAPPED = frozenset(Shows) - {Shows.NUMBER, Shows.LINKS, Shows.STATUS, Shows.RAG}


def columns(of_kind: Sequence[ColumnRow]) -> tuple[Column, ...]:
    """Give the columns of a plan from left to right; two that show the same stand as one."""
    rows = {row.shows: row for row in reversed(of_kind)}
    ordered = [row for row in of_kind if rows[row.shows] is row]
    return tuple(
        Column(
            row.shows.value,
            row.heading,
            FIELDS[row.shows].kind,
            FIELDS[row.shows],
            min(row.width, _NARROW) if row.shows is Shows.LINKS else row.width,
            row.shows in _WRAPPED,
            _names(row.shows, rows),
            numbers=row.shows is Shows.NUMBER,
            # The day as at which progress is told heads it in some plans.
            least=_LEAST.get(row.shows, 0),
            quiet=row.shows in _QUIET,
            beside=_MONTHS if row.shows is Shows.NARRATIVE else (),
        )
        for row in ordered
    )


def _names(shows: Shows, there: Container[Shows]) -> tuple[str, ...]:
    named = Shows.LINKS if Shows.LINKS in there else Shows.WHAT
    return (*HEADINGS[shows], *(_OBJECTIVES if shows is named else ()))


def section_fields(shown: Sequence[Column]) -> Mapping[str, Field]:
    """Give what is typed into the heading of a section: its number and its title."""
    keys = [column.key for column in shown]
    titled = next((key for key in keys if key in TITLED), keys[-1] if keys else "")
    fields = {Shows.NUMBER.value: PLAN_SECTION.fields["number"]} if Shows.NUMBER in keys else {}
    return {**fields, titled: PLAN_SECTION.fields["title"]} if titled else {}
