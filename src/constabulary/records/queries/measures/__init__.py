"""The records that each measure counts: every one with whether it meets the measure, as at a moment."""
