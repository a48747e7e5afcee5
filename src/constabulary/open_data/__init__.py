"""Reads published files into typed rows and reports their quality; stores nothing. Pure but for the files it is given."""
