"""Reads, as typed rows. What shows a person is read through `casework.reading`, which journals it."""
