"""The register over all plans: found, shown a page at a time, counted, and its filters kept."""
