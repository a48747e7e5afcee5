"""The lists of supervision."""
