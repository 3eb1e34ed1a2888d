"""Spelling in UK English: words found in text, checked, and offered better ones."""
