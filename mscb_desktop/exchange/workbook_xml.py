"""XML from strangers: read piece by piece, within limits, without entities.

Expat is used directly, since what builds trees keeps every element in memory: a row of a million
empty cells, or a million empty rows, cost gigabytes before anybody can stop it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NoReturn, TypeVar
from xml.parsers import expat

from mscb_desktop.exchange.errors import WorkbookRefused
from mscb_desktop.values import quoted

Attributes = dict[str, str]
Starts = Mapping[str, Callable[[Attributes], None]]
Ends = Mapping[str, Callable[[str], None]]

MOST_ELEMENTS = 2_500_000
"""Elements of all parts together; a sheet of 100,000 rows and 10 filled columns has 2,100,000."""
DEEPEST = 64
MOST_NAMES = 2_000
LONGEST_TAG = 1_000_000
"""Bytes of one tag with its attributes."""

_ENCODINGS = ("utf-8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "iso-8859-1")

_Action = TypeVar("_Action")


def damaged(what: str) -> WorkbookRefused:
    """Make the refusal of a file whose inside is not as Excel writes it."""
    return WorkbookRefused(
        f"its inside is damaged ({what}). Open it in Excel, let Excel repair it and save it "
        "under a new name as an Excel workbook (.xlsx), or ask the sender for it again."
    )


def too_long(place: str, text: str) -> WorkbookRefused:
    """Make the refusal of a text that no cell of Excel could hold."""
    return WorkbookRefused(
        f"{place} holds a text that is longer than an Excel cell can be (32,767 characters); it "
        f"begins {quoted(text[:1000])}. Shorten it, save the file as an Excel workbook (.xlsx) "
        "and import that."
    )


class ElementCount:
    """The elements of a workbook's parts so far."""

    def __init__(self) -> None:
        self._count = 0

    def add(self, count: int) -> None:
        """Count on; raise WorkbookRefused where it becomes more than can be read quickly."""
        self._count += count
        if self._count > MOST_ELEMENTS:
            raise WorkbookRefused(
                "it holds millions of cells, more than can be read. Open it in Excel, delete the "
                "empty rows and columns below and beside the data (select them, then Delete "
                "Rows), save it and try again; or share the data out over several workbooks."
            )


class _ByLocalName(dict[str, "_Action | None"]):
    """Actions by an element's name, with or without the prefix of its namespace."""

    def __missing__(self, name: str) -> _Action | None:
        _, colon, local = name.rpartition(":")
        action = self[name] = self[local] if colon else None
        return action


def read_part(
    chunks: Iterable[bytes],
    *,
    root: str,
    starts: Starts,
    ends: Ends,
    longest: int,
    place: Callable[[], str],
    count: ElementCount,
) -> None:
    """Go through one part of a workbook, calling `starts` and `ends` by the element's name.

    An action of `starts` gets the attributes, one of `ends` the text between the last start and
    the end, of at most `longest` characters. `place` names where the reading is, for messages.
    Raises WorkbookRefused for XML that is malformed, has entities or goes beyond a limit.
    """
    _Walk(root, starts, ends, longest, place, count).read(chunks)


class _Walk:
    def __init__(
        self,
        root: str,
        starts: Starts,
        ends: Ends,
        longest: int,
        place: Callable[[], str],
        count: ElementCount,
    ) -> None:
        self._root, self._place, self._count = root, place, count
        self._starts: _ByLocalName[Callable[[Attributes], None]] = _ByLocalName(starts)
        self._ends: _ByLocalName[Callable[[str], None]] = _ByLocalName(ends)
        self._longest = longest
        self._depth = self._elements = self._length = 0
        self._pieces: list[str] = []

    def read(self, chunks: Iterable[bytes]) -> None:
        names: dict[str, str] = {}
        parser = expat.ParserCreate(intern=names)
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.XmlDeclHandler = self._declared
        parser.StartDoctypeDeclHandler = self._refuse_entities
        parser.EntityDeclHandler = self._refuse_entities
        parser.ExternalEntityRefHandler = self._refuse_entities
        fed = 0
        for chunk in chunks:
            self._parse(parser, chunk)
            fed += len(chunk)
            self._count.add(self._elements)
            self._elements = 0
            if len(names) > MOST_NAMES or fed - parser.CurrentByteIndex > LONGEST_TAG:
                raise damaged(f"{self._place()} is not as Excel writes it")
        self._parse(parser, b"")

    def _parse(self, parser: expat.XMLParserType, chunk: bytes) -> None:
        try:
            parser.Parse(chunk, not chunk)
        except expat.ExpatError as error:
            raise damaged(f"{self._place()} is not readable: {error}") from error

    def _declared(self, version: str, encoding: str | None, standalone: int) -> None:
        """Refuse what Expat would read through Python, which guesses at letters."""
        if encoding is not None and encoding.casefold() not in _ENCODINGS:
            raise damaged(f"{self._place()} is not readable: its letters are of another kind")

    def _start(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth == 1 and name.rpartition(":")[2] != self._root:
            raise damaged(f"{self._place()} has the wrong content")
        if self._depth > DEEPEST:
            raise damaged(f"{self._place()} is not as Excel writes it: tags within tags")
        if self._length:
            self._pieces.clear()
            self._length = 0
        if action := self._starts[name]:
            action(attributes)

    def _text(self, text: str) -> None:
        self._length += len(text)
        if self._length > self._longest:
            raise too_long(self._place(), "".join([*self._pieces[:1], text]))
        self._pieces.append(text)

    def _end(self, name: str) -> None:
        self._depth -= 1
        if action := self._ends[name]:
            action("".join(self._pieces))
        if self._length:
            self._pieces.clear()
            self._length = 0

    def _refuse_entities(self, *_: object) -> NoReturn:
        raise WorkbookRefused(
            f"{self._place()} declares XML entities, which Excel never does and which can do "
            "harm. Ask the sender for a workbook that Excel has saved."
        )
