"""Notes of a statement: printed figures, accepted findings, and what still disagrees."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mscb_desktop.budget.statement import StatementRow
from mscb_desktop.checks import Compared, Finding
from mscb_desktop.document.model import (
    Block,
    Cell,
    Content,
    Formula,
    Heading,
    Notes,
    Paragraph,
    Value,
)
from mscb_desktop.values import show_money

_PRINTED = "printed_"


class Marks:
    """Numbers the notes in the order in which their cells are made.

    Findings that lead to the same cell share its note. `cell` is called once a cell, from the
    top; `notes` after a table, and after the last one `rest` and `disagreements`.
    """

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._findings = list(findings)
        self._texts: list[str] = []
        self._numbers: dict[str, int] = {}
        self._given = 0

    @property
    def open(self) -> list[Finding]:
        """The findings that nobody accepted: while there are any, the page is a draft."""
        return [finding for finding in self._findings if finding.accepted is None]

    def cell(self, row: StatementRow, column: str, value: Value | Formula) -> Content:
        """Mark the cell where a note belongs to it; `column` is the statement sheet's."""
        words = []
        for finding in self._findings:
            if (finding.ref, finding.column) != (row.line.ref, column):
                continue
            if finding.compared is not None and finding.key.startswith(_PRINTED):
                words.append(_printed_words(finding, finding.compared))
            elif finding.accepted is not None:
                words.append(_accepted_words(finding))
            else:
                continue
            self._numbers[finding.key] = len(self._texts) + 1
        if not words:
            return value
        self._texts.append(" ".join(words))
        return Cell(value, mark=len(self._texts))

    def notes(self) -> list[Block]:
        """Give the notes of the cells marked since the last call, for below their table."""
        first, self._given = self._given + 1, len(self._texts)
        texts = tuple(self._texts[first - 1 :])
        return [Notes(texts, first=first)] if texts else []

    def rest(self) -> list[Block]:
        """Give the notes not given yet, and those of accepted findings that mark no cell."""
        for finding in self._findings:
            if finding.accepted is not None and not self._noted(finding):
                self._texts.append(_accepted_words(finding))
        return self.notes()

    def disagreements(self) -> list[Block]:
        """Give the figures that disagree and that nobody accepted."""
        if not self.open:
            return []
        lines = [f"- {finding.message}" for finding in self.open if not self._noted(finding)]
        noted = [self._numbers[finding.key] for finding in self.open if self._noted(finding)]
        if noted:
            lines.insert(0, _noted_line(noted))
        return [Heading("Figures that disagree", 2), Paragraph("\n".join(lines))]

    def _noted(self, finding: Finding) -> bool:
        return finding.key in self._numbers


def _printed_words(finding: Finding, figures: Compared) -> str:
    words = f"Printed as {show_money(figures.first)}; computed {show_money(figures.second)}."
    return words if finding.accepted is None else f"{words} Accepted: {_reason(finding)}"


def _accepted_words(finding: Finding) -> str:
    return f"{finding.message} Accepted: {_reason(finding)}"


def _reason(finding: Finding) -> str:
    words = " ".join((finding.accepted or "").split())
    return words if words.endswith((".", "!", "?")) else f"{words}."


def _noted_line(numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return f"- 1 figure is not what was printed: note {numbers[0]}."
    *most, last = sorted(numbers)
    places = ", ".join(map(str, most))
    return f"- {len(numbers)} figures are not what was printed: notes {places} and {last}."
