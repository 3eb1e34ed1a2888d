"""What came of a paste."""

from __future__ import annotations

from dataclasses import dataclass

from mscb_desktop.sheet.pasting import Comparison, Paste, show_report


@dataclass(frozen=True, slots=True)
class PasteReport:
    """The paste as it was planned, and the pasted figures that differ from the computed ones."""

    paste: Paste
    comparisons: tuple[Comparison, ...]

    @property
    def words(self) -> str:
        """All of it in plain words, a line each."""
        return show_report(self.paste, self.comparisons)

    @property
    def clean(self) -> bool:
        """Whether everything was taken and every figure agrees."""
        return not self.paste.problems and not self.comparisons
