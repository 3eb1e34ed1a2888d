"""Editors, one per kind of value, shared by grids and forms."""
