"""Learns demand and durations from timestamps: arrivals, how long things take, where they go next, and how it drifts.

Pure: plain arrays in, frozen values out; moments are seconds since 1970 in UTC, durations hours. It must never drop what
is still open: that is how backlogs come to look short. Start reading in `history`, then `learning`; `telling` says it
in sentences.
"""
