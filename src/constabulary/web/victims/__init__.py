"""Victims: what they are owed and what they said."""
