"""What the rule book said on a given day, and where it says so.

Every number, code list and interval the product uses is here as dated, cited data (`data/`), read through
typed keys. A force's own values lie over ours and are marked local. Pure: no clock, no database, no Django.
Start with `dated` (what a standard is), then `rulebook` (which edition applies), then any topic module.
"""
