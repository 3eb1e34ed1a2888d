"""What the program is, and whose work it stands on."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QWidget,
)

import resources
from ui.dialogs.base import Dialog
from ui.theme.buttons import button
from ui.theme.look import scaled


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the program by others: its licence's name and where the text lies."""

    title: str
    package: str
    licence: str
    text: tuple[str, ...]


PARTS = (
    Part("MSCB Desktop", "mscb-desktop", "MIT", ("licences", "MSCB-Desktop-MIT.txt")),
    Part("Qt and PySide6", "PySide6_Essentials", "LGPL 3", ("licences", "Qt-LGPL-3.0.txt")),
    Part("sqlcipher3", "sqlcipher3", "zlib", ("licences", "sqlcipher3-zlib.txt")),
    Part("SQLCipher", "", "BSD", ("licences", "SQLCipher-BSD.txt")),
    Part("SQLAlchemy", "SQLAlchemy", "MIT", ("licences", "SQLAlchemy-MIT.txt")),
    Part("Alembic", "alembic", "MIT", ("licences", "Alembic-MIT.txt")),
    Part("ReportLab", "reportlab", "BSD", ("licences", "ReportLab-BSD.txt")),
    Part("XlsxWriter", "XlsxWriter", "BSD", ("licences", "XlsxWriter-BSD.txt")),
    Part("keyring", "keyring", "MIT", ("licences", "keyring-MIT.txt")),
    Part("RapidFuzz", "rapidfuzz", "MIT", ("licences", "rapidfuzz-MIT.txt")),
    Part("platformdirs", "platformdirs", "MIT", ("licences", "platformdirs-MIT.txt")),
    Part("spylls", "spylls", "MPL 2.0", ("licences", "spylls-MPL-2.0.txt")),
    Part("Spelling dictionary, SCOWL", "", "MIT and BSD", ("spelling", "LICENSE.txt")),
    Part("Inter typeface", "", "OFL 1.1", ("fonts", "LICENSE.txt")),
    Part("Tabler icons", "", "MIT", ("icons", "LICENSE")),
)


def version_of(package: str) -> str:
    """Give an installed package's version, '' where it has none."""
    try:
        return version(package) if package else ""
    except PackageNotFoundError:
        return ""


class AboutDialog(Dialog):
    """Version and licences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("About MSCB Desktop", parent, width=760)
        words = QLabel(
            f"Version {version_of('mscb-desktop') or 'under development'}. "
            "The paperwork of a safeguarding children board: typed once, checked, printed as PDF "
            "and Excel. "
            "It works without a network, and your board stays in its own file.\n"
            f"Python {platform.python_version()} on {platform.system()} {platform.release()}."
        )
        words.setWordWrap(True)
        self.body.addWidget(words)
        heading = QLabel("Licences of its parts")
        heading.setProperty("kind", "subtitle")
        self.body.addWidget(heading)
        self.parts = QListWidget()
        self.parts.setAccessibleName("Parts")
        self.parts.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for part in PARTS:
            named = " ".join(filter(None, (part.title, version_of(part.package))))
            self.parts.addItem(f"{named} · {part.licence}")
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("Text of the licence")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.parts.currentRowChanged.connect(self._show_text)
        row = QHBoxLayout()
        self.parts.setFixedWidth(scaled(250))
        row.addWidget(self.parts)
        row.addWidget(self.text, 1)
        self.body.addLayout(row, 1)
        self.add_button(button("Close", "x", self.accept), default=True)
        self.resize(scaled(860), scaled(600))
        self.parts.setCurrentRow(0)

    def _show_text(self, row: int) -> None:
        self.text.setPlainText(resources.read_text(*PARTS[row].text))
