"""Plans of demand and capacity: what may be asked for."""
