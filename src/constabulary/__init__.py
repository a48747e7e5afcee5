"""Constabulary: the system a police force in England and Wales runs its work on.

Start reading at `casework`, one function per thing a person does; the rules it asks are in `policing`,
the numbers those rest on in `standards`. The layers are listed in CONTRIBUTING.md and held by import-linter.
"""
