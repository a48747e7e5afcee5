"""Drawings as SVG with a role and a name, for pages and for files alike."""
