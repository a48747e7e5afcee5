"""How the people of a journey are reached: the route that counts for each, and what was said of it at the call."""

from datetime import datetime

from constabulary.policing.contact.channels import MayLearn
from constabulary.records.pipeline import Rows
from constabulary.records.queries.messages import LEADS_TO, ROUTE_JOINS, RouteView
from constabulary.records.queries.together import Asked, Asking, Question
from constabulary.standards.values import value


@value
class Said:
    """What a caller said of how they can safely be reached: their words, not yet confirmed with anybody."""

    words: str
    at: datetime


@value
class Reach:
    """How one person is reached; None where no route is confirmed."""

    person_id: int
    reference: str
    name: str
    route: RouteView | None


@value
class Reaches:
    """How the people of an incident or the victim of a crime are reached, and what was said of it at the call.

    Nothing at all for whoever is connected with somebody on the other side of any of them.
    """

    people: tuple[Reach, ...] = ()
    said: Said | None = None
    #: Numbers that the suspect or the household answers or sees, squashed as they are compared.
    unsafe: frozenset[str] = frozenset()
    is_of_other_side: bool = False
    #: What was said at the call of whether anybody else there may learn of it; neither where nobody asked.
    must_not_know: bool = False
    may_know: bool = False
    #: Whoever reads does not reach people: that they are not told says nothing of what was asked.
    is_withheld: bool = False

    @property
    def confirmed(self) -> tuple[Reach, ...]:
        """Those for whom it is confirmed how they are reached, or that there is no way."""
        return tuple(one for one in self.people if one.route is not None)

    @property
    def unconfirmed(self) -> tuple[Reach, ...]:
        """Those for whom nothing is confirmed."""
        return tuple(one for one in self.people if one.route is None)


COLUMNS = (
    f"r.id, r.person_id, r.way, {LEADS_TO}, r.from_time, r.until_time, r.may_name_police, r.code_word, "
    "r.trusted_person, r.confirmed_with, r.reason, r.confirmed_at, r.confirmed_by_id, r.ended_at, r.ending"
)
OF_INCIDENT = "SELECT person_id FROM incident_person WHERE incident_id = %(id)s AND role <> 'suspect'"
OF_CRIME = "SELECT victim_id AS person_id FROM crime WHERE id = %(id)s AND victim_id IS NOT NULL"
ROUTES = """
    SELECT n.id, n.reference, trim(n.given || ' ' || n.family), {columns}
    FROM (SELECT DISTINCT person_id FROM ({people}) every) named JOIN person n ON n.id = named.person_id
    LEFT JOIN LATERAL (
        SELECT one.* FROM safe_route one
        WHERE one.person_id IN (SELECT same_person(n.id)) AND one.ended_at IS NULL
        ORDER BY one.confirmed_at DESC, one.id DESC LIMIT 1
    ) r ON true {joins} ORDER BY n.id
"""
#: A caller's words are for nobody on the other side of anybody in the journey.
SAID = """
    SELECT answers -> 'engagement' ->> 'safe_contact', assessed_at FROM thrive_assessment
    WHERE journey_id = %(journey)s AND trim(coalesce(answers -> 'engagement' ->> 'safe_contact', '')) <> ''
    ORDER BY number DESC LIMIT 1
"""
OTHER_SIDE = """
    SELECT EXISTS (
        SELECT FROM ({people}) every WHERE person_id = ANY ((SELECT people_on_the_other_side())::bigint[])
    ), ARRAY(SELECT DISTINCT others_may_learn FROM contact WHERE journey_id = %(journey)s)
"""
OF_PERSON = "SELECT %(id)s::bigint AS person_id"
#: Where somebody is the victim: of what a witness is in, neither her words nor her danger are theirs.
AS_VICTIM = """
    SELECT i.journey_id, i.domestic_abuse OR i.stalking AS is_abuse
    FROM incident_person p JOIN incident i ON i.id = p.incident_id
    WHERE p.role = 'victim' AND p.person_id IN (SELECT same_person(%(id)s))
    UNION ALL SELECT journey_id, domestic_abuse OR stalking FROM crime WHERE victim_id IN (SELECT same_person(%(id)s))
"""
SAID_OF_PERSON = f"""
    WITH theirs AS ({AS_VICTIM})
    SELECT answers -> 'engagement' ->> 'safe_contact', assessed_at FROM thrive_assessment
    WHERE journey_id IN (SELECT journey_id FROM theirs)
        AND trim(coalesce(answers -> 'engagement' ->> 'safe_contact', '')) <> ''
    ORDER BY assessed_at DESC, id DESC LIMIT 1
"""
OTHER_SIDE_OF_PERSON = f"""
    WITH theirs AS ({AS_VICTIM})
    SELECT %(id)s = ANY ((SELECT people_on_the_other_side())::bigint[]),
        ARRAY(SELECT DISTINCT others_may_learn FROM contact WHERE journey_id IN (SELECT journey_id FROM theirs)),
        EXISTS (SELECT FROM theirs WHERE is_abuse)
"""
UNSAFE = """
    SELECT DISTINCT c.normalised FROM ({people}) every CROSS JOIN LATERAL same_person(every.person_id) AS same(id)
    JOIN contact_point c ON c.person_id = same.id WHERE c.shared AND c.ended_at IS NULL
"""


def _reach(people: str, number: int, journey: int) -> Asking[Reaches]:
    values = {"id": number, "journey": journey}
    routes, said, other, unsafe = yield (
        Asked(ROUTES.format(columns=COLUMNS, people=people, joins=ROUTE_JOINS), values),
        Asked(SAID, values),
        Asked(OTHER_SIDE.format(people=people), values),
        Asked(UNSAFE.format(people=people), values),
    )
    if other[0][0]:
        return Reaches(is_of_other_side=True)
    return Reaches(
        people=_people(routes),
        said=Said(words=said[0][0], at=said[0][1]) if said else None,
        unsafe=frozenset(row[0] for row in unsafe),
        must_not_know=MayLearn.NO.value in other[0][1],
        may_know=MayLearn.YES.value in other[0][1],
    )


def _people(rows: Rows) -> tuple[Reach, ...]:
    return tuple(
        Reach(person_id=row[0], reference=row[1], name=row[2], route=_view(row[3:]) if row[3] else None) for row in rows
    )


def _view(row: tuple[object, ...]) -> RouteView:
    return RouteView(**dict(zip(RouteView.__dataclass_fields__, row, strict=True)))  # type: ignore[arg-type]


@Question
def reach_in_incident(incident: int, journey: int, *, asked: bool = True) -> Asking[Reaches]:
    """How everyone in an incident is reached, but those complained of; nothing where it is not `asked`."""
    if not asked:
        return Reaches(is_withheld=True)
    return (yield from _reach(OF_INCIDENT, incident, journey))


@Question
def reach_in_crime(crime: int, journey: int, *, asked: bool = True) -> Asking[Reaches]:
    """How the victim of a crime is reached; nothing where it is not `asked`."""
    if not asked:
        return Reaches(is_withheld=True)
    return (yield from _reach(OF_CRIME, crime, journey))


@Question
def reach_of_person(person: int) -> Asking[tuple[Reaches, bool]]:
    """How somebody is reached, from every matter they are the victim in; and whether one is of domestic abuse or stalking."""
    values = {"id": person}
    routes, said, other = yield (
        Asked(ROUTES.format(columns=COLUMNS, people=OF_PERSON, joins=ROUTE_JOINS), values),
        Asked(SAID_OF_PERSON, values),
        Asked(OTHER_SIDE_OF_PERSON, values),
    )
    is_of_other_side, learning, is_abuse = other[0]
    if is_of_other_side:
        return Reaches(is_of_other_side=True), is_abuse
    return Reaches(
        people=_people(routes),
        said=Said(words=said[0][0], at=said[0][1]) if said else None,
        must_not_know=MayLearn.NO.value in learning,
        # Of several matters one that was not asked of counts as not asked.
        may_know=set(learning) == {MayLearn.YES.value},
    ), is_abuse
