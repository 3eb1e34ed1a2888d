"""One description of a page, and the writers that make PDF and Excel files of it."""
