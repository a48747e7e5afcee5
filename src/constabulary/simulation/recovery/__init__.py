"""When is the backlog gone, how sure, and what would make it sooner: the arithmetic of a recovery plan.

Daily counts in and out, the riskiest first and the oldest of those; not single pieces of work. Start reading in `queue`,
then `burn_down` (futures) and `fluid` (the same in a formula); `tracking` holds a running plan to what came about.
"""
