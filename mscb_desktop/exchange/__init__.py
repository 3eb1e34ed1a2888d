"""Data in and out by Excel: workbooks read and written, changes planned, rows applied."""
