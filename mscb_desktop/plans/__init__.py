"""Plans: what shall be done, by whom and by when, and how far it got."""
