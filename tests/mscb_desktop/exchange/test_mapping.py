"""Foreign sheets: guessed by their headings, changed by a person, kept for the next time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from db.board import Board
from db.queries.plans import actions
from db.queries.records import rows_by_ref
from mscb_desktop.exchange.applying import apply_import
from mscb_desktop.exchange.mapping import (
    SheetMapping,
    guess,
    keep,
    mappable,
    with_field,
    with_fixed,
    with_heading_row,
    with_table,
)
from mscb_desktop.exchange.mapping_store import KeptMapping, MappingStore
from mscb_desktop.exchange.model import RowState
from mscb_desktop.exchange.planning import plan_import
from mscb_desktop.exchange.workbook import SheetCells, Workbook, read_workbook

PARTNERS = (
    ("Partners of the board, June 2013",),
    (),
    ("Organisation", "Sector", "E-mail", "Telephon", "Post code", "Notes"),
    ("Merton Mediators", "Health", "ccg@example.org", "020 8545 4000", "SM4", "ring first"),
    ("Merton MIND", "Voluntary and community", None, None, None, None),
)
STATEMENT = (
    ("Expenditure 2012-13",),
    ("Ex Code", "Ex Description", "Set annual expenditure 2012/13", "Actual to year end",
     "Under/Over spend", "Comments"),
    ("CE03", "Mediation", 1200, "1,100.50", 99.5, None),
    (None, "Interpreters", 300, 420, -120, "Two hearings"),
)  # fmt: skip
INVOICES = (
    ("Invoice date", "Supplier", "Invoice no", "Net", "Cost heading", "Status"),
    ("12/03/2013", "Hall Ltd", "00123", 120.5, "Room Hire", "Paid"),
)


def sheet(rows: Sequence[Sequence[object]], folder: Path, name: str = "Sheet1") -> SheetCells:
    """Write rows by openpyxl and read them back as the sheet of a workbook."""
    book = openpyxl.Workbook()
    active = book.active
    assert active is not None
    active.title = name
    for row in rows:
        active.append(list(row))
    book.save(folder / "foreign.xlsx")
    (found,) = read_workbook(folder / "foreign.xlsx").sheets
    return found


def fields(mapping: SheetMapping) -> dict[str, str | None]:
    return {column.heading: column.field for column in mapping.columns}


def test_a_list_of_partners_is_guessed(tmp_path: Path) -> None:
    mapping = guess(sheet(PARTNERS, tmp_path))
    assert (mapping.table, mapping.heading_row) == ("agency", 3)
    assert fields(mapping) == {
        "Organisation": "name",
        "Sector": "sector",
        "E-mail": "contact_email",
        "Telephon": "contact_phone",
        "Post code": None,
        "Notes": None,
    }
    assert mapping.missing == ()
    assert (mapping.columns[1].letter, mapping.columns[1].examples) == (
        "B", ("Health", "Voluntary and community"),
    )  # fmt: skip


def test_a_statement_is_guessed_as_pasting_knows_it(tmp_path: Path) -> None:
    mapping = guess(sheet(STATEMENT, tmp_path))
    assert (mapping.table, mapping.heading_row) == ("budget_line", 2)
    assert list(fields(mapping).values()) == [
        "codes", "description", "set_amount", "actual", "printed_difference", "comment",
    ]  # fmt: skip
    assert [field.name for field in mapping.missing] == ["year", "side", "kind"]


def test_a_list_of_invoices_is_guessed(tmp_path: Path) -> None:
    mapping = guess(sheet(INVOICES, tmp_path))
    assert mapping.table == "posting"
    assert list(fields(mapping).values()) == [
        "dated", "party", "invoice", "amount", "line", "state",
    ]  # fmt: skip


def test_a_workplan_is_guessed_as_pasting_knows_it_and_comes_in(
    merton: Board, tmp_path: Path
) -> None:
    rows = (
        ("Quality Assurance workplan",),
        ("No", "Action", "Expected outcomes", "Who", "By when", "RAG"),
        (1, "Audit thresholds", "Better referrals", "Chair", "Sept 12", "Green"),
        (2, "Review training", None, "Head of Quality", "ongoing", "A"),
    )
    foreign = sheet(rows, tmp_path)
    mapping = guess(foreign)
    assert mapping.table == "action"
    assert list(fields(mapping).values()) == [
        "number", "what", "outcomes", "who", "when_text", None,
    ]  # fmt: skip
    assert [field.name for field in mapping.missing] == ["plan", "status"]
    mapping = with_fixed(with_fixed(mapping, "plan", "CSE action plan"), "status", "Open")
    with merton.reading() as connection:
        plan = plan_import(connection, Workbook((foreign,)), "theirs.xlsx", mappings=[mapping])
    assert [column.heading for column in plan.unknown_columns] == ["RAG"]
    assert apply_import(merton, plan).wrong == ()
    with merton.reading() as connection:
        added = actions(connection, ["PL-0006"])[-2:]
    assert [(action.what, action.last_due) for action in added] == [
        ("Audit thresholds", dt.date(2012, 9, 30)), ("Review training", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "name", "table", "row"),
    [
        ((("Monday", "Tuesday"), ("Ann", "Bob")), "Rota", None, 1),
        ((("List",), ("Who", "What"), ("Ann", "Bob")), "Our agencies", "agency", 2),
        ((("Just one",),), "Rota", None, 1),
    ],
)
def test_a_sheet_that_nobody_knows(
    rows: Sequence[Sequence[object]], name: str, table: str | None, row: int, tmp_path: Path
) -> None:
    mapping = guess(sheet(rows, tmp_path, name))
    assert (mapping.table, mapping.heading_row) == (table, row)
    assert all(column.field is None for column in mapping.columns)


def test_an_empty_sheet_is_nothing() -> None:
    assert guess(SheetCells("Empty", ())) == SheetMapping("Empty", None, 1, ())


def test_a_person_says_otherwise(tmp_path: Path) -> None:
    mapping = guess(sheet(PARTNERS, tmp_path))
    assert fields(with_field(mapping, 5, "name")) | {"Organisation": None} == {
        **fields(mapping), "Organisation": None, "Notes": "name",
    }  # fmt: skip
    assert fields(with_field(mapping, 0, None))["Organisation"] is None
    assert with_table(mapping, None).table is None
    as_sectors = with_table(mapping, "sector")
    assert fields(as_sectors)["Sector"] == "name"
    titled = with_heading_row(mapping, sheet(PARTNERS, tmp_path), 1)
    assert list(fields(titled)) == ["Partners of the board, June 2013"]
    fixed = with_fixed(with_fixed(mapping, "sector", "Health"), "sector", "Other")
    assert fixed.fixed == (("sector", "Other"),)
    assert with_fixed(fixed, "sector", " ").fixed == ()


def test_pictures_are_no_columns() -> None:
    assert "logo" not in {field.name for field in mappable("board")}


def test_a_foreign_statement_comes_in(merton: Board, tmp_path: Path) -> None:
    foreign = sheet(STATEMENT, tmp_path)
    mapping = guess(foreign)
    for name, text in (("year", "2013-14"), ("side", "Expenditure"), ("kind", "Expenditure")):
        mapping = with_fixed(mapping, name, text)
    assert mapping.missing == ()
    with merton.reading() as connection:
        plan = plan_import(connection, Workbook((foreign,)), "theirs.xlsx", mappings=[mapping])
    assert plan.wrong == ()
    assert plan.unknown_columns == ()
    assert [(row.number, row.name) for row in plan.page(0, 9, {RowState.CREATE})] == [
        (3, "Mediation"), (4, "Interpreters"),
    ]  # fmt: skip
    assert apply_import(merton, plan).wrong == ()
    with merton.reading() as connection:
        stored = rows_by_ref(connection, "budget_line", ["BL-0045"])["BL-0045"]
    assert (stored["codes"], stored["actual"], stored["printed_difference"], stored["year"]) == (
        "CE03", 110050, 9950, "FY-0002",
    )  # fmt: skip


def test_what_a_mapping_leaves_alone_is_named(merton: Board, tmp_path: Path) -> None:
    foreign = sheet(PARTNERS, tmp_path)
    with merton.reading() as connection:
        plan = plan_import(
            connection, Workbook((foreign,)), "theirs.xlsx", mappings=[guess(foreign)]
        )
        alone = plan_import(
            connection,
            Workbook((foreign,)),
            "theirs.xlsx",
            mappings=[with_table(guess(foreign), None)],
        )
    assert [(column.letter, column.heading) for column in plan.unknown_columns] == [
        ("E", "Post code"), ("F", "Notes"),
    ]  # fmt: skip
    assert plan.count({RowState.CREATE}) == 2
    assert [found.name for found in alone.unknown_sheets] == ["Sheet1"]


class TestKeeping:
    """A mapping is offered again for a sheet with the same headings."""

    def test_what_was_said_comes_again(self, tmp_path: Path) -> None:
        store = MappingStore(tmp_path / "data" / "mappings.json")
        mapping = with_fixed(with_field(guess(sheet(PARTNERS, tmp_path)), 5, "aliases"),
                             "contact_name", "Ann")  # fmt: skip
        keep(mapping, store)
        later = [("New title", "of two cells"), *PARTNERS[2:4], ("Merton Youth", None)]
        found = guess(sheet(later, tmp_path, "Other name"), store)
        assert (found.table, found.heading_row) == ("agency", 2)
        assert fields(found) == fields(mapping)
        assert found.fixed == (("contact_name", "Ann"),)

    def test_other_headings_are_guessed(self, tmp_path: Path) -> None:
        store = MappingStore(tmp_path / "mappings.json")
        keep(with_field(guess(sheet(PARTNERS, tmp_path)), 5, "aliases"), store)
        found = guess(sheet([("Organisation", "Notes"), ("A", "b")], tmp_path), store)
        assert fields(found)["Notes"] is None

    def test_a_sheet_left_alone_is_not_kept(self, tmp_path: Path) -> None:
        store = MappingStore(tmp_path / "mappings.json")
        keep(with_table(guess(sheet(PARTNERS, tmp_path)), None), store)
        assert not (tmp_path / "mappings.json").exists()

    @pytest.mark.parametrize(
        "content",
        ["", "not JSON", "[]", '{"a | b": 7}', '{"a | b": {"kind": "gone", "columns": []}}',
         '{"a | b": {"kind": "agency", "columns": "x", "fixed": {}}}'],
    )  # fmt: skip
    def test_a_file_that_says_nothing_of_use(self, content: str, tmp_path: Path) -> None:
        path = tmp_path / "mappings.json"
        path.write_text(content, encoding="utf-8")
        store = MappingStore(path)
        assert store.find("a | b") is None
        store.keep("c | d", KeptMapping("agency", ("name", None), (("sector", "Łódź"),)))
        assert store.find("c | d") == KeptMapping("agency", ("name", None), (("sector", "Łódź"),))

    def test_a_field_that_is_gone_is_left_out(self, tmp_path: Path) -> None:
        store = MappingStore(tmp_path / "mappings.json")
        store.keep("a | b", KeptMapping("agency", ("name", "gone"), (("gone", "x"),)))
        found = guess(sheet([("A", "B"), ("1", "2")], tmp_path), store)
        assert (fields(found), found.fixed) == ({"A": "name", "B": None}, ())

    def test_the_newest_two_hundred_are_kept(self, tmp_path: Path) -> None:
        store = MappingStore(tmp_path / "mappings.json")
        for number in range(202):
            store.keep(f"h{number}", KeptMapping("agency", ()))
        assert store.find("h1") is None
        assert store.find("h2") is not None
