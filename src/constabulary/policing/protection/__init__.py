"""Who may not see, and how a person can safely be reached: restrictions, seals, emergency openings, safe routes."""
