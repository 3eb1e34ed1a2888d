"""Cards at the side of a page, and forms in them."""
