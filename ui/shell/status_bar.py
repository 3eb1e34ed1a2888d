"""What is stored, what the page says of itself, and long work under way."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from ui.shell.elided import ElidedLabel
from ui.tasks import Task
from ui.theme.icons import icon_pixmap
from ui.theme.look import scaled


class StatusBar(QFrame):
    """The line below every page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Status")
        self._picture = QLabel()
        self._picture_name = ("", "")
        self.saved = QLabel()
        self.about = ElidedLabel("muted")
        self.keys = ElidedLabel("muted", Qt.AlignmentFlag.AlignRight)
        self.task_strip = TaskStrip()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(scaled(20), scaled(5), scaled(20), scaled(5))
        layout.setSpacing(scaled(6))
        layout.addWidget(self._picture)
        layout.addWidget(self.saved)
        layout.addSpacing(scaled(12))
        layout.addWidget(self.about, 1)
        layout.addWidget(self.task_strip)
        layout.addWidget(self.keys, 1)

    def show_saved(self, at: dt.datetime | None) -> None:
        """Say that all is stored, since the time of the last change where there was one."""
        self._show_state("check", "good", f"Saved {at:%H:%M}" if at else "Saved")

    def show_unstored(self, cells: int) -> None:
        """Say that something typed is not stored yet."""
        needs = "1 cell needs a look" if cells == 1 else f"{cells} cells need a look"
        self._show_state("alert-triangle", "bad", f"Not stored: {needs}")

    @property
    def is_unstored(self) -> bool:
        """Tell whether the bar says that something is not stored."""
        return self._picture_name[1] == "bad"

    def show_nothing(self) -> None:
        """Say nothing: no board is open."""
        self._show_state("", "", "")
        self.show_page("", "")

    def show_page(self, about: str, keys: str) -> None:
        """Show what the page says about its selection, and its keys."""
        self.about.setText(about)
        self.keys.setText(keys)

    def say(self, words: str) -> None:
        """Show a short message in the page's place, until the page says something new."""
        self.about.setText(words)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the picture anew in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "task_strip"):
            self._draw()

    def _show_state(self, picture: str, tone: str, words: str) -> None:
        self._picture_name = (picture, tone)
        self._draw()
        self.saved.setText(words)
        if self.saved.property("kind") != tone:
            self.saved.setProperty("kind", tone)
            self.saved.style().polish(self.saved)

    def _draw(self) -> None:
        picture, tone = self._picture_name
        self._picture.setVisible(bool(picture))
        if picture:
            self._picture.setPixmap(icon_pixmap(picture, tone, 16))


class TaskStrip(QWidget):
    """Progress of the latest long work, with Cancel."""

    def __init__(self) -> None:
        super().__init__()
        self._tasks: list[Task] = []
        self._title = QLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(scaled(120))
        self.cancel_button = QPushButton("Cancel")
        self.cancel_button.setProperty("kind", "link")
        self.cancel_button.clicked.connect(self._on_cancelled)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, scaled(12), 0)
        for part in (self._title, self._bar, self.cancel_button):
            layout.addWidget(part)
        self.hide()

    def watch(self, task: Task) -> None:
        """Show a task until it ends."""
        self._tasks.append(task)
        task.progressed.connect(self._on_progressed)
        task.ended.connect(lambda: self._forget(task))
        self._show_latest()

    def _on_progressed(self, done: int, total: int) -> None:
        if self._tasks and self.sender() is self._tasks[-1]:
            self._bar.setRange(0, total)
            self._bar.setValue(done)

    def _forget(self, task: Task) -> None:
        self._tasks.remove(task)
        self._show_latest()

    def _show_latest(self) -> None:
        if self._tasks:
            title = self._tasks[-1].title
            self._title.setText(f"{title}…")
            self._bar.setAccessibleName(title)
            self._bar.setRange(0, 0)
            self.cancel_button.setEnabled(True)
            self.cancel_button.setAccessibleName(f"Cancel: {title}")
        self.setVisible(bool(self._tasks))

    def _on_cancelled(self) -> None:
        self._tasks[-1].cancel()
        self._title.setText("Stopping…")
        self.cancel_button.setEnabled(False)
