"""Pages for exporting records."""
