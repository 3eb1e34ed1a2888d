"""Values as people write and read them: text to native value and back, without a database."""

from mscb_desktop.values.dates import date_from_number, read_date, show_date
from mscb_desktop.values.money import MINUS, money_from_number, read_money, show_money
from mscb_desktop.values.reading import read_choice, read_value, read_yes_no
from mscb_desktop.values.showing import show_value
from mscb_desktop.values.text import read_line, read_long_text
from mscb_desktop.values.unreadable import Unreadable, quoted
from mscb_desktop.values.whole import read_whole, show_whole, whole_from_number
from mscb_desktop.values.years import as_at, read_year, year_end, year_label, year_of, year_start

__all__ = [
    "MINUS",
    "Unreadable",
    "as_at",
    "date_from_number",
    "money_from_number",
    "quoted",
    "read_choice",
    "read_date",
    "read_line",
    "read_long_text",
    "read_money",
    "read_value",
    "read_whole",
    "read_year",
    "read_yes_no",
    "show_date",
    "show_money",
    "show_value",
    "show_whole",
    "whole_from_number",
    "year_end",
    "year_label",
    "year_of",
    "year_start",
]
