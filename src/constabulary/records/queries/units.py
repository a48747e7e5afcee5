"""Units as a dispatcher sees them: where each is committed, or what it was last on."""

from datetime import datetime

from constabulary.policing.incidents.units import OUT, UnitStanding
from constabulary.records.queries.people import made_of
from constabulary.records.queries.together import Asked, Asking, Question


@Question
def units_since(moment: datetime) -> Asking[list[UnitStanding]]:
    """Every unit that was sent anywhere since then or is still committed, as far as whoever asks may see.

    One committed to what they may not see is committed, and nothing else is said of it. A unit whose incident was closed is free from then on, whether or not anybody noted that it cleared.
    """
    found = yield Asked(
        """
        SELECT DISTINCT ON (one.unit) one.unit, one.state, one.reference, one.grade, one.district_id,
            coalesce(d.name, ''), one.noted_at
        FROM (
            SELECT u.id, u.unit, i.reference, i.grade, p.district_id, u.sent_at,
                CASE WHEN i.state = 'closed' AND u.state = ANY(%(out)s) THEN 'cleared' ELSE u.state END AS state,
                CASE WHEN i.state = 'closed' AND u.state = ANY(%(out)s) THEN i.closed_at
                    ELSE coalesce(u.cleared_at, u.diverted_at, u.at_scene_at, u.en_route_at, u.sent_at) END AS noted_at
            FROM deployment u JOIN incident i ON i.id = u.incident_id LEFT JOIN place p ON p.id = i.place_id
            WHERE u.id IN (
                SELECT id FROM deployment WHERE sent_at >= %(since)s
                UNION ALL SELECT id FROM deployment WHERE state IN ('sent', 'en_route', 'at_scene')
            )
            UNION ALL
            SELECT NULL, unseen, '', '', NULL, NULL, 'sent', %(since)s FROM units_committed_unseen() AS unseen
        ) one LEFT JOIN district d ON d.id = one.district_id
        ORDER BY one.unit, (one.state = ANY(%(out)s)) DESC, one.sent_at DESC, one.id DESC
        """,
        {"since": moment, "out": list(OUT)},
    )
    return made_of(UnitStanding, found)
