"""People and posts: who holds which post, and what a hand-over takes along."""
