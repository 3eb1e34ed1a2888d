"""What pages, rules and reports ask of a board: frozen rows, read by SQLAlchemy's Core."""
