"""A new board: its names, its first year, its file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from db.records import RECORDS
from mscb_desktop.boards import SUFFIX, initials
from mscb_desktop.document.model import file_stem_of
from mscb_desktop.values import Unreadable, read_year, year_label
from ui.dialogs.base import Dialog
from ui.theme.buttons import button
from ui.theme.look import scaled


class NewBoardDialog(Dialog):
    """Asks for what a board needs to begin, and calls `make` with it.

    `make(path, name, short_name, start_year)` gives None, or why the board cannot be made, which
    is shown here; nothing typed is lost by it. The file is named after the board until another
    is chosen.
    """

    def __init__(
        self,
        folder: Path,
        year: int,
        make: Callable[[Path, str, str, int], str | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("New board", parent, width=560)
        self._folder = folder
        self._make = make
        self._own_short_name = self._own_file = False
        self.name = QLineEdit()
        self.name.setPlaceholderText("Merton Safeguarding Children Board")
        self.short_name = QLineEdit()
        self.year = QLineEdit(year_label(year))
        self.file = QLineEdit()
        self.choose_button = button("Choose…", "folder-open", self._choose)
        self.problem = QLabel()
        self.problem.setProperty("kind", "bad")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self._lay_out()
        self.name.textEdited.connect(self._on_name_edited)
        self.short_name.textEdited.connect(lambda text: self._on_short_name_edited(bool(text)))
        self.file.textEdited.connect(lambda text: setattr(self, "_own_file", bool(text)))
        self.add_button(button("Cancel", "x", self.reject))
        self.make_button = self.add_button(
            button("Make the board", "check", self._on_made, primary=True), default=True
        )
        self.name.setFocus()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(scaled(16))
        form.setVerticalSpacing(scaled(10))
        file = QHBoxLayout()
        file.addWidget(self.file, 1)
        file.addWidget(self.choose_button)
        facts = RECORDS["board"].fields
        for field, editor in (("name", self.name), ("short_name", self.short_name)):
            _row(form, facts[field].label, editor)
            editor.setToolTip(facts[field].help)
        _row(form, "First financial year", self.year)
        label = QLabel("File")
        label.setBuddy(self.file)
        self.file.setAccessibleName("File")
        form.addRow(label, file)
        self.body.addLayout(form)
        self.body.addWidget(self.problem)

    def _on_name_edited(self, text: str) -> None:
        if not self._own_short_name:
            self.short_name.setText(initials(text.strip()) if text.strip() else "")
        self._name_file()

    def _on_short_name_edited(self, own: bool) -> None:
        self._own_short_name = own
        self._name_file()

    def _name_file(self) -> None:
        if not self._own_file:
            stem = file_stem_of(self.short_name.text().strip() or self.name.text().strip())
            self.file.setText(str(self._folder / (stem + SUFFIX)))

    def _choose(self) -> None:
        chooser = QFileDialog(self, "Where to keep the board", str(self._folder))
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix(SUFFIX.removeprefix("."))
        chooser.setNameFilter(f"Boards (*{SUFFIX})")
        chooser.selectFile(Path(self.file.text()).name)
        chooser.fileSelected.connect(self._on_file_chosen)
        chooser.open()

    def _on_file_chosen(self, path: str) -> None:
        self._own_file = True
        self.file.setText(str(Path(path)))

    def _on_made(self) -> None:
        values = {"name": self.name.text().strip(), "short_name": self.short_name.text().strip()}
        editors = {"name": self.name, "short_name": self.short_name}
        for column, value in values.items():
            why = RECORDS["board"].fields[column].problem(value or None)
            if why:
                self._complain(why, editors[column])
                return
        try:
            year = read_year(self.year.text())
        except Unreadable as problem:
            self._complain(str(problem), self.year)
            return
        path = Path(self.file.text().strip())
        if not path.name or not path.parent.is_dir():
            self._complain(f"There is no folder {path.parent}: choose another.", self.file)
            return
        if path.suffix != SUFFIX:
            path = path.with_name(path.name + SUFFIX)
        why = self._make(path, values["name"], values["short_name"], year)
        if why:
            self._complain(why, self.file)
        else:
            self.accept()

    def _complain(self, words: str, editor: QLineEdit) -> None:
        self.problem.setText(words)
        self.problem.show()
        editor.setFocus()
        editor.selectAll()


def _row(form: QFormLayout, words: str, editor: QLineEdit) -> None:
    label = QLabel(words)
    label.setBuddy(editor)
    editor.setAccessibleName(words)
    form.addRow(label, editor)
