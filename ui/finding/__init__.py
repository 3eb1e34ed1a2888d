"""The box that finds records, pages and commands (Ctrl+K)."""
