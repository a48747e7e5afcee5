"""Victims: what they want and whether they support, how and how often they are told, and what counts as told."""
