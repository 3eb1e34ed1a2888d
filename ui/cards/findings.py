"""The card of what needs doing: shown, led to, accepted with a reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mscb_desktop.checks import Finding, in_words, still_open
from ui.cards.card import Card, line
from ui.findings.acts import Accepted, Acts, TypedReasons, words
from ui.theme import scaled, set_icon
from ui.theme.buttons import link

_FEW = 3
"""Findings shown before the rest is asked for, which leaves the other cards in sight."""


class FindingsCard(Card):
    """Every finding in words; the accepted ones below with their reasons.

    The heading counts what nobody accepted and says `none` where there is nothing; with
    `heading` it is that, whatever is found.
    """

    show_cell = Signal(str, str)
    """Lead to this record's column."""

    def __init__(
        self,
        accept: Callable[[Finding, str], bool],
        unaccept: Callable[[Finding], bool],
        read_only: str | None = None,
        parent: QWidget | None = None,
        *,
        none: str = "",
        heading: str = "",
    ) -> None:
        super().__init__(heading or none, "alert-triangle", parent)
        self.read_only = read_only
        self._none, self._fixed = none, heading
        self._accept = accept
        self._unaccept = unaccept
        self._findings: Sequence[Finding] = ()
        self._all = False

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these findings, those that nobody accepted first."""
        typed = TypedReasons(self)
        self.empty()
        self._findings = findings
        open_ = still_open(findings)
        accepted = [finding for finding in findings if finding.accepted is not None]
        self.set_heading(self._fixed or in_words(open_) or self._none)
        self.set_picture("alert-triangle" if open_ else "circle-check")
        shown = open_ if self._all or len(open_) <= _FEW + 1 else open_[:_FEW]
        for finding in shown:
            part = _Open(finding, self)
            self._add(part)
            typed.give_back(part.acts)
        if len(shown) < len(open_):
            more = link(f"Show {len(open_) - len(shown)} more", self._show_all)
            self._add(more)
            return
        for finding in accepted:
            self._add(Accepted(finding, self.unaccept, self.read_only, titled=False))

    def _show_all(self) -> None:
        self._all = True
        self.show_findings(self._findings)

    def _add(self, part: QWidget) -> None:
        if self.body.count():
            self.body.addWidget(line())
        self.body.addWidget(part)

    def show_finding(self, finding: Finding) -> None:
        """Lead to a finding's cell."""
        self.show_cell.emit(finding.ref, finding.column or "")

    def accept(self, finding: Finding, reason: str) -> bool:
        """Ask for an acceptance to be stored."""
        return self._accept(finding, reason)

    def unaccept(self, finding: Finding) -> bool:
        """Ask for an acceptance to be taken back."""
        return self._unaccept(finding)


class _Open(QWidget):
    """One finding: its message, and the ways to deal with it."""

    def __init__(self, finding: Finding, card: FindingsCard) -> None:
        super().__init__(card)
        sign = QLabel()
        set_icon(sign, "alert-triangle", "warning")
        self.acts = Acts(finding, card.show_finding, card.accept, card.read_only)
        right = QVBoxLayout()
        right.setSpacing(scaled(3))
        right.addWidget(words(finding.message))
        right.addWidget(self.acts)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(scaled(8))
        whole.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(right, 1)
