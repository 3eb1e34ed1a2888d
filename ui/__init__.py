"""The window: shell, pages, forms and grids; knows nothing of SQL."""

from ui.lasting import keep_constants

# Before any Qt call, wherever the window's code is entered.
keep_constants()
