"""Parting a tree that is too large for one page into pages, subtree by subtree.

The first page shows the upper levels, as many as fit; each node that has more below it says on
which page it goes on, and the page that takes it up says where it comes from. Small subtrees
share a page, in their order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from mscb_desktop.document.errors import DocumentError
from mscb_desktop.document.model import Node, Tree
from mscb_desktop.document.pdf.tree_box import LEAST_SIZE, BoxSetter
from mscb_desktop.document.pdf.tree_layout import WIDER, Fit, Wood, best_fit, can_fit

PARTED = (7.5, 7.0, LEAST_SIZE)
"""Sizes of type, in points, tried where one page does not do; pages are filled by the first."""
UNKNOWN = 888
"""Stands for a page's number while pages are still being parted; as wide as any."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one page shows: heads with what stands below them, down to the nodes in `cut`.

    `only` are the nodes shown directly below the one head, where not all are.
    """

    heads: tuple[Node, ...]
    cut: tuple[Node, ...] = ()
    only: tuple[Node, ...] | None = None
    cut_keys: frozenset[str] = field(init=False, default=frozenset())

    def __post_init__(self) -> None:
        """Keep the keys of the nodes that go on elsewhere."""
        object.__setattr__(self, "cut_keys", frozenset(node.key for node in self.cut))


class Parting:
    """Finds the pages of one tree: `width` points wide, the first `first` high, others `room`."""

    def __init__(
        self, tree: Tree, setter: BoxSetter, width: float, first: float, room: float
    ) -> None:
        self._tree, self._setter = tree, setter
        self._width, self._first, self._room = width, first, room
        self._parts: list[Part] = []

    def fits(self, page: int) -> list[Fit]:
        """Give a layout for each page, all in one size; `page` is the number of the first."""
        self._pack(self._tree.roots)
        notes = self._notes(page)
        for size in PARTED:
            fits = [
                best_fit(self._wood(part, notes[at]), self._setter, self._space(at), (size,))
                for at, part in enumerate(self._parts)
            ]
            if None not in fits:
                return [fit for fit in fits if fit is not None]
        raise self._too_long(self._parts[0].heads[0])

    def _pack(self, heads: Sequence[Node]) -> None:
        """Put whole subtrees onto pages, several on one where they fit; split those too large."""
        group: tuple[Node, ...] = ()
        for head in heads:
            if self._holds(Part((*group, head)), PARTED[:1]):
                group = (*group, head)
                continue
            if group:
                self._parts.append(Part(group))
            group = (head,)
            if not self._holds(Part(group)):
                self._split(head)
                group = ()
        if group:
            self._parts.append(Part(group))

    def _split(self, head: Node) -> None:
        """Show as many levels below a node as fit a page, and the rest on further pages."""
        level: Sequence[Node] = self._tree.below(head.key)
        shown: Part | None = None
        while level:
            part = Part((head,), tuple(node for node in level if self._tree.below(node.key)))
            if not self._holds(part):
                break
            shown = part
            level = [child for node in level for child in self._tree.below(node.key)]
        if shown is None:
            self._share_out(head)
        else:
            self._parts.append(shown)
            self._pack(shown.cut)

    def _share_out(self, head: Node) -> None:
        """Repeat a node on several pages, each with some of those directly below it."""
        children, later = self._tree.below(head.key), list[Node]()
        while children:
            count = self._most(head, children)
            if count == 0:
                break
            cut = tuple(node for node in children[:count] if self._tree.below(node.key))
            self._parts.append(Part((head,), cut, children[:count]))
            later += cut
            children = children[count:]
        if len(children) == len(self._tree.below(head.key)):
            alone = Part((head,), (), () if children else None)
            if not self._holds(alone, wider=True):
                raise self._too_long(head)
            self._parts.append(alone)
        self._pack([*later, *children])

    def _most(self, head: Node, children: Sequence[Node]) -> int:
        """Give the number of nodes, from the first, that fit a page below their head."""
        low, high = 0, len(children)
        while low < high:
            middle = (low + high + 1) // 2
            some = tuple(children[:middle])
            cut = tuple(node for node in some if self._tree.below(node.key))
            if self._holds(Part((head,), cut, some), PARTED[:1] if middle > 1 else PARTED):
                low = middle
            else:
                high = middle - 1
        return low

    def _holds(self, part: Part, sizes: Sequence[float] = PARTED, *, wider: bool = False) -> bool:
        """Tell whether a page, the next one, can show a part; in the widest boxes if need be."""
        notes = {node.key: _note(None, UNKNOWN) for node in part.cut}
        for head in part.heads:
            before = UNKNOWN if self._parts and (head.parent or part.only is not None) else None
            notes[head.key] = _note(before, UNKNOWN if part.only is not None else None)
        wood, space = self._wood(part, notes), self._space(len(self._parts))
        if can_fit(wood, self._setter, space, sizes):
            return True
        return wider and can_fit(wood, self._setter, space, sizes, WIDER)

    def _space(self, at: int) -> tuple[float, float]:
        return self._width, self._room if at else self._first

    def _wood(self, part: Part, notes: dict[str, str]) -> Wood:
        def below(key: str) -> Sequence[Node]:
            if part.only is not None and key == part.heads[0].key:
                return part.only
            return () if key in part.cut_keys else self._tree.below(key)

        return Wood(part.heads, below, notes)

    def _notes(self, page: int) -> list[dict[str, str]]:
        """Say in each part's boxes from and on which page they are continued."""
        taken_up: dict[str, list[int]] = {}
        named: dict[str, int] = {}
        for number, part in enumerate(self._parts, page):
            for head in part.heads:
                taken_up.setdefault(head.key, []).append(number)
            for node in part.cut:
                named.setdefault(node.key, number)
        found = []
        for number, part in enumerate(self._parts, page):
            notes = {node.key: _note(None, taken_up[node.key][0]) for node in part.cut}
            for head in part.heads:
                pages = taken_up[head.key]
                earlier = [before for before in pages if before < number]
                following = [after for after in pages if after > number]
                before = earlier[-1] if earlier else named.get(head.key)
                if before is None and head.parent in taken_up:
                    before = taken_up[head.parent][-1]
                if part.only == ():
                    following = [number + 1]
                notes[head.key] = _note(before, following[0] if following else None)
            found.append(notes)
        return found

    def _too_long(self, node: Node) -> DocumentError:
        name = " ".join(node.title.split())[:60]
        return DocumentError(
            f"The text in the box '{name}' of '{self._tree.title}' does not fit a page: shorten it."
        )


def _note(before: int | None, after: int | None) -> str:
    if before is not None and after is not None:
        return f"continued from page {before} and on page {after}"
    if before is not None:
        return f"continued from page {before}"
    return f"continued on page {after}" if after is not None else ""
