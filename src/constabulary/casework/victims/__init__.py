"""Victims: contact as agreed, updates and attempts, needs, and their position."""
