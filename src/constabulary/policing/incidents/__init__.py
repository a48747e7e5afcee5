"""Incidents: THRIVE as data, the grade it calls for, and when it must be asked again."""
