"""Passwords of boards: asked for on opening, set, changed and taken off."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QFormLayout, QLabel, QLineEdit, QWidget

from ui.dialogs.base import Dialog
from ui.theme.buttons import button
from ui.theme.look import scaled

_REMEMBER = "Remember it on this computer, for me alone"


class PasswordDialog(Dialog):
    """Asks for the password of a board.

    `open_it(password, remember)` gives None once the board is open, or why it is not: the words
    are shown and the password is typed again. `can_remember` offers the workstation's store.
    """

    def __init__(
        self,
        name: str,
        open_it: Callable[[str, bool], str | None],
        parent: QWidget | None = None,
        *,
        why: str = "",
        can_remember: bool = False,
    ) -> None:
        super().__init__(f"Password of {name}", parent, width=420)
        self._open_it = open_it
        self.password = _secret()
        self.remember = QCheckBox(_REMEMBER)
        self.remember.setVisible(can_remember)
        self.problem = _problem(why)
        form = _form()
        _row(form, "Password", self.password)
        self.body.addLayout(form)
        self.body.addWidget(self.remember)
        self.body.addWidget(self.problem)
        self.add_button(button("Cancel", "x", self.reject))
        self.open_button = self.add_button(
            button("Open", "lock-open", self._on_open, primary=True), default=True
        )
        self.password.setFocus()

    def _on_open(self) -> None:
        why = self._open_it(self.password.text(), self.remember.isChecked())
        if why is None:
            self.accept()
            return
        self.problem.setText(why)
        self.problem.show()
        self.fit()
        self.password.setFocus()
        self.password.selectAll()


class SetPasswordDialog(Dialog):
    """Sets, changes or takes off the password of the open board.

    `change(old, new)` gives None once it is done, or why not; `old` is None where the board has
    no password, `new` where it shall have none.
    """

    def __init__(
        self,
        name: str,
        is_protected: bool,
        change: Callable[[str | None, str | None], str | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Change the password" if is_protected else "Set a password", parent)
        self._change = change
        self._is_protected = is_protected
        words = QLabel(
            f"{name} is encrypted with its password: nobody reads it without, here or in a copy. "
            "There is no way round a password that is forgotten. Backups made until now stay as "
            "they are" + (", with the password of then." if is_protected else ", readable by all.")
        )
        words.setWordWrap(True)
        self.old, self.new, self.again = _secret(), _secret(), _secret()
        self.problem = _problem("")
        form = _form()
        if is_protected:
            _row(form, "Password until now", self.old)
        _row(form, "New password", self.new)
        _row(form, "New password again", self.again)
        self.body.addWidget(words)
        self.body.addLayout(form)
        self.body.addWidget(self.problem)
        if is_protected:
            self.take_off_button = self.add_button(
                button("Take it off", "lock-open", self._on_taken_off)
            )
        self.add_button(button("Cancel", "x", self.reject))
        label = "Change it" if is_protected else "Set it"
        self.set_button = self.add_button(
            button(label, "lock", self._on_set, primary=True), default=True
        )
        (self.old if is_protected else self.new).setFocus()

    def _on_set(self) -> None:
        if not self.new.text():
            self._complain("Type the new password, twice.", self.new)
        elif self.new.text() != self.again.text():
            self._complain("The two new passwords differ: type them again.", self.again)
        else:
            self._do(self.new.text())

    def _on_taken_off(self) -> None:
        self._do(None)

    def _do(self, new: str | None) -> None:
        why = self._change(self.old.text() if self._is_protected else None, new)
        if why is None:
            self.accept()
        else:
            self._complain(why, self.old if self._is_protected else self.new)

    def _complain(self, words: str, editor: QLineEdit) -> None:
        self.problem.setText(words)
        self.problem.show()
        self.fit()
        editor.setFocus()
        editor.selectAll()


def _secret() -> QLineEdit:
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    return line


def _problem(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("kind", "bad")
    label.setWordWrap(True)
    label.setVisible(bool(words))
    return label


def _form() -> QFormLayout:
    form = QFormLayout()
    form.setHorizontalSpacing(scaled(16))
    form.setVerticalSpacing(scaled(10))
    return form


def _row(form: QFormLayout, words: str, editor: QLineEdit) -> None:
    label = QLabel(words)
    label.setBuddy(editor)
    editor.setAccessibleName(words)
    form.addRow(label, editor)
