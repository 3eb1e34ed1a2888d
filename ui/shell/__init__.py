"""The main window: navigation, year, undo and redo, status bar, and the pages in it."""
