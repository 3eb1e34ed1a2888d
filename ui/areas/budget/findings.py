"""The card of figures that do not agree: shown, led to, accepted with a reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from mscb_desktop.checks import Finding
from ui.areas.budget.card import Card
from ui.theme import scaled, set_icon
from ui.theme.buttons import button, link

_FEW = 3
"""Findings shown before the rest is asked for, which leaves the other cards in sight."""


class FindingsCard(Card):
    """Every finding with both figures; the accepted ones below with their reasons."""

    show_cell = Signal(str, str)
    """Lead to this record's column."""

    def __init__(
        self,
        accept: Callable[[Finding, str], bool],
        unaccept: Callable[[Finding], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("All figures agree", "alert-triangle", parent)
        self._accept = accept
        self._unaccept = unaccept
        self._findings: Sequence[Finding] = ()
        self._all = False

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these findings, those that nobody accepted first."""
        self.empty()
        self._findings = findings
        open_ = [finding for finding in findings if finding.accepted is None]
        accepted = [finding for finding in findings if finding.accepted is not None]
        one = "1 figure does not agree"
        many = f"{len(open_)} figures do not agree"
        self.set_heading("All figures agree" if not open_ else one if len(open_) == 1 else many)
        self.set_picture("alert-triangle" if open_ else "circle-check")
        shown = open_ if self._all or len(open_) <= _FEW + 1 else open_[:_FEW]
        for finding in shown:
            self._add(_Open(finding, self))
        if len(shown) < len(open_):
            more = link(f"Show {len(open_) - len(shown)} more", self._show_all)
            self._add(more)
            return
        for finding in accepted:
            self._add(_Accepted(finding, self))

    def _show_all(self) -> None:
        self._all = True
        self.show_findings(self._findings)

    def _add(self, part: QWidget) -> None:
        if self.body.count():
            self.body.addWidget(_line())
        self.body.addWidget(part)

    def accept(self, finding: Finding, reason: str) -> bool:
        """Ask for an acceptance to be stored."""
        return self._accept(finding, reason)

    def unaccept(self, finding: Finding) -> bool:
        """Ask for an acceptance to be taken back."""
        return self._unaccept(finding)


class _Open(QWidget):
    """One finding: its message, 'Show', and 'Accept with a reason', which opens a line."""

    def __init__(self, finding: Finding, card: FindingsCard) -> None:
        super().__init__(card)
        self._finding = finding
        self._card = card
        sign = QLabel()
        set_icon(sign, "alert-triangle", "warning")
        message = _words(finding.message)
        acts = QHBoxLayout()
        acts.setSpacing(scaled(4))
        show = link("Show", lambda: card.show_cell.emit(finding.ref, finding.column))
        self._ask = link("Accept with a reason", self._on_ask)
        for made, name in ((show, "Show"), (self._ask, "Accept with a reason")):
            made.setAccessibleName(f"{name}: {finding.title}")
        acts.addWidget(show)
        acts.addWidget(QLabel("·"))
        acts.addWidget(self._ask)
        acts.addStretch(1)
        self._reason = _Reason(finding, self._on_accept, self._on_cancel, self)
        self._reason.hide()
        right = QVBoxLayout()
        right.setSpacing(scaled(3))
        right.addWidget(message)
        right.addLayout(acts)
        right.addWidget(self._reason)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(scaled(8))
        whole.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(right, 1)

    def _on_ask(self) -> None:
        self._ask.hide()
        self._reason.show()
        self._reason.typed.setFocus()

    def _on_cancel(self) -> None:
        self._reason.hide()
        self._ask.show()
        self._ask.setFocus()

    def _on_accept(self, reason: str) -> None:
        self._card.accept(self._finding, reason)


class _Reason(QWidget):
    """Where the reason is typed; Enter stores it, Esc gives it up."""

    def __init__(
        self,
        finding: Finding,
        accept: Callable[[str], object],
        cancel: Callable[[], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._cancel = cancel
        self.typed = QLineEdit()
        self.typed.setAccessibleName(f"Reason for accepting: {finding.title}")
        self.typed.setPlaceholderText("Why it is right so; printed as a note")
        self.typed.setMaxLength(1000)
        self.typed.returnPressed.connect(lambda: accept(self.typed.text()))
        row = QHBoxLayout()
        row.addWidget(button("Accept", "check", lambda: accept(self.typed.text())))
        row.addWidget(link("Cancel", cancel))
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, scaled(4), 0, 0)
        whole.setSpacing(scaled(6))
        whole.addWidget(self.typed)
        whole.addLayout(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up by Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self._cancel()
        else:
            super().keyPressEvent(event)


class _Accepted(QWidget):
    """One accepted finding, muted, with its reason and the way back."""

    def __init__(self, finding: Finding, card: FindingsCard) -> None:
        super().__init__(card)
        message = _words(f"{finding.message}\nAccepted: {finding.accepted}")
        message.setProperty("kind", "muted")
        back = link("No longer accept", lambda: card.unaccept(finding))
        back.setAccessibleName(f"No longer accept: {finding.title}")
        row = QHBoxLayout()
        row.addWidget(back)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(scaled(3))
        whole.addWidget(message)
        whole.addLayout(row)


def _words(text: str) -> QLabel:
    made = QLabel(text)
    made.setWordWrap(True)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _line() -> QFrame:
    made = QFrame()
    made.setProperty("kind", "line")
    made.setFixedHeight(1)
    return made
