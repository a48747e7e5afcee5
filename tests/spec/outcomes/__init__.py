"""Outcomes: what each needs, one missing thing a row. The table is the published rule page (docs/rules/outcomes.md)."""
