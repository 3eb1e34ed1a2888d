"""The one step by which a post goes from one person to the next."""
