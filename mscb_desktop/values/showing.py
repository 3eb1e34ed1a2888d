"""Show native values as people read them."""

from __future__ import annotations

import datetime as dt

from db.fields import Field, Kind, Value
from mscb_desktop.values.dates import show_date
from mscb_desktop.values.money import show_money
from mscb_desktop.values.whole import show_whole


def show_value(field: Field | Kind, value: Value) -> str:
    """Give the text that stands for `value` in a cell; '' for blank.

    A choice shows its label where the field is given; a lookup shows its reference, since its
    name is not known here; a picture shows that it is there.
    """
    kind = field.kind if isinstance(field, Field) else field
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int):
        return show_money(value) if kind is Kind.MONEY else show_whole(value)
    if isinstance(value, dt.date):
        return show_date(value)
    if isinstance(value, bytes):
        return "Picture"
    if isinstance(field, Field) and kind is Kind.CHOICE:
        return field.choice_label(value) or value
    return value
