"""The panels behind a form: the one in view follows at once, the others when there is time."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.listing.description import PanelWidget

Touched = frozenset[tuple[str, str]]

_AFTER = 120
"""Milliseconds of rest after which panels out of view follow: moving on is not slowed by them."""


class PanelStack(QObject):
    """Keeps panels at the record that is chosen; those out of view follow after a moment."""

    def __init__(self, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._stack = stack
        self._ref: str | None = None
        self._shown: dict[QWidget, str | None] = {}
        self._missed: dict[QWidget, set[tuple[str, str]]] = {}
        self._timer = QTimer(self, singleShot=True, interval=_AFTER)
        self._timer.timeout.connect(self._follow)

    def add(self, panel: QWidget) -> None:
        """Take a panel in behind the others."""
        self._stack.addWidget(panel)
        self._shown[panel] = None
        self._missed[panel] = set()

    def bring(self, number: int) -> None:
        """Bring a widget of the stack into view."""
        widget = self._stack.widget(number)
        if widget in self._shown:
            self._bring_up(widget)
        self._stack.setCurrentIndex(number)

    def show_for(self, ref: str) -> None:
        """Show what belongs to this record."""
        self._ref = ref
        self._begin()

    def refresh(self, touched: Touched) -> None:
        """Ask again where rows (table, reference) that are shown changed."""
        for missed in self._missed.values():
            missed |= touched
        self._begin()

    def _begin(self) -> None:
        current = self._stack.currentWidget()
        if current in self._shown:
            self._bring_up(current)
        self._timer.start()

    def _follow(self) -> None:
        for panel in self._shown:
            self._bring_up(panel)

    def _bring_up(self, widget: QWidget) -> None:
        """Let a panel show the record, and what of it changed since it was last asked."""
        panel: PanelWidget = widget  # type: ignore[assignment] # every panel is one
        touched = frozenset(self._missed[widget])
        self._missed[widget].clear()
        if self._ref is not None and self._shown[widget] != self._ref:
            self._shown[widget] = self._ref
            panel.show_record(self._ref)
        elif touched:
            panel.refresh(touched)
