"""Outcomes: what stands in the way of one, proposed, approved or refused, and the crime reopened.

Start with `proposing.propose_outcome`; what the rules look at is gathered in `matter`.
"""
