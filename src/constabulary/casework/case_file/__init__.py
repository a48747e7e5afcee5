"""The case file: what is done to take a suspect to a charging decision, and opening it."""
