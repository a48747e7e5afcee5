"""Wires settings, addresses and processes; contains no rule and no page.

`main` is the command `constabulary`; `database` is the embedded PostgreSQL; `server` runs the web server and the
worker beside each other.
"""
