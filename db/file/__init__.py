"""The file itself: its SQLite, who may open it and where, and how it reaches the disk."""
