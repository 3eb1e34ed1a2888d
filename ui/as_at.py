"""The line that says, and lets one type, the day as at which things are shown."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLabel, QWidget

from db.fields import Field, Kind
from mscb_desktop.values import Unreadable, as_at, read_value, show_date, year_end, year_label
from ui.editors.date import DateEditor
from ui.flow import Flow
from ui.theme import scaled
from ui.theme.buttons import link

_DAY = Field("as_at", "As at", Kind.DATE, "The day as at which things are shown.", required=True)


class AsAt(QWidget):
    """Shows a day; says clearly where it is not today."""

    changed = Signal()
    """Another day was chosen here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = dt.date.min
        self._today = dt.date.min
        self._year = 0
        self.chosen = False
        """Whether a person chose the day, and not the year."""
        label = QLabel("&As at")
        self.editor = DateEditor(_DAY, in_grid=False)
        self.editor.line.setAccessibleName("As at")
        label.setBuddy(self.editor.line)
        self.remark = QLabel()
        self.today_button = link("Show today", self._on_today)
        self.year_button = link("", self._on_year)
        self.editor.finished.connect(lambda _: self._take())
        self.editor.left.connect(self._take)
        self.editor.cancelled.connect(self._show)
        row = Flow(self)
        for widget in (label, self.editor, self.remark, self.today_button, self.year_button):
            row.addWidget(widget)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        """Show the whole day in another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "editor"):
            self._measure()

    def _measure(self) -> None:
        self.editor.setFixedWidth(scaled(132))

    def show_year(self, year: int, today: dt.date) -> None:
        """Show the day that the year is shown as at."""
        self._year, self._today = year, today
        self._set(as_at(year, today), chosen=False)

    def show_day(self, day: dt.date) -> None:
        """Show a day as if it had been typed; tells nobody."""
        self._set(day, chosen=True)

    def _set(self, day: dt.date, *, chosen: bool) -> None:
        self.day, self.chosen = day, chosen
        self._show()

    def _show(self) -> None:
        usual = as_at(self._year, self._today)
        self.editor.set_value(self.day, show_date(self.day))
        words = "today"
        if self.day != self._today:
            ends = self.day == year_end(self._year)
            words = f"not today: the last day of {year_label(self._year)}" if ends else "not today"
        self._tell(words, "muted" if self.day == self._today else "warning")
        self.today_button.setVisible(self.day != self._today)
        self.year_button.setText(f"Show {show_date(usual)}")
        self.year_button.setVisible(self.day != usual and usual != self._today)

    def _tell(self, words: str, kind: str) -> None:
        self.remark.setText(words)
        self.remark.setProperty("kind", kind)
        self.remark.style().unpolish(self.remark)
        self.remark.style().polish(self.remark)
        self.editor.setAccessibleDescription(words)

    def _take(self) -> None:
        if not self.editor.touched:
            return
        try:
            day = read_value(_DAY, self.editor.typed())
        except Unreadable as refusal:
            self._tell(refusal.message, "bad")
            return
        assert isinstance(day, dt.date)
        self._choose(day)

    def _on_today(self) -> None:
        self._choose(self._today)

    def _on_year(self) -> None:
        before = self.day
        self._set(as_at(self._year, self._today), chosen=False)
        if self.day != before:
            self.changed.emit()

    def _choose(self, day: dt.date) -> None:
        before = (self.day, self.chosen)
        self._set(day, chosen=True)
        if before != (day, True):
            self.changed.emit()
