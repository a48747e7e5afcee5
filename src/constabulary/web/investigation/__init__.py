"""The investigation of a crime: its pages and what is done on them."""
