"""Lengths of time as people say them."""

import math

MINUTE, DAY = 1 / 60, 24.0


def told_hours(hours: float) -> str:
    """Hours in the unit that suits them: 12 s, 4.2 min, 3.1 h, 5.6 days; a dash for what is no number."""
    if math.isnan(hours):
        return "–"
    size = abs(hours)
    if size < 2 * MINUTE:
        return f"{hours * 3600:.0f} s"
    if size < 2:
        return f"{hours * 60:.1f} min"
    if size < 2 * DAY:
        return f"{hours:.1f} h"
    return f"{hours / 24:.1f} days"
