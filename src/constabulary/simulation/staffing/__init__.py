"""How many people, and who when: formulas for waits, the smallest staff for a target, and rosters that keep the rules.

Formulas first (`erlang`, `offered`, `needed`), because they answer at once and show what binds; a roster (`roster`)
turns numbers of people into people. Nothing here ranks anybody: people differ by skills and hours only.
"""
