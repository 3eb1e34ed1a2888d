"""Pages as lists of things to draw, measured from the top left corner in points."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from mscb_desktop.document.model import Orientation

A4 = (595.2756, 841.8898)
LEFT = RIGHT = 48.0
TOP = 60.0
"""Where text begins below the running head."""
BOTTOM = 56.0
"""Room at the foot, footer included."""


class Text(NamedTuple):
    """One line of text; `y` is its baseline, `x` its left end."""

    x: float
    y: float
    text: str
    face: str
    size: float
    colour: str


class Box(NamedTuple):
    """A filled rectangle without outline; `radius` rounds its corners."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    radius: float = 0.0


class Rule(NamedTuple):
    """A level line."""

    x: float
    y: float
    width: float
    thickness: float
    colour: str


class Picture(NamedTuple):
    """A chart's drawing or a logo; `y` is its top."""

    x: float
    y: float
    width: float
    height: float
    content: Any


class Mark(NamedTuple):
    """A place that the outline leads to."""

    y: float
    title: str
    level: int


@dataclass(slots=True)
class Page:
    """One page while it is laid out.

    A `bare` page has no head and foot. The texts in `turned` stand upside down: `x` is their
    right end, from which they are read to the left. `notices` name what a page could not hold.
    """

    orientation: Orientation
    boxes: list[Box] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    turned: list[Text] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    bare: bool = False

    @property
    def size(self) -> tuple[float, float]:
        """Give width and height in points."""
        return A4 if self.orientation is Orientation.PORTRAIT else (A4[1], A4[0])

    @property
    def floor(self) -> float:
        """Give the lowest place for text, measured from the top."""
        return self.size[1] - BOTTOM


class Pages:
    """The pages laid out so far, and where the next thing stands on the last one."""

    def __init__(self, orientation: Orientation) -> None:
        self.all = [Page(orientation)]
        self.y = TOP

    @property
    def page(self) -> Page:
        """Give the page that is being filled."""
        return self.all[-1]

    @property
    def width(self) -> float:
        """Give the width of the text area."""
        return self.page.size[0] - LEFT - RIGHT

    @property
    def room(self) -> float:
        """Give the height that is left on the page."""
        return self.page.floor - self.y

    @property
    def full_room(self) -> float:
        """Give the height of an empty page."""
        return self.page.floor - TOP

    @property
    def is_fresh(self) -> bool:
        """Tell whether nothing stands on the page yet."""
        return self.y <= TOP

    def turn(self, orientation: Orientation | None = None) -> None:
        """Begin the next page."""
        self.all.append(Page(orientation or self.page.orientation))
        self.y = TOP

    def need(self, height: float) -> None:
        """Begin a new page where `height` no longer fits on this one."""
        if height > self.room and not self.is_fresh:
            self.turn()
