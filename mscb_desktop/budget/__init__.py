"""The budget: its statement, checks, years, and the sheets it is typed into."""
