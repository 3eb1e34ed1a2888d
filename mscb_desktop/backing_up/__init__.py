"""Backups as people meet them: where they go, when one is due, how one differs from the board."""
