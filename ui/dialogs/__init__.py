"""The window's dialogs, one to a file; each opens without stopping the window."""
