"""Pages about who may not see: restrictions, seals, emergency openings, safe routes, the outbox, connections."""
