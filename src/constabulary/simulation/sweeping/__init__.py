"""Sweeps: many models, each played many times, on several processes or machines, with the same figures to the bit.

`on_dask` needs the extra `sweeps`; nothing else imports it.
"""
