"""What is played, as data: classes of work, stages, staff, and the reader of their TOML files.

Everything is a frozen value; lengths of time are floats in hours unless the name says otherwise, moments are aware
datetimes. Start reading in `whole`; `checking` says in sentences what is wrong with a model.
"""
