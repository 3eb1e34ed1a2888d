"""States of import and export worth a picture, from workbooks that are nowhere on a disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from db.board import Board
from db.queries import records
from mscb_desktop.exchange.mapping_store import MappingStore
from mscb_desktop.exchange.model import RowState
from mscb_desktop.exchange.workbook import CellValue, SheetCells, Workbook
from ui.areas.exchange.preparing import make_book
from ui.settings import settings_path

if TYPE_CHECKING:
    from ui.areas.exchange.page import ExchangePage

Rows = Sequence[Sequence[CellValue]]

_AGENCIES: Rows = (
    ("Reference", "Name", "Short name", "Contact", "Post held"),
    ("", "Eastbrook Food Bank", "EFB", "Jo Brown", "Manager"),
    ("", "Family Hub", None, "A. N. Other", "Lead"),
    ("", None, "??", "Somebody", None),
)
_LINES: Rows = (
    ("Financial year", "Side", "Kind of row", "Description", "Agency", "Set"),
    ("2012-13", "Income", "Contribution", "Food bank's share", "Eastbrook Food Bank", 400),
    ("2012-13", "Expenditure", "Expenditure", "Room hire", None, "about 2,000"),
)
_BUDGET: Rows = (
    ("MSCB Expenditure 2012-13",),
    (),
    ("Description", "Set Annual Expenditure 2012/13", "Actual to Year End", "Ledger", "Comments"),
    ("Trainer salaries", 76_670, 74_982, "AA03", None),
    ("Recruitment (Chair/Lay Person)", 6_650, 11_231, "AB02", "Reclaimed from Sutton"),
    ("Room hire", 2_000, 2_406, "BC03", None),
)
_CONTACTS: Rows = (
    ("Partner contacts, updated Sept 2013",),
    ("Organisation", "Who", "Job title", "Tel", "E-mail", "Fire drill"),
    ("Carers Support Merton", "P. Kay", "Chief Officer", "020 8646 7515", "pk@example.org", "Yes"),
)


def pictures(page: ExchangePage) -> Iterable[tuple[str, Callable[[], object]]]:
    """Give the states as (name, call that brings it about)."""
    return [
        ("preview", lambda: _show_ours(page)),
        ("wrong", lambda: _show_wrong(page)),
        ("left-out", lambda: _show_left_out(page)),
        ("mapping", lambda: _show(page, {"Expenditure": _BUDGET, "Contacts": _CONTACTS})),
        ("mapping-contacts", lambda: _show_contacts(page)),
    ]


def _show_ours(page: ExchangePage) -> None:
    agencies = _with_stored(page.board)
    _show(page, {"Agencies": agencies, "Budget lines": _LINES, "Rota": (("Who", "When"),)})
    page.preview.view.choose(0)


def _show_wrong(page: ExchangePage) -> None:
    _show_ours(page)
    page.preview.filters.show_only(frozenset({RowState.REFUSED}))
    page.preview.view.choose(1)


def _show_left_out(page: ExchangePage) -> None:
    _show_ours(page)
    rows = page.preview.view.rows
    rows.leave_out(line.key for line in rows.lines if line.name == "Eastbrook Food Bank")


def _show_contacts(page: ExchangePage) -> None:
    _show(page, {"Expenditure": _BUDGET, "Contacts": _CONTACTS})
    page.mapping.list.setCurrentRow(1)


def _show(page: ExchangePage, sheets: dict[str, Rows]) -> None:
    cells = tuple(
        SheetCells(name, tuple((n, tuple(row)) for n, row in enumerate(rows, 1) if any(row)))
        for name, rows in sheets.items()
    )
    store = MappingStore(settings_path().with_name("none.json"))
    page.show_book(
        make_book("Lists 2013.xlsx", Workbook(cells), page.board, store, lambda *_: None)
    )


def _with_stored(board: Board) -> Rows:
    """Put some of the board's own agencies, one of them changed, above new ones."""
    with board.reading() as connection:
        rows = records.page(connection, "agency", {}, 0, 6)
    stored: list[Sequence[CellValue]] = [
        (ref, *(str(row[name] or "") for name in ("name", "short_name", "contact_name")))
        for ref, row in rows
    ]
    stored[0] = (*stored[0][:2], "Changed", "Sam Lee")
    return (_AGENCIES[0], *stored, *_AGENCIES[1:])
