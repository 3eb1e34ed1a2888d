"""The columns of a kind of plan: what each shows, its heading and its share of the page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QMenu, QPushButton

from db.changes import Plan
from db.queries import plans as queries
from mscb_desktop.plans.beginning.kinds import StandardKind, column_changes, standard_kinds
from mscb_desktop.sheet.table import TableSheet
from ui.panels.sheet_panel import SheetPanel
from ui.theme.buttons import button, only_where_written


class PlanColumns(SheetPanel):
    """The columns of a kind of plan from left to right."""

    table = "plan_column"
    by = "plan_kind"
    tables = frozenset({"plan_column", "plan_kind"})

    def buttons(self) -> Sequence[QPushButton]:
        """Make the button that gives the columns of a standard kind to one without any."""
        self.begin_button = button("Begin with the columns of", "list-details", lambda: None)
        self.begin_button.setToolTip("Take over the columns of a standard kind, to be changed")
        menu = QMenu(self.begin_button)
        for kind in standard_kinds():
            menu.addAction(kind.name).triggered.connect(
                lambda _=False, kind=kind: self.begin_with(kind)
            )
        self.begin_button.setMenu(menu)
        only_where_written(self.begin_button, self.context.board.read_only)
        return (self.begin_button,)

    def begin_with(self, kind: StandardKind) -> None:
        """Give the kind that is shown the columns of a standard one."""
        if self.ref is not None:
            changes = column_changes(self.context.board, self.ref, kind.columns)
            self.context.apply(Plan(f"Columns of a {kind.name.lower()}", tuple(changes)))

    def sheet(self, ref: str) -> TableSheet:
        """Make the sheet of a kind's columns."""
        return TableSheet(
            self.context.board,
            "plan_column",
            {"heading": 0, "shows": 22, "width": 7},
            title="Columns of plans",
            within={"plan_kind": ref},
        )

    def said(self, ref: str) -> str:
        """Say how the page is shared, or how a kind without columns gets some."""
        with self.context.board.reading() as connection:
            columns = queries.columns(connection).get(ref, [])
        self.begin_button.setVisible(not columns)
        if not columns:
            return "No columns yet, so plans of this kind show nothing. Type them, or begin with:"
        whole = sum(column.width for column in columns)
        widest = max(columns, key=lambda column: column.width)
        share = round(100 * widest.width / whole)
        return (
            f"Left to right; Alt+Up and Alt+Down move one. All are {whole} characters wide "
            f"together, of which '{widest.heading}' has {share}\u00a0%."
        )
