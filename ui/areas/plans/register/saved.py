"""The menu of saved filters, and the box in which one gets its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QMenu, QWidget

from db.queries.register import Filter
from mscb_desktop.plans.register import saved
from mscb_desktop.plans.register.saved import Saved
from mscb_desktop.sheet.model import SheetPlan
from ui.context import Context
from ui.dialogs.base import Dialog
from ui.theme import icon, scaled
from ui.theme.buttons import button


class SavedFilters(QObject):
    """A button with the filters that are kept, and keeps the present one."""

    wanted = Signal(object)
    """A Filter shall be shown."""

    def __init__(self, context: Context, present: Callable[[], Filter], parent: QWidget) -> None:
        super().__init__(parent)
        self._page = parent
        self._context, self._present = context, present
        self.kept: Sequence[Saved] = ()
        self.shown: str | None = None
        """The reference of the filter that was chosen last."""
        self.button = button("Saved &filters", "filter", lambda: None)
        self.button.setToolTip("Lists that are asked for again and again")
        self.menu = QMenu(self.button)
        self.button.setMenu(self.menu)
        self.menu.aboutToShow.connect(self._fill)
        self.read()

    def read(self) -> None:
        """Ask for the filters that are kept."""
        with self._context.board.reading() as connection:
            self.kept = saved.saved_filters(connection)
        self._fill()

    def choose(self, kept: Saved) -> None:
        """Show what a filter asks for."""
        self.shown = kept.ref
        self.wanted.emit(kept.wanted)

    @property
    def chosen(self) -> Saved | None:
        """The filter that was chosen last, as it is kept."""
        return next((one for one in self.kept if one.ref == self.shown), None)

    def save_as(self) -> NameDialog:
        """Ask for the name under which the present filter is kept."""
        dialog = NameDialog("Save this filter", "Save", "", self.kept, self._save, self._page)
        dialog.open()
        return dialog

    def save_again(self, kept: Saved) -> None:
        """Let a filter be the present one from now on."""
        self._apply(saved.save(self._context.board, kept.name, self._present()))

    def rename(self, kept: Saved) -> NameDialog:
        """Ask for another name of a filter."""
        others = [one for one in self.kept if one.ref != kept.ref]

        def take(name: str) -> bool:
            return name == kept.name or self._apply(saved.rename(kept, name))

        dialog = NameDialog("Rename the filter", "Rename", kept.name, others, take, self._page)
        dialog.open()
        return dialog

    def delete(self, kept: Saved) -> None:
        """Delete a filter; nothing of what it shows goes."""
        plan = saved.delete(self._context.board, kept)
        if self._apply(plan):
            self._context.say(f"{plan.what}. Ctrl+Z brings it back.")

    def _save(self, name: str) -> bool:
        plan = saved.save(self._context.board, name, self._present())
        if not self._apply(plan):
            return False
        self.shown = plan.created[0] if plan.created else self.shown
        self._context.say(plan.what)
        return True

    def _apply(self, plan: SheetPlan) -> bool:
        taken = not plan.changes or self._context.apply(plan)
        self.read()
        return taken

    def _fill(self) -> None:
        self.menu.clear()
        for kept in self.kept:
            action = self.menu.addAction(kept.name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(kept.ref == self.shown and kept.wanted == self._present())
            action.triggered.connect(lambda _=False, kept=kept: self.choose(kept))
        if self._context.board.read_only is not None:
            if not self.kept:
                self.menu.addAction("No filter is saved").setEnabled(False)
            return
        if self.kept:
            self.menu.addSeparator()
        self._add("Save this filter as…", "plus", self.save_as)
        chosen = self.chosen
        if chosen is None:
            return
        name = chosen.name.replace("&", "&&")
        if chosen.wanted != self._present():
            self._add(f"Save changes to ‘{name}’", "check", lambda: self.save_again(chosen))
        self._add(f"Rename ‘{name}’…", "pencil", lambda: self.rename(chosen))
        self._add(f"Delete ‘{name}’", "trash", lambda: self.delete(chosen))

    def _add(self, words: str, picture: str, act: Callable[[], object]) -> None:
        self.menu.addAction(icon(picture), words).triggered.connect(lambda _=False: act())


class NameDialog(Dialog):
    """Asks for a filter's name; `take` keeps it and tells whether it could."""

    def __init__(
        self,
        title: str,
        word: str,
        name: str,
        others: Sequence[Saved],
        take: Callable[[str], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent, width=460)
        self._others, self._take = others, take
        self.line = QLineEdit(name)
        self.line.setAccessibleName("Name")
        self.line.setPlaceholderText("What the police owes us")
        self.line.selectAll()
        self.reason = QLabel()
        self.reason.setProperty("kind", "bad")
        self.reason.setWordWrap(True)
        self.reason.hide()
        lines = QFormLayout()
        lines.setHorizontalSpacing(scaled(16))
        lines.setVerticalSpacing(scaled(8))
        lines.addRow("&Name", self.line)
        self.body.addLayout(lines)
        self.body.addWidget(self.reason)
        self.add_button(button("Cancel", "x", self.reject))
        self.take_button = self.add_button(
            button(word, "check", self._on_take, primary=True), default=True
        )
        self.line.textChanged.connect(lambda _: self.reason.hide())

    def _on_take(self) -> None:
        name = " ".join(self.line.text().split())
        reason = saved.problem(name, self._others)
        if reason is None and self._take(name):
            self.accept()
            return
        self.reason.setText(reason or "It could not be kept: the window says why.")
        self.reason.show()
        self.fit()
        self.line.setFocus()
