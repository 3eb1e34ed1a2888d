"""The window: shell, pages, forms and grids; knows nothing of SQL."""
