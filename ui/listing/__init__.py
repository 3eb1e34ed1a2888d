"""Pages of a list and a form over one kind of record, made from a description."""
