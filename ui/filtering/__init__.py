"""Filters above a list: each a labelled editor, together as many lines as the width needs."""
