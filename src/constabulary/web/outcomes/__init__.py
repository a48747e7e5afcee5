"""Pages for the outcome of a crime."""
