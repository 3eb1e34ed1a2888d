"""Backups: copies of a board, which of them are kept, and one put in the board's place."""
