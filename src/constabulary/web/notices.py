"""What a page says was just done, by code, so that an address never carries a sentence."""

NOTICES = {
    "call-taken": "The incident is open and graded.",
    "graded": "THRIVE was asked again and the incident graded.",
    "grade-decided": "Your decision on the grade is stored.",
    "supervised": "Your look is in the log; the next is due an interval on.",
    "unit-noted": "Noted.",
    "handed-over": "Handed over. It stays with this desk until they acknowledge it.",
    "handoff-acknowledged": "The incident is yours. THRIVE is due.",
    "appointment-noted": "The appointment is noted.",
    "person-added": "The person is added. Ask about their vulnerability.",
    "vulnerability-asked": "What you asked is stored.",
    "corrected": "The incident is corrected.",
    "linked": "The incidents are linked.",
    "closed": "The incident is closed.",
    "crime-recorded": "The crime is recorded.",
    "not-recorded": "The decision not to record is stored, and the incident is closed.",
    "not-recorded-open": "The decision not to record is stored. The incident stays open: ask THRIVE again, then close it.",
    "log-written": "The log entry is written.",
    "local-standards-set": "The force's own values are set. They count from the next act on.",
    "local-standards-cleared": "The force has no values of its own now: ours count.",
    "signed-out": "You are signed out.",
    "measures-computed": "The measures are computed.",
    "progress-noted": "The step is noted.",
    "review-written": "The review is kept. A chief officer signs it.",
    "review-signed": "The review is signed.",
    "briefing-recorded": "The briefing is recorded.",
    "check-recorded": "The knowledge check is recorded.",
    "improvement-complete": "The area for improvement is complete.",
    "draft-found": "What you had typed before you were signed out is here again.",
}


def notice_of(code: str) -> str:
    """The sentence of a notice; nothing for an unknown code."""
    return NOTICES.get(code, "")
