from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import pytest

from db.changes import Change, Problem
from db.fields import Field, Kind, Value
from mscb_desktop.sheet.clip import Cell, Clip
from mscb_desktop.sheet.clipboard import from_clipboard
from mscb_desktop.sheet.model import (
    Column,
    Edit,
    PastedRow,
    Row,
    RowKind,
    SheetPlan,
    new_section,
)
from mscb_desktop.sheet.pasting import (
    Claim,
    Paste,
    compare,
    keep_as_printed,
    plan_paste,
    show_report,
)

DATA = Path(__file__).parents[2] / "data" / "clipboard"

NAME = Field("name", "Description", Kind.TEXT, required=True)
CODES = Field("codes", "Ledger codes", Kind.CODE)
SET = Field("planned", "Set", Kind.MONEY)
ACTUAL = Field("actual", "Actual", Kind.MONEY)
PRINTED = Field("printed", "As printed", Kind.MONEY)
AMOUNT = Field("amount", "Amount", Kind.MONEY)
COMMENT = Field("comment", "Comment", Kind.LONG_TEXT)
AGENCY = Field("agency", "Agency", Kind.LOOKUP, target="agency")

COLUMNS = (
    Column("name", "Description", Kind.TEXT, NAME),
    Column("planned", "Set", Kind.MONEY, SET, names=("Set Annual Expenditure", "Budget")),
    Column("actual", "Actual", Kind.MONEY, ACTUAL, names=("Actual to year end",)),
    Column("left", "Under-spend", Kind.MONEY, names=("Under/Over spend",)),
    Column("comment", "Comments", Kind.LONG_TEXT, COMMENT),
    Column("agency", "Agency", Kind.LOOKUP, AGENCY),
)
LINE = {"name": NAME, "planned": SET, "actual": ACTUAL, "left": PRINTED, "comment": COMMENT}
LINE["agency"] = AGENCY
EXTRA = {"name": NAME, "left": AMOUNT, "comment": COMMENT}
MONEY_KEYS = ("planned", "actual", "left")


@dataclass
class BudgetSheet:
    """A budget in memory as pasting needs it: lines, subtotal, adjustments and the total."""

    lines: dict[str, dict[str, Value]] = field(default_factory=dict)
    extras: dict[str, dict[str, Value]] = field(default_factory=dict)
    read_only: str | None = None
    columns: Sequence[Column] = COLUMNS

    def rows(self) -> list[Row]:
        rows = []
        for ref, kept in self.lines.items():
            left = _number(kept.get("planned")) - _number(kept.get("actual"))
            values = {**{key: kept.get(key) for key in LINE}, "left": left}
            rows.append(Row(ref, RowKind.LINE, values, stores=LINE, computed=frozenset({"left"})))
        new = Row("new:lines", RowKind.NEW, {}, stores=LINE, computed=frozenset({"left"}))
        subtotal = {key: sum(_number(row.values.get(key)) for row in rows) for key in MONEY_KEYS}
        extras = [
            Row(ref, RowKind.ADJUSTMENT, kept, stores=EXTRA) for ref, kept in self.extras.items()
        ]
        total = {
            "planned": subtotal["planned"],
            "left": subtotal["left"] + sum(_number(row.values.get("left")) for row in extras),
        }
        return [
            *rows,
            new,
            _sum_row("subtotal", RowKind.SUBTOTAL, "Subtotal", subtotal),
            *extras,
            Row("new:extras", RowKind.NEW, {}, stores=EXTRA),
            _sum_row("total", RowKind.TOTAL, "Total", total),
        ]

    def count(self) -> int:
        return len(self.rows())

    def page(self, start: int, size: int) -> Sequence[Row]:
        return self.rows()[start : start + size]

    def edit(self, edits: Sequence[Edit]) -> SheetPlan:
        rows: dict[str, dict[str, Value]] = {}
        problems = []
        for edit in edits:
            if edit.column == "agency" and edit.typed == "Nobody":
                problems.append(Problem("Nobody is no agency: add it.", None, edit.ref, "agency"))
                continue
            kept = self.lines.get(edit.ref, {})
            column = "printed" if edit.column == "left" and kept else edit.column
            rows.setdefault(edit.ref, {})[column] = edit.typed
        changes, created = [], []
        for ref, values in rows.items():
            section = new_section(ref)
            if section is None:
                old = {**self.lines, **self.extras}.get(ref, {})
                before = {key: old.get(key) for key in values}
                changes.append(Change("line", ref, before, values))
            else:
                made = f"{section[0].upper()}{len(created) + 1}"
                created.append(made)
                changes.append(Change(section, made, None, values))
        return SheetPlan("Type", tuple(changes), tuple(problems), tuple(created))

    def place(self, at: str, rows: Sequence[Mapping[str, Value]]) -> Sequence[PastedRow]:
        refs = [row.ref for row in self.rows()]
        place, section = refs.index(at), "lines"
        placed = []
        for number, cells in enumerate(rows, start=1):
            label = str(cells.get("name", "")).replace(" ", "").casefold()
            if label.startswith("total"):
                ref = "total"
            elif label == "subtotal":
                ref, section = "subtotal", "extras"
            elif place < len(refs) and refs[place] in (*self.lines, *self.extras):
                ref = refs[place]
            else:
                ref = f"new:{section}"
            place += 1
            placed.append(PastedRow(ref, cells, number))
        return placed

    def apply(self, plan: SheetPlan) -> None:
        for change in plan.changes:
            section = self.extras if change.table == "extras" else self.lines
            section.setdefault(change.ref, {}).update(change.after or {})


def _number(value: Value) -> int:
    return value if isinstance(value, int) else 0


def _sum_row(ref: str, kind: RowKind, label: str, sums: Mapping[str, Value]) -> Row:
    return Row(
        ref,
        kind,
        {"name": label, **sums},
        stores={"left": PRINTED} if kind is RowKind.TOTAL else {},
        computed=frozenset(MONEY_KEYS),
    )


def clip(*rows: str) -> Clip:
    return from_clipboard(None, "\n".join(rows))


def pasted(sheet: BudgetSheet, rows: Clip, at: str = "new:lines", column: str = "name") -> Paste:
    paste = plan_paste(sheet, at, column, rows)
    sheet.apply(paste.plan)
    return paste


def two_lines() -> BudgetSheet:
    return BudgetSheet(
        {
            "BL-1": {"name": "Room Hire", "planned": 200000, "comment": "old"},
            "BL-2": {"name": "Catering", "planned": 318000},
        }
    )


DIALECTS = ("excel", "excel_2003", "libreoffice", "word", "google_sheets", "google_docs", "text")


def appendix(dialect: str, name: str = "expenditure") -> Clip:
    if dialect == "text":
        return from_clipboard(None, (DATA / f"excel_{name}.txt").read_text("utf-8"))
    return from_clipboard((DATA / f"{dialect}_{name}.html").read_text("utf-8"), None)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_printed_statement_is_taken_and_its_sums_compared(dialect: str) -> None:
    sheet = BudgetSheet()
    paste = pasted(sheet, appendix(dialect))
    assert len(sheet.lines) == 13
    assert list(sheet.lines.values())[2] == {
        "name": "Recruitment (Chair/Lay Person)",
        "planned": 665000,
        "actual": 1123100,
        "comment": "Reclaimed from Sutton as shared costs of joint recruitment",
    }
    assert [extra["left"] for extra in sheet.extras.values()] == [458600, 50000]
    assert paste.plan.what == "Paste 17 rows"
    assert paste.taken == 17
    differing = compare(sheet, paste.claims)
    assert [(c.claim.row_label, c.claim.pasted, c.computed, c.difference) for c in differing] == [
        ("Trainer Car/Parking Allowance", 52000, 52100, 100),
        ("Subtotal", 3008000, 3008100, 100),
        ("Total Expenditure", 3516600, 3516700, 100),
    ]
    assert [str(problem) for problem in paste.problems] == [
        f"Row {20 - (dialect in ('word', 'google_docs')) - 1}, Comments: "
        "'Underspend carried forward to 2013-14' was not taken: "
        "nothing can be typed here; leave it out."
    ]


def test_what_was_printed_is_kept_where_there_is_room() -> None:
    sheet = BudgetSheet()
    paste = pasted(sheet, appendix("excel"))
    plan = keep_as_printed(sheet, compare(sheet, paste.claims))
    assert plan.what == "Keep 2 figures as printed"
    assert [(change.ref, change.after) for change in plan.changes] == [
        ("L2", {"printed": 52000}),
        ("total", {"left": 3516600}),
    ]
    assert keep_as_printed(sheet, []).changes == ()


def test_the_report_says_it_in_plain_words() -> None:
    sheet = BudgetSheet()
    paste = pasted(sheet, appendix("excel"))
    assert show_report(paste, compare(sheet, paste.claims)).splitlines() == [
        "17 rows taken.",
        "3 figures differ from what the program computes:",
        "• Trainer Car/Parking Allowance, Under-spend: pasted 520.00, computed 521.00, "
        "difference 1.00.",
        "• Subtotal, Under-spend: pasted 30,080.00, computed 30,081.00, difference 1.00.",
        "• Total Expenditure, Under-spend: pasted 35,166.00, computed 35,167.00, difference 1.00.",
        "Not taken:",
        "• Row 19, Comments: 'Underspend carried forward to 2013-14' was not taken: nothing can "
        "be typed here; leave it out.",
    ]


def test_a_claim_without_a_computed_figure_differs_without_a_difference() -> None:
    claim = Claim("total", "actual", "Actual", "Total", 500, 1, Kind.MONEY)
    (comparison,) = compare(BudgetSheet(), [claim])
    assert (comparison.computed, comparison.difference) == (None, None)
    assert "pasted 5.00, computed nothing." in show_report(
        Paste(SheetPlan("Paste"), (claim,), (), 1), [comparison]
    )


def test_agreement_is_said_too() -> None:
    sheet = BudgetSheet()
    paste = pasted(sheet, clip("Hire\t10\t4\t6", "Total\t10\t\t6"))
    assert show_report(paste, compare(sheet, paste.claims)) == (
        "2 rows taken.\nAll pasted sums and differences agree with what the program computes."
    )


def test_columns_go_by_their_names_in_any_order() -> None:
    sheet = BudgetSheet()
    paste = pasted(
        sheet,
        clip(
            "MSCB Budget 2013/14\t\t\t",
            "Budget 2013-14 (£)\tEx. Code\tDESCRIPTION:\tcomments",
            "2,400.00\tBC03\tVenue Hire\t",
            "\t\t\t",
            "Budget\tEx. Code\tDescription\tComments",
            "3,180.00\tDB50\tCatering\tmore",
        ),
    )
    assert list(sheet.lines.values()) == [
        {"planned": 240000, "name": "Venue Hire"},
        {"planned": 318000, "name": "Catering", "comment": "more"},
    ]
    (problem,) = paste.problems
    assert str(problem).startswith("Ex. Code: 2 filled cells not taken")


def test_without_headings_columns_go_from_the_cell_to_the_right() -> None:
    sheet = two_lines()
    paste = pasted(sheet, clip("1\t2\t-1\tx\tPolice\tmore", "3\t4"), "BL-1", "planned")
    assert [(line["planned"], line["actual"]) for line in sheet.lines.values()] == [
        (100, 200),
        (300, 400),
    ]
    assert sheet.lines["BL-1"]["comment"] == "x"
    assert sheet.lines["BL-1"]["agency"] == "Police"
    assert [str(problem) for problem in paste.problems] == [
        "Row 1, column 6 of the clipboard: it lies beyond the last column of this page; "
        "begin further left."
    ]


def test_a_word_that_is_also_a_heading_is_data_where_it_stands_alone() -> None:
    sheet = two_lines()
    pasted(sheet, clip("Budget"), "BL-1", "name")
    assert sheet.lines["BL-1"]["name"] == "Budget"


def test_a_blank_cell_empties_what_it_meets_and_makes_nothing_new() -> None:
    sheet = two_lines()
    paste = pasted(sheet, clip("Hall\t\t\t\t", "\t\t\t\t", "Food\t5", "New\t\t7"), "BL-1")
    assert sheet.lines["BL-1"] == {"name": "Hall", "planned": None, "comment": None}
    assert sheet.lines["BL-2"]["planned"] == 500
    assert sheet.lines["L1"] == {"name": "New", "actual": 700}
    assert (paste.taken, paste.problems) == (3, ())


def test_cells_that_do_not_fit_are_named_and_all_others_taken() -> None:
    sheet = BudgetSheet()
    paste = pasted(
        sheet,
        clip(
            "Description\tSet\tActual\tUnder-spend\tAgency",
            "Hire\t12k\t4\tsoon\tPolice",
            "\t\t\t\tNobody",
            "Food\t####\t5\t",
        ),
    )
    assert list(sheet.lines.values()) == [
        {"name": "Hire", "actual": 400, "agency": "Police"},
        {"name": "Food", "actual": 500},
    ]
    messages = {(p.number, p.heading): p.message for p in paste.problems}
    assert set(messages) == {(2, "Set"), (2, "Under-spend"), (3, "Agency"), (4, "Set")}
    assert "'12k' is shortened" in messages[2, "Set"]
    assert "'soon' is not an amount" in messages[2, "Under-spend"]
    assert "widen the column" in messages[4, "Set"]
    assert paste.taken == 2
    assert paste.plan.problems == ()


def test_a_claim_finds_its_row_though_another_was_not_made() -> None:
    sheet = BudgetSheet()
    rows = clip("Hire\t9\t4\t5", "\t\t\t3\t\tNobody", "Food\t9\t5\t5")
    paste = pasted(sheet, rows)
    assert [claim.ref for claim in paste.claims] == ["L1", "L2"]
    assert [c.claim.row_label for c in compare(sheet, paste.claims)] == ["Food"]
    assert (2, "Under-spend") in {(p.number, p.heading) for p in paste.problems}


def test_a_closed_sheet_takes_nothing_and_says_why() -> None:
    paste = plan_paste(BudgetSheet(read_only="2011-12 is closed."), "total", "name", clip("a"))
    assert paste.plan.changes == ()
    assert show_report(paste, []) == "0 rows taken.\nNot taken:\n• 2011-12 is closed."


def test_nothing_pasted_changes_nothing() -> None:
    paste = plan_paste(BudgetSheet(), "new:lines", "name", ())
    assert (paste.plan.changes, paste.taken, paste.problems) == ((), 0, ())


@pytest.mark.parametrize(
    ("text", "number", "pence"),
    [
        ("76,670.00", "76670", 7667000),
        ("77,000", "77000.4", 7700040),
        ("4,581.0", "-4581", -458100),
        ("(4,581.00)", "-4581", -458100),
        (" -   ", "0", 0),
        ("########", "4581.5", 458150),
        ("1.2E+05", "120000", 12000000),
        ("", "5", 500),
        ("0.30", "0.30000000000000004", 30),
    ],
)
def test_the_exact_number_counts(text: str, number: str, pence: int) -> None:
    sheet = BudgetSheet()
    paste = pasted(sheet, ((Cell("Hire"), Cell(text, Decimal(number))),))
    assert paste.problems == ()
    assert sheet.lines["L1"]["planned"] == pence


@pytest.mark.parametrize(
    ("text", "number", "word"),
    [
        ("83%", "0.83", "'83%'"),
        ("12/03/2013", "41345", "'12/03/2013'"),
        ("12.03.2013", "41345", "'12.03.2013'"),
        ("2013", "41345", "in full"),
        ("77", "76670", "in full"),
        ("1,234.57", "1234.5678", "pence"),
    ],
)
def test_a_number_shown_as_something_else_is_no_amount(text: str, number: str, word: str) -> None:
    sheet = BudgetSheet()
    paste = pasted(sheet, ((Cell("Hire"), Cell(text, Decimal(number))),))
    assert "planned" not in sheet.lines["L1"]
    (problem,) = paste.problems
    assert word in problem.message
    assert (problem.number, problem.heading) == (1, "Set")
