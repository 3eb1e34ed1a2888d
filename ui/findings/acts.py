"""The ways to deal with a finding: show it, accept it with a reason, accept it no longer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from mscb_desktop.checks import Finding
from ui.theme import scaled
from ui.theme.buttons import button, link, only_where_written

_LONGEST = 1000
"""Letters of a reason, which is read as a note."""


class Acts(QWidget):
    """'Show', and 'Accept with a reason', which opens a line for it."""

    def __init__(
        self,
        finding: Finding,
        show: Callable[[Finding], object],
        accept: Callable[[Finding, str], bool],
        read_only: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.finding = finding
        self._accept = accept
        self._is_accepted = False
        self.show_button = link("Show", lambda: show(finding))
        self.accept_button = link("Accept with a reason", self.begin)
        for made in (self.show_button, self.accept_button):
            made.setAccessibleName(f"{made.text()}: {finding.title}")
            made.setAccessibleDescription(finding.message)
        only_where_written(self.accept_button, read_only)
        row = QHBoxLayout()
        row.setSpacing(scaled(4))
        row.addWidget(self.show_button)
        self._dot = QLabel("·")
        row.addWidget(self._dot)
        if finding.why_not_accepted:
            row.addWidget(words(finding.why_not_accepted, muted=True), 1)
        else:
            row.addWidget(self.accept_button)
            row.addStretch(1)
        self._reason = _Reason(finding, self._on_accept, self._on_cancel, self)
        self._reason.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(scaled(3))
        whole.addLayout(row)
        whole.addWidget(self._reason)

    @property
    def line(self) -> QLineEdit | None:
        """Where a reason is being typed; None where nobody types one."""
        return None if self._reason.isHidden() or self._is_accepted else self._reason.typed

    def begin(self, text: str = "", *, focused: bool = True) -> None:
        """Ask for the reason; `text` is what was typed of it before."""
        self.accept_button.hide()
        self._dot.hide()
        self._reason.show()
        self._reason.typed.setText(text)
        if focused:
            self._reason.typed.setFocus()
            # Once the line has its place.
            QTimer.singleShot(0, self, self._bring_into_view)

    def _bring_into_view(self) -> None:
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None:
            around.ensureWidgetVisible(self._reason)

    def _on_cancel(self) -> None:
        self._reason.hide()
        self.accept_button.show()
        self._dot.show()
        self.accept_button.setFocus()

    def _on_accept(self, reason: str) -> None:
        if self._accept(self.finding, reason):
            self._is_accepted = True
            self._reason.setEnabled(False)


class Accepted(QWidget):
    """One accepted finding, muted, with its reason and the way back.

    Where it stands beside what it is about, it need not be `titled`.
    """

    def __init__(
        self,
        finding: Finding,
        unaccept: Callable[[Finding], object],
        read_only: str | None = None,
        parent: QWidget | None = None,
        *,
        titled: bool = True,
    ) -> None:
        super().__init__(parent)
        self.finding = finding
        self.back_button = link("No longer accept", lambda: unaccept(finding))
        self.back_button.setAccessibleName(f"No longer accept: {finding.title}")
        only_where_written(self.back_button, read_only)
        row = QHBoxLayout()
        row.addWidget(self.back_button)
        row.addStretch(1)
        told = finding.told if titled else finding.message
        told += f"\nAccepted: {finding.accepted}"
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(scaled(3))
        whole.addWidget(words(told, muted=True))
        whole.addLayout(row)


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
        kept = "printed as a note" if finding.compared else "kept with the year"
        self.typed.setPlaceholderText("Why it may stay so")
        self.typed.setToolTip(f"Why it may stay so; {kept}")
        self.typed.setMaxLength(_LONGEST)
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


class TypedReasons:
    """The reasons being typed below a widget, kept while it is filled anew."""

    def __init__(self, within: QWidget) -> None:
        self._kept = {
            _key(acts.finding): (line.text(), line.hasFocus())
            for acts in within.findChildren(Acts)
            if (line := acts.line) is not None
        }

    def give_back(self, acts: Acts) -> None:
        """Go on with what was typed about this finding, where something was."""
        if _key(acts.finding) in self._kept:
            text, focused = self._kept[_key(acts.finding)]
            acts.begin(text, focused=focused)


def _key(finding: Finding) -> tuple[int, str]:
    return finding.year, finding.key


def words(text: str, *, muted: bool = False) -> QLabel:
    """Make plain words of several lines, which the mouse can select."""
    made = QLabel(text)
    made.setWordWrap(True)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if muted:
        made.setProperty("kind", "muted")
    return made
