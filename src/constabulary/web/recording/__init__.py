"""Pages for recording crime."""
