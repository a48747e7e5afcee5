"""What is known of the danger to people and from them: the risk grade that stands, the warnings in force.

Asked by number for any record of somebody, answered from all of theirs, as far as whoever asks may see them.
"""

from collections.abc import Sequence
from datetime import datetime
from operator import itemgetter

from constabulary.policing.vulnerability.assessments import standing_grade
from constabulary.policing.vulnerability.risk import RiskGrade
from constabulary.records.pipeline import Rows
from constabulary.records.queries.known import WARNING_COLUMNS, WarningView, in_order_of_safety
from constabulary.records.queries.people import made_of
from constabulary.records.queries.together import Asked, Asking, Question
from constabulary.standards.values import value


@value
class StandingRisk:
    """The risk grade that counts for somebody now; `id` is its assessment, `incident` where that was made."""

    id: int
    grade: RiskGrade
    assessed_at: datetime
    incident: str


#: The latest assessment on any record of each of these people, with the latest second look at it.
RISKS = """
    SELECT near.asked, a.id, a.grade, a.suggested, coalesce(r.grade, ''), a.assessed_at, i.reference
    FROM (
        SELECT DISTINCT parts.person_id AS asked, same.id
        FROM ({people}) parts CROSS JOIN LATERAL same_person(parts.person_id) AS same(id)
    ) near JOIN LATERAL (
        SELECT * FROM risk_assessment WHERE person_id = near.id ORDER BY id DESC LIMIT 1
    ) a ON true JOIN incident i ON i.id = a.incident_id LEFT JOIN LATERAL (
        SELECT grade FROM risk_review WHERE assessment_id = a.id ORDER BY id DESC LIMIT 1
    ) r ON true
"""
THESE = "SELECT * FROM unnest(%(ids)s::bigint[]) AS t(person_id)"
#: A risk is to those who report or suffer something: of somebody complained of it would be read the wrong way round.
IN_INCIDENT = "SELECT person_id FROM incident_person WHERE incident_id = %(id)s AND role <> 'suspect'"


def _latest(found: Rows) -> dict[int, StandingRisk]:
    standing: dict[int, StandingRisk] = {}
    for asked, number, grade, suggested, reviewed, assessed_at, incident in sorted(found, key=itemgetter(5, 1)):
        made = standing_grade(RiskGrade(grade), RiskGrade(suggested), is_decided=False)
        stands = RiskGrade(reviewed) if reviewed else made
        standing[asked] = StandingRisk(id=number, grade=stands, assessed_at=assessed_at, incident=incident)
    return standing


@Question
def risks_of(people: Sequence[int]) -> Asking[dict[int, StandingRisk]]:
    """The risk grade that stands for each of these people who was ever assessed."""
    if not people:
        return {}
    found = yield Asked(RISKS.format(people=THESE), {"ids": list(people)})
    return _latest(found)


@Question
def risks_of_incident(incident: int) -> Asking[dict[int, StandingRisk]]:
    """The risk grade that stands for each person in an incident, but those complained of."""
    found = yield Asked(RISKS.format(people=IN_INCIDENT), {"id": incident})
    return _latest(found)


@Question
def warnings_near(people: Sequence[int], places: Sequence[int]) -> Asking[dict[int, tuple[WarningView, ...]]]:
    """The warnings in force on each of these people and places."""
    if not people and not places:
        return {}
    columns = WARNING_COLUMNS.format(warnings="warning")
    on_people = f"""
        SELECT near.asked, found.* FROM (
            SELECT DISTINCT parts.person_id AS asked, same.id
            FROM ({THESE}) parts CROSS JOIN LATERAL same_person(parts.person_id) AS same(id)
        ) near JOIN LATERAL ({columns} WHERE w.person_id = near.id AND w.ended_at IS NULL) found ON true
    """
    at_places = f"""
        SELECT near.asked, found.* FROM unnest(%(ids)s::bigint[]) AS near(asked)
        JOIN LATERAL ({columns} WHERE w.place_id = near.asked AND w.ended_at IS NULL) found ON true
    """
    answers = yield (Asked(on_people, {"ids": list(people)}), Asked(at_places, {"ids": list(places)}))
    near: dict[int, list[WarningView]] = {}
    for row in (*answers[0], *answers[1]):
        near.setdefault(row[0], []).extend(made_of(WarningView, [row[1:]]))
    return {number: tuple(in_order_of_safety(found)) for number, found in near.items()}
