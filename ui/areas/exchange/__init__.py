"""Import and export: workbooks come in by a preview to choose from, everything goes out."""

from ui.areas.find import Area

AREA = Area(
    "exchange",
    "Import and export",
    "arrows-exchange",
    880,
    "ui.areas.exchange.page:ExchangePage",
    below_line=True,
    uses_year=False,
)

IMPORT, EXPORT = "import", "export"
"""What `Context.open_page` takes for this area in place of a record: ask for a file at once."""

EXCHANGE_KEYS = (
    ("Space", "Tick or untick the selected rows"),
    ("Ctrl+A", "Select every row shown"),
    ("Ctrl+F", "Find in the rows"),
    ("Enter", "Go to the record"),
    ("Alt+I", "Import the ticked rows"),
    ("Alt+C", "Copy the list of what is wrong"),
)
"""What F1 lists, as (keys, what they do)."""
