"""The boxes of a tree: each node's text, broken for a width and a size of type."""

from __future__ import annotations

from typing import NamedTuple

from mscb_desktop.document.fonts import REGULAR, SEMIBOLD, Lettering
from mscb_desktop.document.model import Node, Tree
from mscb_desktop.document.wrapping import longest_word, wrap

TITLE_SCALE, KIND_SCALE = 1.1, 0.88
LEAST_SIZE = 6.5
"""Type is never smaller than this, in points."""
PAD_X, PAD_Y, LEADING = 0.75, 0.6, 1.28
"""Room at a box's sides, above and below its text, and between lines, as shares of the size."""
LONGEST_WORD = 15.4
"""A word wider than this, at size 1, may be broken inside a box."""


class BoxLine(NamedTuple):
    """One line of a box; `x` and the baseline `y` are measured from the box's top left corner."""

    x: float
    y: float
    text: str
    face: str
    size: float
    quiet: bool


class SetBox(NamedTuple):
    """A node's text, set; width and height in points."""

    node: Node
    width: float
    height: float
    lines: tuple[BoxLine, ...]


class _Part(NamedTuple):
    text: str
    face: str
    scale: float
    quiet: bool


class BoxSetter:
    """Sets the boxes of one tree, each width and size once.

    A box's size is that of its running text. `notes` say where a node goes on: they are printed
    last in its box.
    """

    def __init__(self, tree: Tree, lettering: Lettering) -> None:
        self._faces = lettering.faces
        self._texts = {node.key: _parts(tree, node, lettering) for node in tree.nodes}
        self._leasts = {key: self._least(parts) for key, parts in self._texts.items()}
        self._made: dict[tuple[str, float, float, str], SetBox] = {}

    def least(self, node: Node, size: float) -> float:
        """Give the width below which a word of the node would be broken."""
        return self._leasts[node.key] * size

    def box(self, node: Node, width: float, size: float, note: str = "") -> SetBox:
        """Set a node's text in a box of this width."""
        key = (node.key, width, size, note)
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._set(node, width, size, note)
        return made

    def _set(self, node: Node, width: float, size: float, note: str) -> SetBox:
        parts = self._texts[node.key]
        if note:
            parts = [*parts, _Part(note, SEMIBOLD, KIND_SCALE, True)]
        inner = width - 2 * PAD_X * size
        y, lines = PAD_Y * size, []
        for part in parts:
            points = max(part.scale * size, LEAST_SIZE)
            for line in wrap(part.text, self._faces[part.face], points, inner):
                baseline = y + (LEADING * points + 0.72 * points) / 2
                x = PAD_X * size + line.indent
                lines.append(BoxLine(x, baseline, line.text, part.face, points, part.quiet))
                y += LEADING * points
        return SetBox(node, width, y + PAD_Y * size, tuple(lines))

    def _least(self, parts: list[_Part]) -> float:
        widest = max(
            longest_word(part.text, self._faces[part.face]) * max(part.scale, 1.0) for part in parts
        )
        return min(widest + 0.05, LONGEST_WORD) + 2 * PAD_X


def _parts(tree: Tree, node: Node, lettering: Lettering) -> list[_Part]:
    """Give a box's texts from the top; a title always, even an empty one."""
    name = " ".join(node.title.split())[:60]

    def clean(text: str) -> str:
        plain = lettering.clean(text, lambda: f"{tree.title}, the box '{name}'")
        return " ".join(plain.split())

    parts = []
    if kind := clean(node.kind):
        parts.append(_Part(kind, SEMIBOLD, KIND_SCALE, True))
    parts.append(_Part(clean(node.title) or " ", SEMIBOLD, TITLE_SCALE, False))
    for label, text in node.lines:
        said = label if label not in tree.unsaid else ""
        if line := clean(f"{said}: {text}" if said and text else text):
            parts.append(_Part(line, REGULAR, 1.0, False))
    return parts
