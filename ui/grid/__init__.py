"""The grid: a sheet edited in place with Excel's keys."""

from ui.grid.view import Grid

__all__ = ["Grid"]
