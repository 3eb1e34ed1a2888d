"""`import`: read a workbook that `export` wrote, also edited by hand, into a board."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from mscb_desktop.commands.base import (
    DONE,
    REFUSED,
    CannotDo,
    Command,
    needs_board,
    say,
    say_why,
)
from mscb_desktop.commands.opening import open_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.board import Board
    from mscb_desktop.exchange.model import ImportPlan, ImportRow, WrongCell

_PAGE = 500


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("data", type=Path, metavar="DATA", help="the workbook, DATA.xlsx")
    needs_board(parser)
    parser.add_argument(
        "--preview", action="store_true", help="say what would change, and change nothing"
    )


def _run(options: argparse.Namespace, _: object) -> int:
    from mscb_desktop.exchange.errors import WorkbookRefused
    from mscb_desktop.exchange.planning import plan_import
    from mscb_desktop.exchange.workbook import read_workbook

    try:
        workbook = read_workbook(options.data)
    except WorkbookRefused as refusal:
        raise CannotDo(refusal.message) from refusal
    board = open_for(options)
    try:
        with board.reading() as connection:
            plan = plan_import(connection, workbook, options.data.name)
        _name_unknown(plan)
        if plan.other_board:
            say_why(plan.other_board)
        if not plan.rows:
            raise CannotDo(
                f"{plan.source} holds no records as 'export' writes them. Tables of another kind "
                "are read in the window: 'Import from Excel…' asks what their columns are."
            )
        return _preview(plan) if options.preview else _apply(board, plan)
    finally:
        board.close()


def _preview(plan: ImportPlan) -> int:
    from mscb_desktop.exchange.model import RowState

    shown = {RowState.CREATE, RowState.CHANGE}
    for start in range(0, plan.count(shown), _PAGE):
        for row in plan.page(start, _PAGE, shown):
            _show(row)
    _name_wrong(plan.wrong)
    say(f"{_counted(plan)}. Nothing was changed: this is a preview.")
    return REFUSED if plan.wrong else DONE


def _apply(board: Board, plan: ImportPlan) -> int:
    from mscb_desktop.exchange.applying import apply_import
    from mscb_desktop.exchange.model import RowState

    wrong = plan.wrong or apply_import(board, plan).wrong
    if wrong:
        _name_wrong(wrong)
        say_why("Nothing was imported. Mend these in the workbook, save it and import it again.")
        return REFUSED
    for row in plan.rows:
        if row.by_name and row.state is RowState.CHANGE:
            _show(plan.row(row.key))
    say(f"Imported {plan.source}: {_counted(plan)}.")
    return DONE


def _show(row: ImportRow) -> None:
    from mscb_desktop.exchange.model import RowState

    name = " ".join(filter(None, (row.ref, row.name)))
    known = ", known by its name" if row.by_name else ""
    say(f"{row.sheet}, row {row.number}: {row.state} {row.kind.lower()} {name}".rstrip() + known)
    for cell in row.cells:
        before, after = (_on_one_line(text) or "nothing" for text in (cell.before, cell.after))
        becomes = after if row.state is RowState.CREATE else f"{before} → {after}"
        say(f"    {cell.heading}: {becomes}")


def _name_unknown(plan: ImportPlan) -> None:
    for sheet in plan.unknown_sheets:
        say_why(f"Not read: {sheet.reason}")
    for column in plan.unknown_columns:
        say_why(str(column))


def _name_wrong(wrong: Sequence[WrongCell]) -> None:
    for cell in wrong:
        say_why(str(cell))


def _counted(plan: ImportPlan) -> str:
    from mscb_desktop.exchange.model import RowState

    counts = {state: plan.count({state}) for state in RowState}
    return ", ".join(
        f"{count:,} {state.words}"
        for state, count in counts.items()
        if count or state is not RowState.REFUSED
    )


def _on_one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 200 else line[:199] + "…"


COMMAND = Command(
    name="import",
    help="read a workbook that export wrote, also edited by hand",
    options=_options,
    run=_run,
    order=60,
)
