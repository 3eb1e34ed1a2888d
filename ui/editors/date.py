"""A date that can be empty."""

from __future__ import annotations

import datetime as dt
from typing import cast

from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QWidget

from db.fields import Field
from mscb_desktop.values import Unreadable, read_date, show_date
from ui.editors.base import Leave
from ui.editors.line import LineEditor

_UK = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)


class DateEditor(LineEditor):
    """A line edit that takes dates as people write them, and a calendar (Alt+Down)."""

    def __init__(self, field: Field, parent: QWidget | None = None, *, in_grid: bool) -> None:
        super().__init__(field, parent, in_grid=in_grid)
        self.line.setPlaceholderText("dd/mm/yyyy")
        self.button = QToolButton(self)
        self.button.setArrowType(Qt.ArrowType.DownArrow)
        self.button.setAutoRaise(True)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.setToolTip("Choose in the calendar (Alt+Down)")
        self.button.setAccessibleName(f"Calendar for {field.label}")
        self.button.clicked.connect(self.show_calendar)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self.button)
        self.calendar: QCalendarWidget | None = None

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.button.setVisible(not read_only)

    def on_key(self, event: QKeyEvent) -> bool:
        alt_down = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Down and alt_down and not self.line.isReadOnly():
            self.show_calendar()
            return True
        return super().on_key(event)

    def show_calendar(self) -> None:
        """Open the calendar at the date typed, or at this month."""
        if self.calendar is None:
            self.calendar = QCalendarWidget(self)
            self.calendar.setWindowFlag(Qt.WindowType.Popup)
            self.calendar.setLocale(
                QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
            )
            self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
            self.calendar.activated.connect(self._take)
            self.calendar.clicked.connect(self._take)
        try:
            day = read_date(self.line.text())
            self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        except Unreadable:
            self.calendar.setSelectedDate(QDate.currentDate())
        self.calendar.move(self.mapToGlobal(QPoint(0, self.height())))
        self.calendar.show()
        self.calendar.setFocus()

    def _take(self, day: QDate) -> None:
        if self.calendar is None or not self.calendar.isVisible():
            return
        self.calendar.hide()
        self.line.setText(show_date(cast(dt.date, day.toPython())))
        self.touched = True
        self.line.setFocus()
        self.finished.emit(Leave.STAY)
