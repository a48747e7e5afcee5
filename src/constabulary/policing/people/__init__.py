"""People, places and things: their names and addresses, links, warnings, combining and disclosing their records."""
