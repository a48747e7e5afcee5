"""Models ready to run, as TOML files with a mark on every figure: measured, published, or our assumption.

`library` lists and reads them. A force copies one and puts its own figures in; nothing here is measured at a force.
"""
