"""Outcomes: what must be so before each can be applied, whose authority it needs, and what stands in its way.

`facts` is what a rule may look at, `preconditions` what a rule is; `general` holds for many outcomes, the other
modules hold the rules of one group each, and `check` puts them together. Start with `check.check_outcome`.
"""
