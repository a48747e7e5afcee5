"""What the journal says of coming from another system, by the kind of entry."""

from collections.abc import Mapping

SENTENCES_OF_TAKEOVER: Mapping[str, str] = {
    "takeover_begun": "Taking over from another system was begun.",
    "taken_over": "The record was taken over from another system.",
    "rows_taken_over": "Rows of another system were read, and each was accounted for.",
    "likeness_decided": "It was decided whether somebody taken over is the person on record.",
    "systems_compared": "Both systems were compared.",
    "difference_accepted": "A difference between both systems was accepted.",
    "rows_drawn": "Rows were drawn to be compared by eye.",
    "row_looked_at": "A row was compared by eye.",
    "rejects_written": "Rows of another system that were refused were given back to be repaired.",
    "cut_over": "The old system was left.",
    "read_takeover": "How another system and this one differ, or rows drawn from it, were shown.",
}
