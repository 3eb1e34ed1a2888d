"""The grid of a plan: ratings by one key, section by section, points behind their action."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from db.records.plans import Rag, Shows
from mscb_desktop.plans.table.sheet import PlanSheet
from mscb_desktop.sheet.model import RowKind, SheetPlan
from ui.grid import keys
from ui.grid.view import Grid

RATING_KEYS = {
    Qt.Key.Key_R: Rag.RED,
    Qt.Key.Key_A: Rag.AMBER,
    Qt.Key.Key_G: Rag.GREEN,
    Qt.Key.Key_0: Rag.NOT_RATED,
}


class PlanGrid(Grid):
    """A grid over a PlanSheet.

    R, A, G and 0 rate where no text is typed: in the column of ratings, and where whole rows are
    selected. Elsewhere they are letters of what is typed.
    """

    def __init__(
        self,
        sheet: PlanSheet,
        apply: Callable[[SheetPlan], bool],
        say: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(sheet, apply, say, parent)
        self.setAccessibleName(sheet.title)

    @property
    def plan_sheet(self) -> PlanSheet:
        """The plan that is shown."""
        sheet = self.sheet_model.sheet
        assert isinstance(sheet, PlanSheet)
        return sheet

    @property
    def has_rag(self) -> bool:
        """Whether the plan has a column for ratings."""
        return self.sheet_model.column_of(Shows.RAG) is not None

    @property
    def first_text(self) -> int:
        """The place of the column in which an action begins: the first behind its number."""
        columns = enumerate(self.sheet_model.columns)
        return next((place for place, column in columns if column.key != Shows.NUMBER), 0)

    def chosen(self) -> list[str]:
        """Give the actions whose rows are selected."""
        return [row.ref for row in self.selected_rows() if row.kind is RowKind.LINE]

    def rate(self, rag: Rag) -> bool:
        """Rate the selected actions; tells whether that was stored."""
        refs = self.chosen()
        if not refs:
            return False
        plan = self.plan_sheet.rate(refs, rag)
        if plan.problems:
            self.say(plan.problems[0].message)
        return bool(plan.changes) and self.sheet_model.run(plan)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Rate by one key where no text is typed."""
        key, modifiers = keys.pressed(event)
        plain = not modifiers & ~Qt.KeyboardModifier.ShiftModifier
        if self.typing.editor is None and plain and key in RATING_KEYS and self._rates():
            self.rate(RATING_KEYS[key])
            return
        super().keyPressEvent(event)

    def _rates(self) -> bool:
        if not self.has_rag or not self.chosen():
            return False
        column = self.current_column()
        _, left, _, right = self.selected_rectangle()
        whole = left == 0 and right == len(self.sheet_model.columns) - 1
        return whole or (column is not None and column.key == Shows.RAG and left == right)
