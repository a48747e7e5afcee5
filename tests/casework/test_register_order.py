"""The register's order and counts are those of the slow and obvious way: each suspect looked at alone, whatever is asked for."""

from collections import Counter
from datetime import datetime, timedelta

import pytest

from constabulary.access.roles import Role
from constabulary.casework.investigation.register_reading import open_register
from constabulary.casework.investigation.suspects import add_suspect, move_suspect
from constabulary.casework.people import PersonDetails
from constabulary.casework.people.merging import merge_people
from constabulary.policing.investigation.register import (
    CLOCKS,
    ON_REGISTER,
    WHY_OF,
    ListedSuspect,
    Why,
    limits_of_ages,
    place_of,
)
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import Crime, Duty, Person, Suspect
from constabulary.records.queries.supervision import Scope
from constabulary.records.writing import writing
from tests.conftest import AT, asking
from tests.factories.crimes import planned, the_suspect

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
S = SuspectStatus
BANDS = (
    {"high_risk_abuse": True}, {"stalking": True}, {"high_harm": True}, {"hate": True}, {}, {"vulnerable_victim": True},
)  # fmt: skip
PLAIN = dict.fromkeys(
    ("high_risk_abuse", "domestic_abuse", "stalking", "high_harm", "hate", "vulnerable_victim"), False
)


def flagged(crime: Crime, at: datetime, **said: bool) -> None:
    with writing(by=asking(Role.SUPERVISOR), at=at, purpose="Setting up") as w:
        row = w.lock(Crime, crime.pk)
        w.entry(EntryKind.CRIME_FLAGGED, subject=row)
        w.update(row, **{**PLAIN, **said})


@pytest.fixture(scope="module")
def crimes(database_of_module):
    """Crimes of every band, people of several of them, two found to be one, some moved on, one in custody."""
    at = AT
    made = [planned(at + n * HOUR) for n in range(8)]
    for number, crime in enumerate(made):
        flagged(crime, at + 12 * HOUR, **BANDS[number // 2 % len(BANDS)])
    known = [the_suspect(one) for one in made]
    later, by = at + 13 * HOUR, asking(Role.DETECTIVE)
    for crime, other in ((made[1], known[6]), (made[5], known[6]), (made[4], known[2])):
        person = PersonDetails(reference=other.person.reference)
        add_suspect(crime=crime.pk, words="Helped.", person=person, description="The taller.", by=by, at=later)
    if known[0].person_id != known[7].person_id:
        merge_people(
            survivor=known[0].person_id, other=known[7].person.reference, reason="The same man.", by=by, at=later
        )
    for number, status in ((3, S.ARRESTED_IN_CUSTODY), (6, S.NO_FURTHER_ACTION)):
        move_suspect(
            suspect=known[number].pk, to_status=status, words="As it was.", moment=None, reference="ZZ/1", by=by,
            at=later + HOUR,
        )  # fmt: skip
    return made


def everybody(at: datetime) -> list[tuple[Suspect, ListedSuspect]]:
    """Who stands on the register, each with what their place follows from: asked one after the other."""
    survivors = {one.pk: one.merged_into_id or one.pk for one in Person.objects.all()}
    rows = list(Suspect.objects.select_related("crime").exclude(crime__state="cancelled"))

    def stands(one: Suspect) -> bool:
        return one.state in ON_REGISTER and one.settled_with_id is None

    def same(one: Suspect, other: Suspect) -> bool:
        return one.person_id is not None and survivors[one.person_id] == survivors.get(other.person_id)

    found = []
    for one in filter(stands, rows):
        others = [other for other in rows if same(one, other) and other.crime_id != one.crime_id]
        clocks = Duty.objects.filter(subject_row=one.pk, state="open", kind__in=[kind.value for kind in CLOCKS])
        crime = one.crime
        facts = ListedSuspect(
            detained=one.state == S.ARRESTED_IN_CUSTODY, high_risk=crime.high_risk_abuse,
            domestic_abuse=crime.domestic_abuse, stalking=crime.stalking, high_harm=crime.high_harm,
            vulnerable=crime.vulnerable_victim, hate=crime.hate,
            same_victim=len({other.crime_id for other in others if other.crime.victim_id == crime.victim_id}),
            elsewhere=sum(map(stands, others)), due_at=min((clock.due_at for clock in clocks), default=None),
        )  # fmt: skip
        found.append((one, facts))
    return sorted(found, key=lambda of: (*place_of(of[1], of[0].since, at), of[0].pk))


def clock_of(facts: ListedSuspect, at: datetime) -> str:
    limits = ((timedelta(0), "late"), (DAY, "day"), (7 * DAY, "week"))
    if facts.due_at is None:
        return "none"
    return next((band for ahead, band in limits if facts.due_at < at + ahead), "later")


@pytest.mark.parametrize("days", [1, 8, 40])
@pytest.mark.parametrize("whose", ["force", "team", "officer"])
def test_order_links_and_counts_are_those_of_each_looked_at_alone(at, crimes, days, whose):
    moment = at + days * DAY
    crime = Crime.objects.get(pk=crimes[2].pk)
    scope = {"force": Scope(), "team": Scope(team=crime.team_id), "officer": Scope(officer=crime.officer_id)}[whose]
    expected = [
        (one, facts)
        for one, facts in everybody(moment)
        if scope.team in {None, one.crime.team_id} and scope.officer in {None, one.crime.officer_id}
    ]
    given = {"scope": scope, "purpose": "Looking", "by": asking(Role.SUPERVISOR), "at": moment}
    found = open_register(**given, why=None)
    assert [(one.id, one.facts) for one in found.lines] == [(one.pk, facts) for one, facts in expected]
    cells = Counter[tuple[Why, int, str]]()
    for one in found.cells:
        cells[one.why, one.age, one.clock] += one.many
    ages = limits_of_ages(moment)
    assert cells == Counter(
        (WHY_OF[S(one.state)], sum(one.since <= limit for limit in ages), clock_of(facts, moment))
        for one, facts in expected
    )
    for why in Why:
        lines = open_register(**given, why=why).lines
        assert [one.id for one in lines] == [one.pk for one, _ in expected if WHY_OF[S(one.state)] is why]


@pytest.mark.parametrize("most", [1, 2, 3])
def test_page_by_page_everybody_is_shown_once_in_the_order_of_the_whole(at, crimes, most):
    moment = at + 8 * DAY
    given = {"scope": Scope(), "why": None, "purpose": "Looking", "by": asking(Role.SUPERVISOR), "at": moment}
    shown, pages = [], []
    while not pages or pages[-1].has_more:
        pages.append(open_register(**given, most=most, skip=len(shown)))
        shown += [one.id for one in pages[-1].lines]
    assert shown == [one.pk for one, _ in everybody(moment)]
    # Beyond the last of them the counts are told as before.
    beyond = open_register(**given, most=most, skip=len(shown) + 5)
    assert (beyond.lines, beyond.cells) == ((), pages[0].cells)
