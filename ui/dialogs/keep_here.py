"""Offers to keep a board on this computer instead of on a network drive or in a synced folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog, QGridLayout, QLabel, QLineEdit, QWidget

from ui.dialogs.base import Dialog
from ui.files import breakable
from ui.theme.buttons import button
from ui.theme.look import scaled


class KeepHereDialog(Dialog):
    """Says why and where to, and what happens then.

    `keep(folder, backups_there)` moves the board; `never` notes that nobody wants to be asked
    again.
    """

    def __init__(
        self,
        path: Path,
        place: str,
        folder: Path,
        keep: Callable[[Path, bool], object],
        never: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"Keep {path.name} on this computer?", parent, width=580)
        self._keep, self._never = keep, never
        self.why = _wrapped(
            f"It lies {place}: {breakable(str(path.parent))}. There, two programs can write or "
            "copy it at once, and boards have been lost that way."
        )
        self.what = _wrapped(
            "It is copied here, and the copy is proved to hold the same. The file there is "
            "renamed to ‘… moved to this computer …’, so that nobody goes on with it by mistake; "
            "who works on the board from another computer has it there no longer."
        )
        self.folder = QLineEdit(str(folder))
        self.folder.setAccessibleName("Folder on this computer")
        label = QLabel("&Folder on this computer")
        label.setBuddy(self.folder)
        self.backups = QCheckBox("Keep &backups of all boards in the old folder from now on")
        self.backups.setToolTip(str(path.parent))
        self.backups.setChecked(True)
        self.about_backups = _wrapped(
            "So a copy stays there too. A finished backup is safe in such a folder: nobody writes "
            "it any more."
        )
        self.about_backups.setProperty("kind", "muted")
        where = QGridLayout()
        where.setHorizontalSpacing(scaled(8))
        where.setVerticalSpacing(scaled(4))
        where.addWidget(label, 0, 0, 1, 2)
        where.addWidget(self.folder, 1, 0)
        where.addWidget(button("Choose…", "folder-open", self._choose), 1, 1)
        for part in (self.why, self.what):
            self.body.addWidget(part)
        self.body.addLayout(where)
        self.body.addWidget(self.backups)
        self.body.addWidget(self.about_backups)
        self.body.addStretch(1)
        self.never_button = self.add_button(button("Do not ask again", "x", self._on_never))
        self.not_now_button = self.add_button(button("Not now", "x", self.reject))
        self.keep_button = self.add_button(
            button("Keep it here", "device-desktop", self._on_keep, primary=True), default=True
        )
        self.keep_button.setFocus()

    def _choose(self) -> None:
        chooser = QFileDialog(self, "Where to keep the board", str(Path.home()))
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.setOption(QFileDialog.Option.ShowDirsOnly)
        chooser.fileSelected.connect(lambda path: self.folder.setText(str(Path(path))))
        chooser.open()

    def _on_keep(self) -> None:
        folder = self.folder.text().strip()
        if not folder:
            self.folder.setFocus()
            return
        self.accept()
        self._keep(Path(folder), self.backups.isChecked())

    def _on_never(self) -> None:
        self.accept()
        self._never()


def _wrapped(words: str) -> QLabel:
    label = QLabel(words)
    label.setWordWrap(True)
    return label
