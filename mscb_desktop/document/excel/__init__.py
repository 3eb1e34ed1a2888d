"""The Excel writer: one sheet a table with live totals, and a cover with contents and notes."""

from mscb_desktop.document.excel.writer import write_xlsx

__all__ = ["write_xlsx"]
