"""Long work under way, in the status bar."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from ui.tasks import Task
from ui.theme.look import scaled


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
        task.ended.connect(self._on_ended)
        self._show_latest()

    # Tasks report from their worker: only a QObject's slots are called in the window's thread.
    @Slot(int, int)
    def _on_progressed(self, done: int, total: int) -> None:
        if self._tasks and self.sender() is self._tasks[-1]:
            self._bar.setRange(0, total)
            self._bar.setValue(done)

    @Slot()
    def _on_ended(self) -> None:
        self._tasks = [task for task in self._tasks if not task.is_over]
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
