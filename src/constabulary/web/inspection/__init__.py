"""Pages of the inspection's figures."""
