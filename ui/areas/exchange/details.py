"""The current row of an import: what is stored and what the workbook says, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QLabel, QTextBrowser, QVBoxLayout, QWidget

from db.fields import Kind
from db.records import RECORDS
from mscb_desktop.exchange.model import ImportRow, RowState, ShownCell, WrongCell
from ui.areas.exchange.states import LOOKS
from ui.differing import plain, sides
from ui.theme import colours, scaled

_HEADINGS = ("Field", "Stored now", "In the workbook")


class RowDetails(QWidget):
    """Shows one row, or nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: ImportRow | None = None
        self._more: Sequence[WrongCell] = ()
        self.name = _words("subtitle")
        self.facts = _words("muted")
        self.page = QTextBrowser()
        self.page.setFrameShape(QFrame.Shape.NoFrame)
        self.page.setOpenLinks(False)
        self.page.setAccessibleName("Stored now and in the workbook")
        self.page.document().setDocumentMargin(0)
        self.page.setStyleSheet("QTextBrowser { border: none; padding: 0; }")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(scaled(16), 0, 0, 0)
        whole.setSpacing(scaled(4))
        for part in (self.name, self.facts):
            whole.addWidget(part)
        whole.addWidget(self.page, 1)

    def show_row(self, row: ImportRow | None, more: Sequence[WrongCell] = ()) -> None:
        """Show a row, with what else is wrong with it than the plan says."""
        self._row, self._more = row, more
        self.setVisible(row is not None)
        if row is None:
            return
        self.name.setText(" ".join(row.name.split()) or f"{row.kind} without a name")
        facts = (row.kind, row.ref or "no reference yet", f"{row.sheet}, row {row.number}")
        self.facts.setText(" · ".join(facts))
        self.page.setHtml(page_of(row, more))

    def changeEvent(self, event: QEvent) -> None:
        """Write the page anew in another look."""
        super().changeEvent(event)
        looks = (QEvent.Type.FontChange, QEvent.Type.PaletteChange)
        if event.type() in looks and hasattr(self, "page") and self._row is not None:
            self.page.setHtml(page_of(self._row, self._more))


def page_of(row: ImportRow, more: Sequence[WrongCell] = ()) -> str:
    """Write a row as HTML in the present look's colours: its state, its faults, its cells."""
    look = colours()
    mark = LOOKS[row.state]
    head = f'<p style="color:{getattr(look, mark.ink)};font-weight:600;margin:0">{_said(row)}</p>'
    whole = [*row.problems, *(cell.message for cell in more if cell.heading is None)]
    style = f"margin-top:{scaled(6)}px;margin-bottom:0;background:{look.bad_soft};color:{look.bad}"
    head += "".join(
        f'<p style="{style}"><b>{escape(row.sheet)}, row {row.number}:</b> {plain(words)}</p>'
        for words in dict.fromkeys(whole)
    )
    faults = {cell.heading: cell.message for cell in more if cell.heading is not None}
    if not row.cells and not faults:
        return head
    return head + _table(row, faults)


def _said(row: ImportRow) -> str:
    match row.state:
        case RowState.CREATE:
            return "New: it is not on the board yet."
        case RowState.CHANGE:
            many = "1 field differs" if len(row.cells) == 1 else f"{len(row.cells)} fields differ"
            known = " It has no reference: it was known by its name." if row.by_name else ""
            return f"Changed: {many} from what is stored.{known}"
        case RowState.SAME:
            return "The same as what is stored: nothing to do."
        case _:
            return "Refused: mend it in the workbook, save it there, and choose the workbook again."


def _table(row: ImportRow, faults: dict[str, str]) -> str:
    look = colours()
    style = f'style="background:{look.head};color:{look.muted}"'
    columns = "".join(
        f'<td width="{width}%" {style}>{words}</td>'
        for width, words in zip(_widths(row), _HEADINGS, strict=True)
    )
    # What is wrong comes first: it is what the person has to mend.
    cells = sorted(row.cells, key=lambda c: c.problem is None and c.heading not in faults)
    body = "".join(_cell(row, cell, faults.get(cell.heading)) for cell in cells)
    return (
        f'<table width="100%" cellspacing="0" cellpadding="{scaled(5)}" '
        f'style="border-collapse:collapse;margin-top:{scaled(8)}px;color:{look.text}"><tr>{columns}</tr>{body}</table>'
    )


def _widths(row: ImportRow) -> tuple[int, int, int]:
    """Give the columns' shares: of a record that is not there nothing is stored to be shown."""
    return (34, 20, 46) if row.ref is None else (28, 34, 38)


def _cell(row: ImportRow, cell: ShownCell, fault: str | None) -> str:
    look = colours()
    problem = cell.problem or fault
    line = "" if problem else f"border-bottom:1px solid {look.hairline};"
    style = f"{line}vertical-align:top"
    before, after = _sides(row, cell, problem is not None)
    tds = f'<td style="{style}">{before}</td><td style="{style}">{after}</td>'
    label = escape(cell.heading)
    shown = f'<tr><td style="{style};color:{look.muted}">{label}</td>{tds}</tr>'
    if problem:
        place = escape(f"{row.sheet}, row {row.number}, {cell.heading}")
        shown += (
            f'<tr><td style="border-bottom:1px solid {look.hairline}"></td>'
            f'<td colspan="2" style="background:{look.bad_soft};color:{look.bad};'
            f'border-bottom:1px solid {look.hairline}"><b>{place}:</b> {plain(problem)}</td></tr>'
        )
    return shown


def _sides(row: ImportRow, cell: ShownCell, is_wrong: bool) -> tuple[str, str]:
    look = colours()
    nothing = f"<i style='color:{look.muted}'>empty</i>"
    if is_wrong:
        wrong = f'<b style="color:{look.bad}">{plain(cell.after)}</b>' if cell.after else nothing
        return plain(cell.before) or ("–" if row.ref is None else nothing), wrong
    if row.ref is None or row.state is RowState.CREATE:
        # Everything is new: marks would say nothing more.
        return "–", plain(cell.after) or nothing
    return sides(cell.before, cell.after, prose=_is_prose(row.table, cell.heading))


def _is_prose(table: str, heading: str) -> bool:
    fields = RECORDS[table].fields.values()
    return any(field.label == heading and field.kind is Kind.LONG_TEXT for field in fields)


def _words(kind: str) -> QLabel:
    made = QLabel()
    made.setProperty("kind", kind)
    made.setWordWrap(True)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
