"""The rules: pure functions over typed facts, each returning its reasons and the edition it was made under.

A rule here decides what the state of things allows, never who may do it (that is `access`). No clock, no
database, no Django: whatever a rule needs is handed to it. One folder per stage; `decisions` and `clocks`
are what they share. Start with `incidents/grading.py`.
"""
