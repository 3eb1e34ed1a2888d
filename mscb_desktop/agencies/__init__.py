"""Agencies: the rules of who succeeds whom."""
