"""The commands that need the database; `constabulary` runs them."""
