"""Pages for taking contact."""
