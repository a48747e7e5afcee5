"""Judging figures: intervals, targets, deadlines of areas for improvement. Proposes, never decides a grade."""
