"""The keys of the preview, with what they do."""

PREVIEW_KEYS = (
    ("Ctrl+P", "Print"),
    ("Ctrl+S", "Save as PDF"),
    ("Ctrl+E", "Open in Excel"),
    ("Ctrl++, Ctrl+−", "Zoom in or out"),
    ("Ctrl+0", "Fit the page’s width"),
    ("Ctrl+9", "Fit the whole page"),
    ("PgUp, PgDown", "Turn pages"),
    ("Esc", "Go back to the page"),
)
"""(keys, words) as F1 lists them."""
