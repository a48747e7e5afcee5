"""Plays demand against capacity and reports waits, backlogs and breaches. Pure: a generator and a clock are handed in."""
