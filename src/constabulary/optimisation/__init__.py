"""Proposes who should investigate which crime, and explains the proposal. Pure; proposes, never decides."""
