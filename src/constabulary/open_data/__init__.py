"""Reads published files into typed rows and reports their quality; stores nothing. Pure but for the files it is given.

Start with `reading`: `find_files` of a path, then `open_reading` of each file, then its blocks or its rows. What a
kind of file holds is a table in `kinds`; how one column is read is in `fields`; why a row or a file is refused is in
`reasons`. Files are streamed: a block at a time, whatever the size of the file.
"""
