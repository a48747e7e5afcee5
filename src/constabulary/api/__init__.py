"""Pages for machines, versioned, with a committed OpenAPI file; thin as the web is."""
