"""Recording: the decision on an incident, the crime, and everything that may later change or remove it.

Start with `decision.decide_recording`; a crime itself is made in `crimes`.
"""
