"""The line of accountability: objectives, and for each what is done for it."""
