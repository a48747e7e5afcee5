"""Everything done to an incident: assessed and graded, dispatched to, written up, handed over, closed.

A module per kind of act; `grading` is where a call and every later THRIVE meet. Start there.
"""
