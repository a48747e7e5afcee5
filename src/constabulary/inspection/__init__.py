"""Measures the force against the PEEL questions from its own records and keeps the evidence behind each figure."""
