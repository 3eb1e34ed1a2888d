"""The board's own settings: one row, with the reference BOARD."""

from db.records.base import image, record, text

BOARD = record(
    "board",
    text("name", "Name as printed", required=True, help="Stands on every report."),
    text(
        "short_name", "Short name", length=40, required=True, help="Stands in the window, as MSCB."
    ),
    text(
        "body_term",
        "What the body is called",
        length=40,
        required=True,
        help="Board or Partnership: the word used in reports.",
    ),
    text(
        "area_term",
        "What the area is called",
        length=40,
        help="Borough, county or city: the word used in reports.",
    ),
    image("logo", "Logo", help="PNG or JPEG, at most 2 MB. Printed at the top of reports."),
    prefix="BOARD",
    title="Board settings",
    plural="Board settings",
    shown_by="name",
)

BOARD_REF = "BOARD"
