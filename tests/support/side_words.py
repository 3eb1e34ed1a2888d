"""What the side of a plan says, and what is typed into it."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from db.changes import Change, Plan
from db.fields import Value
from db.records.plans import Status
from tests.support.pages import Surroundings
from tests.support.side_of_plan import DAY, SideOfPlan
from ui.areas.plans.side.panel import SidePanel
from ui.shell.desk import Desk
from ui.theme import Look, use_look


def surrounded(plans: SideOfPlan) -> Surroundings:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    use_look(application, Look())
    made = Surroundings(Desk(plans.board))
    made.desk.stored.connect(made.on_stored)
    made.desk.refused.connect(made.on_refused)
    return made


def words(widget: QWidget) -> list[str]:
    """Give what is seen as words."""
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def narrative(panel: SidePanel) -> str:
    return panel.update_card.rows.rows["narrative"].editor.typed()  # type: ignore[return-value]


def type_narrative(qtbot: QtBot, panel: SidePanel, text: str) -> None:
    panel.focus_update()
    qtbot.keyClicks(QApplication.focusWidget(), text)


def leave(panel: SidePanel) -> None:
    panel.status.buttons[Status.OPEN].setFocus()


def said(plans: SideOfPlan, ref: str, day: dt.date = DAY) -> tuple[str | None, str | None]:
    found = [row for row in plans.updates(ref) if row.dated == day]
    assert len(found) <= 1
    return (found[0].rag, found[0].narrative) if found else (None, None)


def change(around: Surroundings, table: str, ref: str, **values: Value) -> None:
    stored = around.row(table, ref)
    before = {name: stored[name] for name in values}
    assert around.desk.apply(Plan("Changed", (Change(table, ref, before, values),)))
