"""Rows turned into the facts that rules need, one function a fact."""
