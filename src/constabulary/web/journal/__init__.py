"""Pages of journeys and the journal."""
