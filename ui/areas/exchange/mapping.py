"""The mapping page: what the sheets are that others made, and which column is which field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from db.board import Board
from db.records import RECORDS
from mscb_desktop.exchange.layout import is_single, layouts
from mscb_desktop.exchange.mapping import (
    SheetMapping,
    with_field,
    with_fixed,
    with_heading_row,
    with_table,
)
from ui.areas.exchange.fixed_fields import FixedFields
from ui.areas.exchange.mapped_columns import ColumnsView
from ui.areas.exchange.pick_box import PickBox
from ui.areas.exchange.sheet_list import SheetList
from ui.areas.exchange.told import Told
from ui.shell.elided import ElidedLabel
from ui.theme import scaled
from ui.theme.buttons import button

_LEAVE = "Nothing: leave this sheet out"


class MappingPage(QWidget):
    """Lets a person say what each foreign sheet holds; guesses stand there at first."""

    told = Signal()
    """The person has said what there is to say."""
    left = Signal()
    status_changed = Signal()

    def __init__(self, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheets: Sequence[Told] = ()
        self._at = 0
        self.title = ElidedLabel("title")
        self.list = SheetList()
        self.list.currentRowChanged.connect(self._on_sheet)
        self.kind = PickBox("What the rows of this sheet are")
        self.kind.addItem(_LEAVE, None)
        for table, layout in layouts().items():
            if not is_single(layout.record):
                self.kind.addItem(layout.record.plural, table)
        self.kind.activated.connect(lambda _: self._on_kind())
        self.top = PickBox("The row in which the headings stand")
        self.top.activated.connect(lambda _: self._on_top())
        self.view = ColumnsView()
        self.view.columns.field_wanted.connect(self._on_field)
        self.fixed = FixedFields(board)
        self.fixed.changed.connect(self._on_fixed)
        self.wanting = QLabel()
        self.wanting.setWordWrap(True)
        self.back_button = button("Another workbook", "chevron-left", self.left.emit)
        self.go_button = button(
            "&Show what it changes", "chevron-right", self.told.emit, primary=True
        )
        self._lay_out()

    def show_sheets(self, source: str, sheets: Sequence[Told]) -> None:
        """Show the sheets of a workbook, the first as the open one."""
        self.title.setText(f"What is in {source}?")
        self.sheets, self._at = sheets, 0
        self.list.show_sheets([(told.mapping.sheet, told.words) for told in sheets])
        self._on_sheet(0)

    def mappings(self) -> list[SheetMapping]:
        """Give what was said of the sheets."""
        return [told.mapping for told in self.sheets if told.counts]

    def status(self) -> str:
        """Say which sheet is open."""
        return self.sheets[self._at].mapping.sheet if self.sheets else ""

    @property
    def _told(self) -> Told:
        return self.sheets[self._at]

    def _on_sheet(self, place: int) -> None:
        if not 0 <= place < len(self.sheets):
            return
        self._at = place
        told = self._told
        self.top.clear()
        for number, words in told.tops:
            self.top.addItem(words, number)
        self._show()
        if told.mapping.columns:
            self.view.setCurrentIndex(self.view.columns.index(0, 1))
        self.status_changed.emit()

    def _on_kind(self) -> None:
        self._change(with_table(self._told.mapping, self.kind.currentData()), anew=True)

    def _on_top(self) -> None:
        number = self.top.currentData()
        told = self._told
        if number != told.mapping.heading_row:
            self._change(with_heading_row(told.mapping, told.cells, number), anew=True)

    def _on_field(self, at: int, name: str | None) -> None:
        self._told.chosen.add(at)
        self._change(with_field(self._told.mapping, at, name), anew=False)

    def _on_fixed(self, name: str, text: str) -> None:
        self._change(with_fixed(self._told.mapping, name, text), anew=False)

    def _change(self, mapping: SheetMapping, *, anew: bool) -> None:
        """Take another mapping; with `anew` all its columns are guessed again."""
        told = self._told
        told.mapping, told.counts = mapping, True
        if anew:
            told.kept = False
            told.chosen.clear()
        self._show()

    def _show(self) -> None:
        told = self._told
        mapping = told.mapping
        self.kind.setCurrentIndex(max(0, self.kind.findData(mapping.table)))
        self.top.setCurrentIndex(self.top.findData(mapping.heading_row))
        self.view.columns.show_mapping(mapping, told.marks)
        self.fixed.show_mapping(mapping, told.wanting)
        self._show_wanting(mapping)
        self.list.show_words([each.words for each in self.sheets])
        used = any(each.mapping.table is not None for each in self.sheets)
        self.go_button.setEnabled(used)
        why = "" if used else "Say first what one of the sheets holds."
        self.go_button.setAccessibleDescription(why)
        self.go_button.setToolTip(why)

    def _show_wanting(self, mapping: SheetMapping) -> None:
        """Say what a new record would lack, or that nothing is wanting."""
        if mapping.table is None:
            words, kind = "This sheet is left out. Choose above what its rows are.", "muted"
        elif mapping.missing:
            labels = ", ".join(field.label for field in mapping.missing)
            title = RECORDS[mapping.table].title.lower()
            words = (
                f"A new {title} needs: {labels}. Choose a column for it, or type below what every "
                "row gets; otherwise new rows are refused."
            )
            kind = "warning"
        else:
            words, kind = "Everything that a new record needs is there.", "good"
        self.wanting.setText(words)
        self.wanting.setProperty("kind", kind)
        self.wanting.style().polish(self.wanting)

    def _lay_out(self) -> None:
        about = QLabel(
            "These sheets are not as this program writes them. Say what their rows are, and which "
            "column is which field. What you say is kept for the next workbook of these headings."
        )
        about.setProperty("kind", "muted")
        about.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(scaled(14))
        head.addWidget(self.back_button)
        head.addWidget(self.title, 1)
        choosing = QGridLayout()
        choosing.setHorizontalSpacing(scaled(12))
        choosing.setVerticalSpacing(scaled(6))
        for line, (words, box) in enumerate(
            (("Its &rows are", self.kind), ("&Headings in", self.top))
        ):
            label = QLabel(words)
            label.setBuddy(box)
            choosing.addWidget(label, line, 0)
            choosing.addWidget(box, line, 1)
        choosing.setColumnStretch(1, 1)
        shorten = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        for box in (self.kind, self.top):
            box.setSizeAdjustPolicy(shorten)
        right = QVBoxLayout()
        right.setSpacing(scaled(8))
        right.addLayout(choosing)
        right.addWidget(self.view, 1)
        right.addWidget(self.wanting)
        right.addWidget(self.fixed)
        body = QHBoxLayout()
        body.setSpacing(scaled(16))
        body.addWidget(self.list)
        body.addLayout(right, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.go_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(scaled(8))
        whole.addLayout(head)
        whole.addWidget(about)
        whole.addLayout(body, 1)
        whole.addLayout(foot)
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self.view)
