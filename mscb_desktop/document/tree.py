"""A tree of boxes joined by lines: which group reports to which."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from mscb_desktop.document.errors import DocumentError
from mscb_desktop.document.table import Cell, Column, Row, Table
from mscb_desktop.document.values import Kind, Value

MOST_LEVELS = 200
"""A tree that is deeper is no structure of groups."""


class BoxLook(StrEnum):
    """How a box looks; the four differ in black and white too."""

    FILLED = "filled"
    """Light letters on a dark ground: the board itself."""
    TINTED = "tinted"
    PLAIN = "plain"
    BARRED = "barred"
    """White with a bar at its left side: a group that stands beside the board's own."""


@dataclass(frozen=True, slots=True)
class Node:
    """One box of a tree.

    `key` is unique in the tree, `parent` the key of the node above (None: nothing above).
    `kind` is a word printed small above the title ('Subgroup'). `lines` are pairs of label and
    short text, ('Chair', 'Service Manager, LBM'); where the label is '' the text stands alone.
    """

    key: str
    title: str
    parent: str | None = None
    lines: tuple[tuple[str, str], ...] = ()
    kind: str = ""
    look: BoxLook = BoxLook.PLAIN


@dataclass(frozen=True, slots=True)
class Tree:
    """Nodes drawn from the top down on one page, or on several parted by subtree.

    The nodes below one stand in the order of `nodes`. `title` stands above the drawing and is
    its bookmark ('' for neither: the document's own title says it). `heading` names the nodes in
    Excel, where the tree is a list with a column for each label. Labels in `unsaid` are columns
    there and are not printed in the boxes, whose text says enough: ('Members', '17 members').
    """

    key: str
    title: str
    nodes: tuple[Node, ...]
    caption: str = ""
    sheet: str = ""
    heading: str = "Group"
    unsaid: tuple[str, ...] = ()
    landscape: bool = True
    empty: str = "Nothing recorded."
    _below: dict[str | None, list[Node]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        """Refuse keys that stand twice, nodes below nothing, and nodes below themselves."""
        keys = {node.key for node in self.nodes}
        if len(keys) != len(self.nodes):
            raise DocumentError(f"The tree '{self.title}' has two nodes with the same key.")
        for node in self.nodes:
            if node.parent is not None and node.parent not in keys:
                raise DocumentError(
                    f"In the tree '{self.title}' nothing with the key '{node.parent}' stands "
                    f"above '{node.title}'."
                )
            self._below.setdefault(node.parent, []).append(node)
        reached = sum(1 for _ in self.walk())
        if reached != len(self.nodes):
            raise DocumentError(f"In the tree '{self.title}' a node stands below itself.")

    @property
    def roots(self) -> tuple[Node, ...]:
        """Give the nodes with nothing above them."""
        return self.below(None)

    def below(self, key: str | None) -> tuple[Node, ...]:
        """Give the nodes directly below one."""
        return tuple(self._below.get(key, ()))

    def walk(self) -> Iterator[tuple[int, Node]]:
        """Give every node with its level, counted from 1, each followed by those below it."""
        waiting = [(1, node) for node in reversed(self.roots)]
        while waiting:
            level, node = waiting.pop()
            if level > MOST_LEVELS:
                raise DocumentError(
                    f"The tree '{self.title}' is more than {MOST_LEVELS} levels deep."
                )
            yield level, node
            waiting += [(level + 1, child) for child in reversed(self.below(node.key))]

    def labels(self) -> tuple[str, ...]:
        """Give every label once, in the order of the list."""
        return tuple(dict.fromkeys(label for _, node in self.walk() for label, _ in node.lines))

    def as_table(self) -> Table:
        """Give the tree as a list: level, title, kind, what it is part of, a column a label."""
        labels = self.labels()
        has_kinds = any(node.kind for node in self.nodes)
        has_parents = any(node.parent is not None for node in self.nodes)
        columns = [Column("level", "Level", Kind.WHOLE), Column("title", self.heading)]
        columns += [Column("kind", "Kind")] * has_kinds
        columns += [Column("parent", "Part of")] * has_parents
        columns += [
            Column(f"line {n}", label or "Also", Kind.LONG_TEXT) for n, label in enumerate(labels)
        ]
        titles = {node.key: node.title for node in self.nodes}
        rows = []
        for level, node in self.walk():
            texts: dict[str, list[str]] = {label: [] for label in labels}
            for label, text in node.lines:
                texts[label].append(text)
            # The title is a rich cell: a writer may indent it by its level.
            cells: list[Cell | Value] = [level, Cell(node.title)]
            cells += [node.kind or None] * has_kinds
            cells += [None if node.parent is None else titles[node.parent]] * has_parents
            cells += ["\n".join(parts) or None for parts in texts.values()]
            rows.append(Row(tuple(cells)))
        return Table(
            self.key, self.title, tuple(columns), tuple(rows), self.caption, self.sheet, self.empty
        )
