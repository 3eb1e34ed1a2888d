"""A plan as its table prints, typed in place and pasted whole."""
