"""Editors, one per kind of value, shared by grids and forms."""

from ui.editors.lasting import keep_constants

keep_constants()
