"""Documents and charts shown as the PDF that they print as."""
