"""The areas of the window, one folder each; `ui.areas.find` lists them."""
