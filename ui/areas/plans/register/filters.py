"""What the register is filtered by: words, who does it, what it serves, how it goes, when due."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from db.board import Board
from db.queries.register import Filter
from db.records.plans import Due, Status
from mscb_desktop.plans.register.listing import Listing
from mscb_desktop.plans.register.offered import Offered
from mscb_desktop.values import show_date
from ui.editors.find_line import FindLine
from ui.editors.offers import Offer
from ui.editors.pick import Ask
from ui.filtering.field import FilterField, date_field, pick_field
from ui.filtering.line import FilterLine
from ui.theme.buttons import link

_WIDE = 126
"""Least width in pixels, at text size 100, of a filter: a whole date and its arrow."""
_LINKED = {
    "agency": "Agency",
    "post": "Post",
    "board_group": "Group",
    "objective": "Objective",
    "plan": "Plan",
}
_CHOSEN = {"rag": "RAG", "status": "Status", "due": "Due"}
_HELP = {
    "agency": "What the agency does: itself, those that it succeeded, and the posts at it",
    "board_group": "What the group does, and the whole of its own plans",
    "objective": "What serves the objective, or its whole section",
    "rag": "The newest rating; 'Not rated' is all that is not Red, Amber or Green",
    "due": "The last date of the action and its points",
    "day": "Ratings, deadlines and status as they were on that day; empty for the usual one",
    "leads": "Only what agency, post or group leads",
    "every_year": "The plans of all years, not of the chosen one alone",
}


class Filters(FilterLine):
    """The filters above the list; `wanted` is what they ask for together."""

    changed = Signal()
    day_chosen = Signal(object)
    """The day as at which the list is shown; None for that of the year."""
    down = Signal()
    """The keyboard shall go to the list."""

    def __init__(
        self,
        board: Board,
        listing: Listing,
        say: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_WIDE, parent)
        self._offered = Offered(board, listing)
        self.wanted = Filter()
        self.words = FindLine("Find an action")
        self.words.down.connect(self.down)
        self.leads = QCheckBox("As &lead")
        self.every_year = QCheckBox("All &years")
        fields = {"holding": FilterField("Words", self.words)}
        for name, label in _LINKED.items():
            fields[name] = pick_field(label, self._asks(name), say, "among the plans' actions")
            if name == "board_group":
                fields["leads"] = FilterField("", self.leads)
        for name, label in _CHOSEN.items():
            fields[name] = pick_field(label, self._asks(name), say)
        fields["day"] = date_field("As at", say)
        fields["every_year"] = FilterField("", self.every_year)
        self.set_fields(fields)
        for name, words in _HELP.items():
            fields[name].setToolTip(words)
        for name, tick in (("leads", self.leads), ("every_year", self.every_year)):
            tick.setMinimumHeight(self.words.sizeHint().height())
            tick.setAccessibleName(tick.text().replace("&", ""))
            tick.setAccessibleDescription(_HELP[name])
            tick.toggled.connect(lambda on, name=name: self._take(name, on))
        self.clear_button = link("Clear filters", self.clear)
        self.words.textChanged.connect(lambda text: self._take("holding", text))
        for name in (*_LINKED, *_CHOSEN):
            fields[name].changed.connect(lambda value, name=name: self._take(name, value))
        fields["day"].changed.connect(self.day_chosen)
        self.show_listing(listing)
        self._show_clear()

    def show_listing(self, listing: Listing) -> None:
        """Offer what is in another listing, and say as at which day it is."""
        self._offered.listing = listing
        self.fields["day"].show_value(listing.day, show_date(listing.day))

    def clear(self) -> None:
        """Ask for everything again; what years are shown stays."""
        self.show_filter(Filter(every_year=self.wanted.every_year))

    def show_filter(self, wanted: Filter) -> None:
        """Ask for this, and show it."""
        for silent in (self.words, self.leads, self.every_year):
            silent.blockSignals(True)
        self.words.setText(wanted.holding)
        self.leads.setChecked(wanted.leads)
        self.every_year.setChecked(wanted.every_year)
        for silent in (self.words, self.leads, self.every_year):
            silent.blockSignals(False)
        for name in (*_LINKED, *_CHOSEN):
            value = getattr(wanted, name)
            self.fields[name].show_value(value, self._offered.name(name, value))
        self.wanted = wanted
        self._show_clear()
        self.changed.emit()

    def ask(self, **values: object) -> None:
        """Ask for other values in some of the filters."""
        self.show_filter(replace(self.wanted, **values))  # type: ignore[arg-type]

    @property
    def is_clear(self) -> bool:
        """Whether nothing is asked but which years."""
        return self.wanted == Filter(every_year=self.wanted.every_year)

    def _asks(self, name: str) -> Ask:
        def ask(text: str) -> Sequence[Offer]:
            found = self._offered.for_field(name, text, every_year=self.wanted.every_year)
            return [Offer(each.ref, each.label, each.detail) for each in found]

        return ask

    def _take(self, name: str, value: object) -> None:
        if name in _ENUMS and isinstance(value, str):
            value = _ENUMS[name](value)
        wanted = replace(self.wanted, **{name: value})  # type: ignore[arg-type]
        if wanted != self.wanted:
            self.wanted = wanted
            self._show_clear()
            self.changed.emit()

    def _show_clear(self) -> None:
        self.clear_button.setVisible(not self.is_clear or self.unstored() > 0)


_ENUMS: Mapping[str, Callable[[str], object]] = {"status": Status, "due": Due}
