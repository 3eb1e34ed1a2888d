"""Choose the editor for a kind of value."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from db.fields import Field, Kind
from ui.editors.base import Editor
from ui.editors.date import DateEditor
from ui.editors.image import ImageEditor
from ui.editors.line import LineEditor
from ui.editors.long_text import LongTextEditor
from ui.editors.offers_there import AskWhetherThere, NewNameEditor
from ui.editors.pick import Ask, PickEditor, offer_choices
from ui.editors.yes_no import YesNoEditor


def make_editor(
    field: Field,
    parent: QWidget | None,
    *,
    in_grid: bool,
    ask: Ask | None = None,
    already: AskWhetherThere | None = None,
) -> Editor:
    """Make the editor of the field's kind; `ask` gives a lookup's offers.

    `already` is asked of a text for the records that one to be called so may be again.
    A grid edits yes/no by single keys and shows no pictures, so that both are for forms.
    """
    match field.kind:
        case Kind.LONG_TEXT:
            return LongTextEditor(field, parent, in_grid=in_grid)
        case Kind.DATE:
            return DateEditor(field, parent, in_grid=in_grid)
        case Kind.CHOICE:
            return PickEditor(field, offer_choices(field), parent, in_grid=in_grid)
        case Kind.LOOKUP:
            return PickEditor(field, ask or (lambda _text: ()), parent, in_grid=in_grid)
        case Kind.YES_NO:
            return YesNoEditor(field, parent, in_grid=in_grid)
        case Kind.IMAGE:
            return ImageEditor(field, parent, in_grid=in_grid)
        case Kind.TEXT if already is not None:
            return NewNameEditor(field, already, parent, in_grid=in_grid)
        case _:
            return LineEditor(field, parent, in_grid=in_grid)
