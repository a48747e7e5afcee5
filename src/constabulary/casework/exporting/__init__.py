"""Exports: the approved columns of records as CSV, XLSX or ODS, each journalled with who, why, how many and a digest.

A module a format: each takes a `Sheet` and gives bytes that hold its title, its visible cells and nothing else.
Start with `records.export_records`.
"""
