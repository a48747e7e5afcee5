"""Supervision that looks: what comes before a supervisor, and why."""
