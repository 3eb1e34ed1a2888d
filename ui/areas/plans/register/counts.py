"""How many actions are listed and how they stand; each count leads to the actions it counts."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLayout, QPushButton, QWidget

from db.records.plans import RAG_WORDS, Due
from mscb_desktop.plans.model import RATINGS, Rag, Status
from mscb_desktop.plans.rules.rollup import Count
from ui.flow import Flow
from ui.theme.buttons import link

Asks = Mapping[str, object]
"""Values of the filter that show what a count counts, by the names of its fields."""


class Counts(QWidget):
    """'312 actions · 120 Green, 40 Amber · 31 overdue', each count a link."""

    asked = Signal(object)
    """What a count counts shall be listed: an `Asks`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.links: dict[str, QPushButton] = {}
        """The links that are shown, by their words."""
        self._line = Flow(self, gap=4)

    @property
    def words(self) -> str:
        """All of it as one sentence."""
        found = (self._line.itemAt(n) for n in range(self._line.count()))
        widgets = (item.widget() for item in found if item is not None)
        texts = (each.text() for each in widgets if isinstance(each, QLabel | QPushButton))
        return " ".join(texts)

    def show_count(self, count: Count, lines: int, everything: int, remark: str) -> None:
        """Show a count of what `lines` of `everything` hold; the remark says of what day."""
        _empty(self._line)
        self.links.clear()
        noun = "action" if count.total == 1 else "actions"
        self._say(f"{count.total:,} {noun}", "strong")
        for parts in (_ratings(count), _ended(count), _overdue(count)):
            if parts:
                self._say("·")
            for number, (words, asks) in enumerate(parts, 1):
                self._lead(words, "," if number < len(parts) else "", asks)
        if lines != everything or lines != count.total:
            rest = f"{lines:,} of {everything:,}" if lines != everything else f"{lines:,}"
            self._say(f"· {rest} {'line' if everything == 1 else 'lines'}")
        if remark:
            self._say("·")
            self._say(remark, "warning")

    def _say(self, words: str, kind: str = "muted") -> None:
        label = QLabel(words)
        label.setProperty("kind", kind)
        self._line.addWidget(label)

    def _lead(self, words: str, comma: str, asks: Asks) -> None:
        made = link(words + comma, lambda: self.asked.emit(asks))
        made.setAccessibleName(words)
        made.setToolTip("List these")
        self.links[words] = made
        self._line.addWidget(made)


Parts = list[tuple[str, Asks]]


def _ratings(count: Count) -> Parts:
    found: Parts = [
        (f"{count.by_rag[rag]:,} {RAG_WORDS[rag]}", {"rag": rag.value})
        for rag in reversed(RATINGS)
        if count.by_rag.get(rag)
    ]
    unrated = count.by_rag.get(None, 0) + count.by_rag.get(Rag.NOT_RATED, 0)
    if unrated:
        found.append((f"{unrated:,} not rated", {"rag": Rag.NOT_RATED.value}))
    return found


def _ended(count: Count) -> Parts:
    return [
        (f"{count.by_status[status]:,} {status.value}", {"status": status})
        for status in (Status.COMPLETE, Status.DROPPED)
        if count.by_status.get(status)
    ]


def _overdue(count: Count) -> Parts:
    return [(f"{count.overdue:,} overdue", {"due": Due.OVERDUE})] if count.overdue else []


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
