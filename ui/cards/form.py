"""A form inside a card: each label above its editor, as high as its rows need."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from ui.forms.form import Form
from ui.forms.groups import Group
from ui.theme import scaled

_UNLIMITED = (1 << 24) - 1


class CardForm(Form):
    """A form for narrow places, which never scrolls: what it stands in does."""

    def hasHeightForWidth(self) -> bool:
        """Tell that wrapped words need more height where there is less width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height of the rows."""
        return self._rows_layout().totalHeightForWidth(width)

    def sizeHint(self) -> QSize:
        """Give the rows' own size."""
        return self._rows_layout().totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Give the least width of the rows; the height follows from the width."""
        return QSize(self._rows_layout().totalMinimumSize().width(), 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take another height where a reason appears below a field or goes."""
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def _build(self, groups: Sequence[Group]) -> None:
        super()._build(groups)
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scaled(3))
        column.addWidget(self._notice)
        for row in self.rows.values():
            if column.count() > 1:
                column.addSpacing(scaled(7))
            row.label.setContentsMargins(0, 0, 0, 0)
            row.editor.setMaximumWidth(_UNLIMITED)
            for widget in (row.label, row.editor, row.reason, row.help):
                column.addWidget(widget)
        never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(never)
        self.setHorizontalScrollBarPolicy(never)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        policy.setVerticalPolicy(policy.Policy.Fixed)
        self.setSizePolicy(policy)
        self.setWidget(body)
        # The card's own ground shows through.
        for part in (body, self.viewport()):
            part.setAutoFillBackground(False)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the editors as wide as the card in another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            for row in getattr(self, "rows", {}).values():
                row.editor.setMaximumWidth(_UNLIMITED)

    def _rows_layout(self) -> QLayout:
        body = self.widget()
        layout = body.layout() if body is not None else None
        assert layout is not None
        return layout
