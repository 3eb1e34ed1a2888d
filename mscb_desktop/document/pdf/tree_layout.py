"""Arranging a tree's boxes: side by side below their parent, or hanging in a column below it.

The uppermost levels spread, the others hang; where a spread level is wider than the room, it
stands in several rows, and a line at their left leads down to the later ones. Of all layouts that
fit a page the one is taken whose type is largest, whose rows are fewest and whose boxes are
widest, in this order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from mscb_desktop.document.model import Node
from mscb_desktop.document.pdf.tree_box import LEAST_SIZE, BoxSetter, SetBox

SIZES = (9.5, 9.0, 8.5, 8.0, 7.5, 7.0, LEAST_SIZE)
"""Sizes of running text in a box, in points."""
WIDTHS = (17.0, 15.5, 14.0, 13.0, 12.0, 11.0, 10.0)
"""Widths of a box, as multiples of the size."""
WIDER = (24.0, 34.0, 50.0, 200.0)
"""Widths for texts so long that they fit a page in no other box."""
ROW_COST, WIDTH_WORTH = 0.6, 0.1
"""What one row more costs, and what a box that is wider by the size is worth, in points of size."""
LEAST_AREA = 0.8
"""Hanging boxes are narrower than others, so all of them may cover a little less than planned."""
LINE = 0.8
"""Thickness of the joining lines, in points."""


class Placed(NamedTuple):
    """A box and its top left corner."""

    x: float
    y: float
    box: SetBox


class Join(NamedTuple):
    """A level or upright line as a thin rectangle."""

    x: float
    y: float
    width: float
    height: float


@dataclass(slots=True)
class Drawing:
    """Boxes and lines, measured from their common top left corner in points.

    `stem` is where a line from above meets the uppermost box. `rows` counts the rows by which
    spread levels stand in more than one.
    """

    width: float = 0.0
    height: float = 0.0
    stem: float = 0.0
    rows: int = 0
    boxes: list[Placed] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)

    def add(self, other: Drawing, x: float, y: float) -> None:
        """Put another drawing into this one."""
        self.boxes += [Placed(x + left, y + top, box) for left, top, box in other.boxes]
        self.joins += [Join(x + left, y + top, *size) for left, top, *size in other.joins]
        self.rows += other.rows
        self.width = max(self.width, x + other.width)
        self.height = max(self.height, y + other.height)

    def join(self, x: float, y: float, to_x: float, to_y: float) -> None:
        """Draw a level or upright line, its thickness included at both ends."""
        left, top, half = min(x, to_x), min(y, to_y), LINE / 2
        self.joins.append(Join(left - half, top - half, abs(to_x - x) + LINE, abs(to_y - y) + LINE))


class Wood(NamedTuple):
    """What stands on one page: uppermost nodes, and what of the tree is shown below each."""

    heads: Sequence[Node]
    below: Callable[[str], Sequence[Node]]
    notes: Mapping[str, str]


class Fit(NamedTuple):
    """A layout that fits, and the size of its type."""

    size: float
    drawing: Drawing


def best_fit(
    wood: Wood, setter: BoxSetter, room: tuple[float, float], sizes: Sequence[float] = SIZES
) -> Fit | None:
    """Give the best layout that fits a width and height in points; None where none does."""
    for multiples in (WIDTHS, WIDER):
        best: tuple[float, Fit] | None = None
        for size in sizes:
            if best is not None and best[0] >= size + WIDTH_WORTH * (multiples[0] + 1):
                break  # no smaller size can do better
            for multiple in multiples:
                for levels, drawing in _fitting(wood, setter, room, size, multiple):
                    score = size - ROW_COST * drawing.rows + WIDTH_WORTH * multiple
                    score += 0.001 * levels
                    if best is None or score > best[0]:
                        best = (score, Fit(size, drawing))
        if best is not None:
            return best[1]
    return None


def can_fit(
    wood: Wood,
    setter: BoxSetter,
    room: tuple[float, float],
    sizes: Sequence[float],
    multiples: Sequence[float] = WIDTHS,
) -> bool:
    """Tell whether any layout fits, beginning with the one that needs least room."""
    return any(
        next(_fitting(wood, setter, room, size, multiple), None)
        for size in reversed(sizes)
        for multiple in reversed(multiples)
    )


def _fitting(
    wood: Wood, setter: BoxSetter, room: tuple[float, float], size: float, multiple: float
) -> Iterator[tuple[int, Drawing]]:
    """Give the layouts that fit, each with the number of levels that it spreads."""
    width = min(multiple * size, room[0])
    arranger = _Arranger(wood, setter, size, width, room[0])
    if arranger.area() * LEAST_AREA > room[0] * room[1]:
        return
    for levels in range(_depth(wood), -1, -1):
        drawing = arranger.whole(levels)
        if drawing and drawing.width <= room[0] and drawing.height <= room[1]:
            yield levels, drawing


def _depth(wood: Wood) -> int:
    """Give the number of levels of which something stands below, at most four."""
    level, depth = list(wood.heads), 0
    while depth < 4 and (level := [child for node in level for child in wood.below(node.key)]):
        depth += 1
    return depth


class _Arranger:
    def __init__(
        self, wood: Wood, setter: BoxSetter, size: float, width: float, room: float
    ) -> None:
        self._wood, self._setter, self._size = wood, setter, size
        self._width, self._room = width, room
        self._gap = 1.2 * size
        """Between two boxes side by side, and the trunk left of several rows."""
        self._drop = 1.0 * size
        """From a box down to the line that leads to those below, and from it to them."""
        self._step, self._between = 1.5 * size, 0.75 * size
        """How far hanging boxes are indented, and the room above each."""

    def area(self) -> float:
        """Give the area of all boxes if each had the full width."""
        total, waiting = 0.0, list(self._wood.heads)
        while waiting:
            node = waiting.pop()
            note = self._wood.notes.get(node.key, "")
            total += self._setter.box(node, self._width, self._size, note).height
            waiting += self._wood.below(node.key)
        return total * self._width

    def whole(self, levels: int) -> Drawing | None:
        """Arrange all; None where a word would be broken."""
        heads = self._wood.heads
        parts = self._side_by_side(heads, levels)
        if parts is None:
            return None
        drawing, y = Drawing(), 0.0
        for row in self._rows(parts):
            x, below = 0.0, y
            for part in row:
                drawing.add(part, x, y)
                x += part.width + 2 * self._gap
                below = max(below, y + part.height)
            y = below + 2 * self._gap
        return drawing

    def _side_by_side(self, nodes: Sequence[Node], levels: int) -> list[Drawing] | None:
        """Arrange nodes with what stands below them; their own boxes equally high if nearly so."""
        wide = [levels > 0 and len(self._wood.below(node.key)) > 1 for node in nodes]
        boxes = [
            self._box(node, min(self._width * (1.4 if is_wide else 1.0), self._room))
            for node, is_wide in zip(nodes, wide, strict=True)
        ]
        heights = [box.height for box in boxes if box]
        even = max(heights, default=0.0)
        alike = even <= 2 * min(heights, default=0.0)
        parts = []
        for box in boxes:
            if box is None:
                return None
            head = box._replace(height=even) if alike else box
            part = self._spread(head, levels) if levels > 0 else self._hanging(head)
            if part is None:
                return None
            parts.append(part)
        return parts

    def _box(self, node: Node, width: float) -> SetBox | None:
        if width < min(self._setter.least(node, self._size), self._room):
            return None
        return self._setter.box(node, width, self._size, self._wood.notes.get(node.key, ""))

    def _hanging(self, head: SetBox) -> Drawing | None:
        """Put what stands below a box into a column, indented, with a line at its left."""
        drawing = Drawing(head.width, head.height, head.width / 2, 0, [Placed(0.0, 0.0, head)])
        rail, y, last = self._step / 2, head.height, 0.0
        for child in self._wood.below(head.node.key):
            box = self._box(child, head.width - self._step)
            part = self._hanging(box) if box else None
            if box is None or part is None:
                return None
            y += self._between
            drawing.add(part, self._step, y)
            last = y + min(box.height / 2, self._size * 1.5)
            drawing.join(rail, last, self._step, last)
            y += part.height
        if last:
            drawing.join(rail, head.height, rail, last)
        return drawing

    def _spread(self, head: SetBox, levels: int) -> Drawing | None:
        """Put what stands below a box side by side, in several rows where one is too wide."""
        children = self._wood.below(head.node.key)
        if not children:
            return Drawing(head.width, head.height, head.width / 2, 0, [Placed(0.0, 0.0, head)])
        parts = self._side_by_side(children, levels - 1)
        if parts is None:
            return None
        rows = self._rows(parts, self._gap)
        left = self._gap if len(rows) > 1 else 0.0
        drawing, y = Drawing(rows=len(rows) - 1), head.height
        stems: list[tuple[float, list[float]]] = []
        for row in rows:
            x, y = left, y + (3 if stems else 2) * self._drop
            stems.append((y - self._drop, []))
            for part in row:
                drawing.add(part, x, y)
                stems[-1][1].append(x + part.stem)
                drawing.join(x + part.stem, y - self._drop, x + part.stem, y)
                x += part.width + self._gap
            y = drawing.height
        first = stems[0][1]
        centre = (first[0] + first[-1]) / 2 if len(rows) == 1 else drawing.width / 2
        if shift := max(head.width / 2 - centre, 0.0):
            moved = Drawing()
            moved.add(drawing, shift, 0.0)
            drawing, centre = moved, centre + shift
        drawing.boxes.append(Placed(centre - head.width / 2, 0.0, head))
        drawing.width = max(drawing.width, centre + head.width / 2)
        drawing.stem = centre
        top, bottom = stems[0][0], stems[-1][0]
        drawing.join(centre, head.height, centre, top)
        for level, places in stems:
            ends = [shift + place for place in places]
            ends += [centre] if level == top else []
            ends += [shift] if len(rows) > 1 else []
            drawing.join(min(ends), level, max(ends), level)
        if len(rows) > 1:
            drawing.join(shift, top, shift, bottom)
        return drawing

    def _rows(self, parts: Sequence[Drawing], trunk: float = 0.0) -> list[list[Drawing]]:
        """Share out parts, in their order, among as few rows as the room takes, evenly."""
        gap = self._gap if trunk else 2 * self._gap
        if len(_packed(parts, self._room, gap)) <= 1:
            return [list(parts)]
        low, high = max(part.width for part in parts), max(self._room - trunk, 1.0)
        count = len(_packed(parts, high, gap))
        while high - low > 1.0:
            middle = (low + high) / 2
            if len(_packed(parts, middle, gap)) <= count:
                high = middle
            else:
                low = middle
        return _packed(parts, high, gap)


def _packed(parts: Sequence[Drawing], room: float, gap: float) -> list[list[Drawing]]:
    """Fill rows one after the other; a part wider than the room has a row of its own."""
    rows: list[list[Drawing]] = []
    used = room
    for part in parts:
        if rows and used + gap + part.width <= room + 1e-6:
            rows[-1].append(part)
            used += gap + part.width
        else:
            rows.append([part])
            used = part.width
    return rows
