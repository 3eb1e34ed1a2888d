"""Hand a post over: who goes, who comes, from when, and what becomes of what names who goes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from db.fields import Field, Kind
from db.records import RECORDS
from mscb_desktop.people.handing_over import (
    Fate,
    HandOver,
    Held,
    Link,
    Standing,
    in_words,
    links_to,
    plan_hand_over,
    standing,
)
from mscb_desktop.values import Unreadable, read_date, show_date
from ui.context import Context
from ui.dialogs.base import Dialog
from ui.editors.date import DateEditor
from ui.handing_over.record_line import RecordLine
from ui.theme import scaled
from ui.theme.buttons import button

_NOTHING, _OTHER_POST, _LEAVES = range(3)
_MOST_HEIGHT = 180
"""Pixels, at text size 100, of the list of what names who goes before it scrolls."""


class HandOverDialog(Dialog):
    """One step: nothing changes before 'Hand over' is pressed, and one undo takes it back."""

    def __init__(
        self,
        context: Context,
        post: str,
        parent: QWidget | None = None,
        day: dt.date | None = None,
    ) -> None:
        super().__init__("Hand a post over", parent, width=620)
        self._context, self._post = context, post
        self._day: dt.date | None = day or context.board.clock().date()
        self._standing: Standing = self._read(self._day)
        self._links: dict[Link, QComboBox] = {}
        self._wanted: dict[Link, Fate] = {}
        """What was chosen of each, also while it cannot be had."""
        self.post_words = QLabel(self._standing.name)
        self.post_words.setProperty("kind", "subtitle")
        self.post_words.setWordWrap(True)
        self.leaver = QComboBox()
        self.leaver.setAccessibleName("Who goes")
        self.day = DateEditor(Field("day", "From", Kind.DATE), self, in_grid=False)
        self.day.line.setAccessibleName("First day of the new holder")
        self.day.set_value(self._day, show_date(self._day))
        self.day_reason = _words("bad")
        self.to = RecordLine(context.board, "person", "New holder", self)
        self.to.editor.line.setPlaceholderText("Type a name; blank leaves the post vacant")
        self.note = QLineEdit()
        self.note.setMaxLength(RECORDS["holding"].fields["note"].length or 80)
        self.note.setPlaceholderText("Acting, interim …")
        self.goes_on = QComboBox()
        self.goes_on.setAccessibleName("What becomes of who goes")
        self.other_post = RecordLine(context.board, "post", "Other post", self)
        self.other_post.editor.line.setPlaceholderText("Type a part of the post's name")
        self.links = QWidget()
        self.said = _words("")
        self.reason = _words("bad")
        self._lay_out()
        self._show_holders()
        self.leaver.currentIndexChanged.connect(lambda _: self._show_links())
        self.day.finished.connect(lambda _: self._on_day())
        self.day.left.connect(self._on_day)
        self.to.changed.connect(self._on_changed)
        self.other_post.changed.connect(self._on_changed)
        self.goes_on.currentIndexChanged.connect(lambda _: self._on_changed())
        self.to.setFocus()

    def asked(self) -> HandOver | None:
        """Give what the dialog asks for; None while something is not understood."""
        for line in (self.to, self.other_post):
            line.take()
        self._on_day()
        if self._day is None or not self.to.is_clear or not self.other_post.is_clear:
            return None
        return self._as_asked(self._day)

    def _as_asked(self, day: dt.date) -> HandOver:
        other = self.goes_on.currentIndex() == _OTHER_POST
        return HandOver(
            self._post,
            day,
            leaver=self.leaver.currentData(),
            to=self.to.ref,
            note=self.note.text().strip(),
            fates={link: Fate(box.currentData()) for link, box in self._links.items()},
            takes_up=self.other_post.ref if other else None,
            leaves=self.goes_on.currentIndex() == _LEAVES,
        )

    def hand_over(self) -> None:
        """Do it; where it is refused, say why and change nothing."""
        asked = self.asked()
        if asked is None:
            self._say("Mend what is marked first.")
            return
        if self.goes_on.currentIndex() == _OTHER_POST and asked.takes_up is None:
            self._say("Type the other post, or choose another line.")
            self.other_post.setFocus()
            return
        plan = plan_hand_over(self._context.board, asked, self.to.name)
        if plan.problems:
            self._say(plan.problems[0].message)
            return
        added = [self.to.added]
        if asked.takes_up is not None:
            added.append(self.other_post.added)
        plan = replace(plan, changes=(*filter(None, added), *plan.changes))
        if not self._context.apply(plan):
            self._say("Not done: the window behind says why, at its top.")
            return
        self.accept()
        self._context.say(f"{plan.what}. Ctrl+Z takes it back.")

    # Parts

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(scaled(16))
        grid.setVerticalSpacing(scaled(8))
        grid.setColumnStretch(1, 1)
        day = QWidget()
        of_day = QVBoxLayout(day)
        of_day.setContentsMargins(0, 0, 0, 0)
        of_day.setSpacing(scaled(2))
        of_day.addWidget(self.day)
        of_day.addWidget(self.day_reason)
        day.setFocusProxy(self.day)
        lines: list[tuple[str, QWidget]] = [
            ("Post", self.post_words),
            ("Who goes", self.leaver),
            ("From", day),
            ("New holder", self.to),
            ("Remark", self.note),
        ]
        for row, (title, widget) in enumerate(lines):
            label = QLabel(title)
            label.setBuddy(widget)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(widget, row, 1)
        self._then = QLabel()
        grid.addWidget(self._then, len(lines), 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.goes_on, len(lines), 1)
        grid.addWidget(self.other_post, len(lines) + 1, 1)
        self.body.addLayout(grid)
        self._links_title = QLabel()
        self._links_title.setProperty("kind", "subtitle")
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setMaximumHeight(scaled(_MOST_HEIGHT))
        for part in (self._links_title, self._scroll, self.said, self.reason):
            self.body.addWidget(part)
        self.add_button(button("Cancel", "x", self.reject))
        self.button = self.add_button(
            button("Hand over", "switch-horizontal", self.hand_over, primary=True)
        )

    def _read(self, day: dt.date) -> Standing:
        """Read the post as it stands the day before: whoever holds it then goes.

        It is called what it is called on the day itself.
        """
        with self._context.board.reading() as connection:
            on_day = standing(connection, self._post, day)
            before = standing(connection, self._post, day - dt.timedelta(days=1))
        return replace(before, name=on_day.name) if before.held else on_day

    def _on_day(self) -> None:
        if not self.day.touched:
            return
        self.day.touched = False
        try:
            self._day = read_date(self.day.line.text())
            reason = ""
        except Unreadable as refusal:
            self._day, reason = None, refusal.message
        self.day_reason.setText(reason)
        self.day_reason.setVisible(bool(reason))
        if self._day is not None:
            self.day.set_value(self._day, show_date(self._day))
            self._standing = self._read(self._day)
            self.post_words.setText(self._standing.name)
            self._show_holders()
        else:
            self._on_changed()

    def _show_holders(self) -> None:
        chosen = self.leaver.currentData()
        self.leaver.blockSignals(True)
        self.leaver.clear()
        for held in self._standing.held:
            since = held.holding.began
            words = f"{held.name}, since {show_date(since)}" if since else held.name
            self.leaver.addItem(words, held.holding.ref)
        if not self._standing.held:
            self.leaver.addItem("Nobody is known to hold it", None)
        self.leaver.setCurrentIndex(max(0, self.leaver.findData(chosen)))
        self.leaver.blockSignals(False)
        self._show_links()

    def _show_links(self) -> None:
        """Ask what becomes of each thing that names the person who goes."""
        goes = self._goes()
        chosen = {link: box.currentData() for link, box in self._links.items()}
        self._links = {}
        found: list[Link] = []
        if goes is not None and self._day is not None:
            with self._context.board.reading() as connection:
                found = links_to(connection, goes.person, self._day)
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, scaled(6), 0)
        grid.setColumnStretch(0, 1)
        for row, link in enumerate(found):
            words = QLabel(link.words)
            words.setWordWrap(True)
            box = QComboBox()
            box.setAccessibleName(link.words)
            self._links[link] = box
            self._wanted[link] = chosen.get(link, Fate.STAYS)
            grid.addWidget(words, row, 0)
            grid.addWidget(box, row, 1)
            box.activated.connect(partial(self._on_fate, link))
        self._scroll.setWidget(body)
        name = goes.name if goes is not None else ""
        self._links_title.setText(f"What stands in the own name of {name}")
        self._then.setText(name)
        self.goes_on.blockSignals(True)
        kept = max(0, self.goes_on.currentIndex())
        self.goes_on.clear()
        self.goes_on.addItems(
            ["Nothing more is known", "Takes up another post:", "Leaves altogether"]
        )
        self.goes_on.setCurrentIndex(kept if goes is not None else _NOTHING)
        self.goes_on.blockSignals(False)
        self._then.setVisible(goes is not None)
        self.goes_on.setVisible(goes is not None)
        self._links_title.setVisible(bool(found))
        self._scroll.setVisible(bool(found))
        self._on_changed()

    def _goes(self) -> Held | None:
        ref = self.leaver.currentData()
        return next((held for held in self._standing.held if held.holding.ref == ref), None)

    def _on_fate(self, link: Link, _: int) -> None:
        self._wanted[link] = Fate(self._links[link].currentData())
        self._tell()

    def _on_changed(self) -> None:
        """Show what can be chosen now, and say what would be done."""
        self.other_post.setVisible(self.goes_on.currentIndex() == _OTHER_POST)
        goes = self._goes()
        for link, box in self._links.items():
            wanted = self._wanted.get(link, Fate.STAYS)
            box.blockSignals(True)
            box.clear()
            box.addItem(f"Stays with {goes.name}" if goes else "Stays", Fate.STAYS)
            if self.to.name:
                box.addItem(f"Goes to {self.to.name}", Fate.PASSES)
            if link.ends:
                box.addItem("Ends the day before", Fate.ENDS)
            box.setCurrentIndex(max(0, box.findData(wanted)))
            box.blockSignals(False)
        self._tell()

    def _tell(self) -> None:
        self._say("")
        if self._day is None:
            self.said.setText("")
        else:
            asked = self._as_asked(self._day)
            lines = in_words(self._standing, asked, self.to.name, self.other_post.name)
            self.said.setText(" ".join(lines))
        self.fit()

    def _say(self, words: str) -> None:
        self.reason.setText(words)
        self.reason.setVisible(bool(words))
        if words:
            self.fit()


def _words(kind: str) -> QLabel:
    made = QLabel()
    made.setWordWrap(True)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("kind", kind)
    made.setVisible(not kind)
    return made
