"""A long text whose wrong words are marked, found by F7 and mended from its menu."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextBlock, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from mscb_desktop.spelling.words import words
from ui.editors.spelling import Spelling
from ui.theme import colours


class Spot(NamedTuple):
    """A word in a document, from `start` to `end` in the document's positions."""

    start: int
    end: int
    word: str


def spots(block: QTextBlock) -> Iterator[Spot]:
    """Give a paragraph's words that can be checked, with their places in the document."""
    text, begin = block.text(), block.position()
    # Qt counts letters beyond U+FFFF, such as emoji, as two.
    is_plain = text.isascii() or _units(text) == len(text)
    for start, end, word in words(text):
        if not is_plain:
            start, end = _units(text[:start]), _units(text[:end])
        yield Spot(begin + start, begin + end, word)


class CheckedText(QSyntaxHighlighter):
    """Marks the wrong words of an edit; `place` names the text for ‘Ignore here’.

    The word that is being typed is left alone until the caret leaves it.
    """

    def __init__(self, edit: QPlainTextEdit, spelling: Spelling, place: str) -> None:
        super().__init__(edit.document())
        self._edit = edit
        self._spelling = spelling
        self._place = place
        self._passive = True
        self._typing: Spot | None = None
        spelling.changed.connect(self.settle)
        edit.cursorPositionChanged.connect(self._on_moved)
        self._passive = False

    def settle(self) -> None:
        """Mark every wrong word, as nothing is being typed."""
        self._passive, self._typing = True, None
        self.rehighlight()
        self._passive = False

    def highlightBlock(self, text: str) -> None:
        """Mark the wrong words of a paragraph."""
        if not text or not self._spelling.is_checking:
            return
        block = self.currentBlock()
        mark = QTextCharFormat()
        mark.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        mark.setUnderlineColor(QColor(colours().bad))
        caret = -1
        if not self._passive and self._edit.hasFocus():
            caret = self._edit.textCursor().position()
        for spot in spots(block):
            if spot.start < caret <= spot.end:
                self._typing = spot
            elif self._is_wrong(spot):
                self.setFormat(spot.start - block.position(), spot.end - spot.start, mark)

    def word_at(self, position: int) -> Spot | None:
        """Give the word that covers or touches a position of the document."""
        block = self._edit.document().findBlock(position)
        return next((spot for spot in spots(block) if spot.start <= position <= spot.end), None)

    def wrong_at(self, position: int) -> Spot | None:
        """Give the wrong word at a position, None where there is none."""
        spot = self.word_at(position)
        return spot if spot is not None and self._is_wrong(spot) else None

    def next_wrong(self, after: int) -> Spot | None:
        """Give the next wrong word that ends behind a position, round at the text's end."""
        found = [spot for spot in self._all() if self._is_wrong(spot)]
        return next((spot for spot in found if spot.end > after), found[0] if found else None)

    def select(self, spot: Spot) -> None:
        """Select a word and bring it into sight."""
        cursor = self._edit.textCursor()
        cursor.setPosition(spot.start)
        cursor.setPosition(spot.end, QTextCursor.MoveMode.KeepAnchor)
        self._edit.setTextCursor(cursor)
        self._edit.ensureCursorVisible()

    def replace(self, spot: Spot, word: str) -> None:
        """Put another word in a word's place, as one step of the edit's own undo."""
        cursor = QTextCursor(self._edit.document())
        cursor.setPosition(spot.start)
        cursor.setPosition(spot.end, QTextCursor.MoveMode.KeepAnchor)
        if cursor.selectedText() != spot.word:
            return
        cursor.insertText(word)
        self._edit.setTextCursor(cursor)
        self.settle()

    def ignore(self, spot: Spot) -> None:
        """Leave a word alone in this text."""
        self._spelling.ignore(spot.word, self._place)

    def _is_wrong(self, spot: Spot) -> bool:
        return not self._edit.isReadOnly() and self._spelling.wrong(spot.word, self._place)

    def _all(self) -> Iterator[Spot]:
        block = self._edit.document().begin()
        while block.isValid():
            yield from spots(block)
            block = block.next()

    def _on_moved(self) -> None:
        spot = self._typing
        if spot is None:
            return
        caret = self._edit.textCursor()
        if not spot.start <= caret.position() <= spot.end:
            self._typing = None
            self._passive = True
            self.rehighlightBlock(self._edit.document().findBlock(spot.start))
            self._passive = False


def _units(text: str) -> int:
    """Count a text's UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
