"""Allocation: what a crime asks of its officer, what an officer carries already, and what speaks against a choice."""
