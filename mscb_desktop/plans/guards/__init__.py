"""What may never be stored of plans."""
