"""Pools for the benchmark of allocation, made from a seed."""
