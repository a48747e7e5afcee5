"""Scenarios of demand and capacity: saved, changed, played and compared."""
