"""Where a measure was defined anew: what the newer definition counts, and that a past day keeps the one then in force."""

from datetime import date, datetime, timedelta

import pytest

from constabulary.access.roles import Role
from constabulary.casework.incidents.closing import close_as_duplicate
from constabulary.casework.incidents.grading import Asking, grade_incident
from constabulary.casework.inspection import measure_as_at
from constabulary.casework.investigation.outstanding import circulate_suspect
from constabulary.casework.investigation.register_reading import open_register
from constabulary.casework.investigation.suspects import add_suspect, move_suspect
from constabulary.casework.outcomes.deciding import approve_outcome
from constabulary.casework.outcomes.proposing import propose_outcome
from constabulary.casework.people import PersonDetails
from constabulary.casework.reading import open_evidence
from constabulary.inspection.measures.definition import Window
from constabulary.policing.incidents.triggers import Trigger
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.outcomes.check import RULES
from constabulary.records.models import Crime, Incident, Outcome, Suspect
from constabulary.records.queries.supervision import Scope
from constabulary.records.writing import writing
from tests.conftest import asking
from tests.factories.calls import thrive
from tests.factories.crimes import identified, planned, the_suspect, told_of
from tests.factories.incidents import at_once, finish, opened
from tests.factories.outcomes import filled

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def seen(code: str, at: datetime):
    """A measure over many weeks as at a moment, by the definition of then."""
    weeks = Window(from_on=date(2026, 8, 1), until_on=date(2027, 3, 31), as_at=at)
    return measure_as_at(measure=code, window=weeks, by=asking(Role.INSPECTION_LEAD), at=at)


def split(found) -> tuple[set[int], set[int]]:
    return set(found.counted.met), set(found.counted.not_met)


def opened_at_once(began: datetime) -> tuple[Incident, Incident, Incident]:
    """Three opened before THRIVE: asked first in time and closed, asked first too late, and asked again in time."""
    prompt, late, again, master = (*(at_once(began) for _ in range(3)), opened(began))
    finish(prompt, began + 8 * MINUTE)
    finish(late, began + 25 * MINUTE)
    finish(again, began + 8 * MINUTE)
    for one, minutes in ((prompt, 10), (late, 26)):
        close_as_duplicate(
            incident=one.pk, master=master.reference, useful="", by=asking(Role.DISPATCHER), at=began + minutes * MINUTE
        )
    grade_incident(
        incident=again.pk, answers=thrive(), grade="G1", asking=Asking(trigger=Trigger.CLOCK),
        by=asking(Role.CONTACT_HANDLER), at=began + 15 * MINUTE,
    )  # fmt: skip
    return prompt, late, again


def test_the_first_thrive_of_an_incident_opened_at_once_is_no_asking_again(officer, at):
    prompt, late, again = opened_at_once(at + 40 * DAY)
    found = seen("thrive_reviewed_in_time", at + 40 * DAY + 24 * MINUTE)
    assert not {prompt.pk, late.pk} & {*found.counted.met, *found.counted.not_met}
    # The third was asked a second time, before that was due.
    assert split(found) == ({again.pk}, set())
    assert found.definition.code == "2026.2"


def test_as_at_a_day_of_the_first_definition_a_first_thrive_is_counted_as_it_was(officer, at):
    prompt, late, _ = opened_at_once(at)
    found = seen("thrive_reviewed_in_time", at + DAY)
    met, short = split(found)
    assert found.definition.code == "2026.1"
    assert (prompt.pk in met, late.pk in short) == (True, True)


LATER = timedelta(hours=5)


def moved(suspect: Suspect, to: SuspectStatus, at: datetime, moment: datetime | None = None) -> None:
    move_suspect(
        suspect=suspect.pk, to_status=to, words="As it was.", moment=moment, reference="ZZ/1", by=asking(Role.DETECTIVE),
        at=at,
    )  # fmt: skip


def charged_with_two_at_large(at: datetime) -> tuple[Crime, Suspect, Suspect]:
    """A crime finalised on the second day with the charge of one; of the two others one is wanted and one is named."""
    crime, by = planned(at), asking(Role.DETECTIVE)
    charged = identified(crime, at + LATER)
    wanted, named = (
        Suspect.objects.get(
            pk=add_suspect(
                crime=crime.pk,
                words="Drove him.",
                person=PersonDetails(given="Lee", family=family),
                by=by,
                at=at + LATER,
            )
        )
        for family in ("Moss", "Vale")
    )
    circulate_suspect(suspect=wanted.pk, reference="W/1", moment=at, words="Gone.", by=by, at=at + 6 * HOUR)
    moved(charged, SuspectStatus.ARRESTED_IN_CUSTODY, at + 7 * HOUR)
    moved(charged, SuspectStatus.CHARGED_BAIL, at + 9 * HOUR, at + 20 * DAY)
    stated = {**filled(tuple(one.heading for one in RULES["1"].stated)), "court_on": "2026-12-20", "charged_by": "cps"}
    number = propose_outcome(
        crime=crime.pk, outcome_type="1", suspect=charged.pk, rationale="Charged.", stated=stated, by=by, at=at + DAY
    )
    told_of(crime, "1", at + DAY)
    approve_outcome(outcome=number, by=asking(Role.SUPERVISOR), at=at + DAY)
    return crime, wanted, named


def test_who_is_wanted_behind_the_charge_of_another_is_outstanding_as_on_the_register(officer, at):
    crime, wanted, named = charged_with_two_at_large(at)
    moment = at + 200 * DAY
    found = seen("suspects_long_outstanding", moment)
    assert split(found) == ({wanted.pk, named.pk}, set())
    on_register = open_register(
        scope=Scope(), why=None, purpose="Looking", by=asking(Role.SUPERVISOR), at=moment, most=50
    )
    assert {one.id for one in on_register.lines} == {wanted.pk, named.pk}
    behind = open_evidence(measured=found, purpose="Looking", by=asking(Role.INSPECTION_LEAD), at=moment)
    assert (behind.short, behind.count, {one.reference for one in behind.lines}) == (2, 2, {crime.reference})
    assert len(behind.lines) == 2
    # As at the day before the newer definition their crime was finalised, and so it stays.
    then = seen("suspects_long_outstanding", at + 25 * DAY)
    assert (then.definition.code, then.rate.denominator) == ("2026.1", 0)


def ended(suspect: Suspect, at: datetime, *, about: bool) -> Outcome:
    """An outcome of the suspect's crime, approved with whatever was decided before; it settles nothing by itself."""
    by = asking(Role.SUPERVISOR)
    with writing(by=by, at=at, purpose="Setting up") as w:
        w.entry(EntryKind.OUTCOME_APPROVED, subject=w.lock(Crime, suspect.crime_id), journey=suspect.journey_id)
        return w.insert(
            Outcome(
                journey_id=suspect.journey_id, crime_id=suspect.crime_id, outcome_type="1", state="approved", edition="",
                suspect_id=suspect.pk if about else None, rationale="As it was.", proposed_at=at,
                proposed_by_id=asking(Role.DETECTIVE).id, decided_at=at, decided_by_id=by.id,
            )
        )  # fmt: skip


def changed(row: Suspect | Outcome, at: datetime, **fields: object) -> None:
    by = asking(Role.SUPERVISOR)
    with writing(by=by, at=at, purpose="Setting up") as w:
        w.entry(EntryKind.CRIME_REOPENED, subject=w.lock(Crime, row.crime_id), journey=row.journey_id)
        w.update(w.lock(type(row), row.pk), **fields)


@pytest.mark.parametrize(
    ("about", "wanted", "unknown", "found", "is_disposed"),
    [
        (True, False, False, False, True), (True, True, False, False, False), (False, False, False, False, False),
        (False, False, True, False, True), (False, True, True, False, False), (False, False, True, True, False),
    ],
    ids=[
        "it is about them", "it is about them, who is wanted", "it is about nobody", "nobody can say who they are",
        "nobody can say who they are, who is wanted", "they were identified after all",
    ],
)  # fmt: skip
def test_an_outcome_disposes_of_a_suspect_while_it_stands_as_at_any_day(
    officer, at, about, wanted, unknown, found, is_disposed
):
    began, by = at + 40 * DAY, officer(Role.DETECTIVE)
    suspect = the_suspect(planned(began))
    if wanted:
        circulate_suspect(suspect=suspect.pk, reference="W/1", moment=began, words="Gone.", by=by, at=began + 6 * HOUR)
    if unknown:
        changed(
            suspect, began + DAY, not_identifiable_because="A false name.", not_identifiable_at=began + DAY,
            not_identifiable_by_id=by.id,
        )  # fmt: skip
    if found:
        changed(suspect, began + DAY, identified_at=began + DAY, identified_by_id=by.id)
    outcome = ended(suspect, began + 3 * DAY, about=about)
    if is_disposed:
        changed(suspect, began + 3 * DAY, settled_with_id=outcome.pk)
    counted = {days: seen("suspects_long_outstanding", began + days * DAY).rate.denominator for days in (2, 4)}
    assert counted == {2: 1, 4: 0 if is_disposed else 1}
    # Reopened, they are sought again; as at a day on which the outcome stood they were disposed of all the same.
    changed(suspect, began + 6 * DAY, settled_with_id=None)
    changed(
        outcome, began + 6 * DAY, state="overtaken", overtaken_because="A witness.", overtaken_at=began + 6 * DAY,
        overtaken_by_id=officer(Role.SUPERVISOR).id,
    )  # fmt: skip
    counted = {days: seen("suspects_long_outstanding", began + days * DAY).rate.denominator for days in (2, 4, 7)}
    assert counted == {2: 1, 4: 0 if is_disposed else 1, 7: 1}
