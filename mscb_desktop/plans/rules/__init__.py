"""Pure rules over actions: how they stand, what does not go together, what serves what."""
