"""Allocation: the pool, and giving one crime to an officer."""
