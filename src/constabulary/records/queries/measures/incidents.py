"""THRIVE measures."""

from datetime import datetime, timedelta

from constabulary.records.queries.measures.counted import Counted, count_rows

ELEMENTS = "ARRAY['threat', 'harm', 'risk', 'investigation', 'vulnerability', 'engagement']"
#: That not all are the same is found with the first two that differ: no more of them are looked at.
ANSWERED_IN_FULL = f"""
    NOT EXISTS (
        SELECT 1 FROM unnest(a.in_words) e WHERE coalesce(a.answers -> e ->> 'rationale', '') !~ '[[:alpha:]]'
    )
    AND EXISTS (
        SELECT 1 FROM unnest({ELEMENTS}) e
        WHERE coalesce(a.answers -> e ->> 'rationale', '') ~ '[[:alpha:]]'
    )
    AND EXISTS (
        SELECT 1 FROM unnest({ELEMENTS})
            WITH ORDINALITY AS e (name, place)
        CROSS JOIN unnest({ELEMENTS})
            WITH ORDINALITY AS o (name, place)
        WHERE e.place < o.place
          AND lower(regexp_replace(a.answers -> e.name ->> 'rationale', '[^[:alnum:]]', '', 'g'))
            <> lower(regexp_replace(a.answers -> o.name ->> 'rationale', '[^[:alnum:]]', '', 'g'))
    )
    AND coalesce((a.answers -> 'threat' ->> 'capability')::int BETWEEN 0 AND 3, false)
    AND coalesce((a.answers -> 'threat' ->> 'intent')::int BETWEEN 0 AND 3, false)
    AND (
        coalesce((a.answers -> 'vulnerability' ->> 'household_asked')::boolean, false)
        OR coalesce(trim(a.answers -> 'vulnerability' ->> 'household_not_asked_because'), '') <> ''
    )
    AND NOT EXISTS (
        SELECT 1 FROM unnest((string_to_array(a.answers ->> 'question_set', '+'))[2:]) wanted
        WHERE NOT EXISTS (
            SELECT 1 FROM jsonb_array_elements(coalesce(a.answers -> 'blocks', '[]'::jsonb)) given
            WHERE given ->> 'block' = wanted AND coalesce(trim(given ->> 'words'), '') <> ''
        )
    )
"""


def thrive_recorded(*, within: timedelta, from_at: datetime, until_at: datetime, as_at: datetime) -> Counted:
    """Incidents opened in the window; met: every mandatory question of THRIVE answered by the first dispatch, or in time.

    Mandatory are the rationales of the elements that the rules asked words for (all six but for a calm call to which nobody is
    sent, of one at the least), not all the same, capability and intent, the household asked about or why not, and the words of each
    block that the question set of the assessment had: what `find_missing_answers` and `find_missing_blocks` ask for.
    Row numbers are incidents.
    """
    # Past the masking of words: whether a question was answered is the same for whoever asks, and no word is given back.
    return count_rows(
        f"""
        SELECT i.id, coalesce(bool_or(
            a.assessed_at <= greatest(i.opened_at + %(within)s, coalesce(m.dispatched_at, i.opened_at))
            AND {ANSWERED_IN_FULL}
        ), false)
        FROM incident i
        LEFT JOIN public.thrive_assessment a ON a.incident_id = i.id AND a.assessed_at <= %(as_at)s
        LEFT JOIN LATERAL (
            SELECT min(m.reached_at) AS dispatched_at FROM incident_milestone m
            WHERE m.incident_id = i.id AND m.kind = 'first_dispatched' AND m.reached_at <= %(as_at)s
        ) m ON true
        WHERE i.opened_at >= %(from_at)s AND i.opened_at < %(until_at)s AND i.opened_at + %(within)s <= %(as_at)s
        GROUP BY i.id
        """,
        {"within": within, "from_at": from_at, "until_at": until_at, "as_at": as_at},
    )


#: That THRIVE had been asked before the duty was opened: otherwise it is the first that is due, not another.
ASKED_BEFORE = """
          AND EXISTS (
            SELECT 1 FROM public.thrive_assessment a WHERE a.incident_id = d.incident_id AND a.assessed_at <= d.opened_at
          )
"""


def thrive_reviewed_in_time(
    *, from_at: datetime, until_at: datetime, as_at: datetime, first_too: bool = False
) -> Counted:
    """Duties to ask THRIVE again that fell due in the window while the incident was open; met: asked in time.

    Row numbers are incidents; an incident with several such duties meets the measure when every one was met in time. A
    duty that fell away before it was due (the clock wound anew, the incident closed) never fell due, and one that fell
    away later was not met. The first THRIVE of an incident that was opened before anybody asked it is no asking again;
    it is counted with the others only `first_too`, as the first definition did.
    """
    return count_rows(
        f"""
        SELECT d.incident_id, bool_and(d.state = 'met' AND d.ended_at <= d.due_at)
        FROM duty d
        WHERE d.kind = 'reassess' AND d.due_at >= %(from_at)s AND d.due_at < %(until_at)s AND d.due_at <= %(as_at)s
          AND d.opened_at <= %(as_at)s AND d.incident_id IS NOT NULL
          AND NOT (d.state = 'superseded' AND d.ended_at <= d.due_at) {"" if first_too else ASKED_BEFORE}
        GROUP BY d.incident_id
        """,
        {"from_at": from_at, "until_at": until_at, "as_at": as_at},
    )
