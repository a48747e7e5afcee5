"""Pages of the administrator: who holds which role."""
