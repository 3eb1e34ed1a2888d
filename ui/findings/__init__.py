"""What needs doing: looked for in the background, shown, accepted with a reason."""
