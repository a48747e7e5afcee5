"""Plays demand against capacity and reports waits, backlogs and breaches. Pure: seeds and start moments are handed in.

Start reading in `model` (what is played, as data), then `judge` (how it is played, slowly and plainly), then `engine`
(the same, compiled) and `results` (what comes out, and how sure it is).
"""
