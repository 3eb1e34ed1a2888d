"""Groups: who sits on them on a day, as what, and what their quorum asks for."""
