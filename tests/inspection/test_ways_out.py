"""Early closure and the ways out, against plain recounts of the records."""

from datetime import UTC, datetime, timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.outcomes.deciding import reopen_crime
from constabulary.casework.recording.cancellation import CancellationDetails, ask_cancellation, cancel_crime
from constabulary.casework.recording.decision import decide_recording
from constabulary.casework.recording.oversight import oversee_outcome
from constabulary.casework.restrictions import restrict_journey
from constabulary.casework.ways_out_reading import (
    open_early_closure,
    open_records_of_way,
    open_ways_out,
    windows_at,
)
from constabulary.inspection.ways_out import EARLY, early_closure
from constabulary.policing.inspection.displacement import Family, Nature
from constabulary.policing.investigation.evidence_led import Conclusion
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.protection.restrictions import RestrictionKind
from constabulary.policing.recording.decision import RecordingFacts, Step, StepAnswer
from constabulary.policing.recording.oversight import Finding
from constabulary.records.models import Crime, CrimeClassification, JournalEntry, Outcome
from constabulary.records.queries.supervision import Scope
from constabulary.records.queries.ways_out import WayCell
from constabulary.records.writing import writing
from constabulary.standards.published_figures import FUNNEL
from constabulary.standards.rulebook import on
from tests.conftest import asking
from tests.factories.crimes import allocated, considered, planned, recorded, reported, withdraws
from tests.inspection.test_more_measures import finalise

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
FORCE = Scope()
FUNNEL_VALUE = on(datetime(2026, 11, 2, tzinfo=UTC))[FUNNEL].value
DO_NOT = tuple(
    StepAnswer(step=step, answer=step is Step.CONCERNS_CRIME, evidence="What was seen speaks against it.")
    for step in (Step.CONCERNS_CRIME, Step.NOTIFIABLE)
)


def closure(at, **asked):
    given = {"scope": FORCE, "since": None, "year": "", **asked}
    return open_early_closure(**given, by=asking(Role.INSPECTION_LEAD), at=at)


def ways(at, **asked):
    found = open_ways_out(**{"scope": FORCE, "since": None, **asked}, by=asking(Role.INSPECTION_LEAD), at=at)
    return {one.way.code: one.change for one in found.ways}


def behind(way, at, *, later=True, since=None, role=Role.INSPECTION_LEAD, **asked):
    return open_records_of_way(
        way=way, scope=FORCE, windows=windows_at(at, since=since), later=later, purpose="Looking", by=asking(role),
        at=at, **asked,
    )  # fmt: skip


def test_the_windows_follow_on_each_other_and_are_of_one_length(db, at):
    usual = windows_at(at)
    assert (usual.since - usual.start, usual.until - usual.since) == (90 * DAY, 90 * DAY)
    since = windows_at(at, since=at - 10 * DAY)
    assert (since.start, since.since, since.until) == (at - 20 * DAY, at - 10 * DAY, at)
    assert windows_at(at, since=at + DAY) == usual


def test_ends_are_counted_in_their_window_with_whether_the_question_was_asked_first(officer, at):
    crimes = [planned(at + n * HOUR) for n in range(5)]
    considered(crimes[0], at + 2 * DAY)
    finalise(crimes[0], at + 3 * DAY, "16")
    finalise(crimes[1], at + 100 * DAY, "14")
    considered(crimes[2], at + 101 * DAY)
    finalise(crimes[2], at + 103 * DAY, "16")
    finalise(crimes[3], at + 104 * DAY, "15")
    finalise(crimes[4], at + 105 * DAY, "1")
    moment = at + 110 * DAY
    found = closure(moment)
    rows = list(Outcome.objects.all())
    for part, low, high in (
        (found.before, found.windows.start, found.windows.since),
        (found.now, found.windows.since, found.windows.until),
    ):
        inside = [one for one in rows if low <= one.decided_at < high]
        early = [one for one in inside if one.outcome_type in EARLY]
        assert (part.whole.rate.numerator, part.whole.rate.denominator) == (len(early), len(inside))
    assert (found.before.whole.asked.numerator, found.now.whole.asked.numerator) == (1, 1)
    assert found.now.whole.asked.denominator == 2
    assert found.year == ""
    assert found.days_before == pytest.approx(3, abs=0.2)
    assert found.days_now == pytest.approx(101.4, abs=0.3)
    counted = ways(moment)
    assert {code: one.now.found for code, one in counted.items() if one.now.found} == {
        "14": 1, "16": 1, "15": 1, "other": 1,
    } | {code: one.now.found for code, one in counted.items() if code == "open-long" and one.now.found}  # fmt: skip
    assert counted["16"].before.found == 1
    assert counted["16"].nature is Nature.TOO_FEW


def test_a_cancellation_a_report_not_recorded_and_a_reclassification_are_ways_out_too(officer, at):
    crime = allocated(at)
    asked = CancellationDetails(
        code="C1", outside_force=True, receiving_force="Northmoor Constabulary", receiving_reference="NM/1",
        victim_told_at=at + 5 * HOUR,
    )  # fmt: skip
    number = ask_cancellation(crime=crime.pk, asked=asked, by=officer(Role.DETECTIVE), at=at + 6 * HOUR)
    cancel_crime(cancellation=number, words="Taken over.", by=officer(Role.CRIME_REGISTRAR), at=at + DAY)
    for rape in (True, False):
        incident = reported(at + HOUR)
        decide_recording(
            incident=incident.pk, answers=DO_NOT, by=officer(Role.IMU_ASSESSOR), at=at + 3 * HOUR,
            facts=RecordingFacts(state_based=False, rape_reported=rape, professional_or_carer=False),
            rationale="The points to prove are not made out.",
        )  # fmt: skip
    other = recorded(at)
    with writing(by=officer(Role.CRIME_REGISTRAR), at=at + 2 * DAY, purpose="As it was") as w:
        row = w.lock(Crime, other.pk)
        w.entry(EntryKind.CRIME_RECLASSIFIED, subject=row)
        w.insert(
            CrimeClassification(
                journey_id=row.journey_id, crime_id=row.pk, offence_key=row.offence_key, reason="It was more.",
                offence_code=row.offence_code, edition="", classified_at=w.at, classified_by_id=w.by.id,
            )
        )  # fmt: skip
    moment = at + 10 * DAY
    found = {code: one.now.found for code, one in ways(moment).items() if one.now.found}
    assert found == {"c1": 1, "n100": 1, "not-recorded": 1, "reclassified": 1}
    for code in found:
        (line,) = behind(code, moment).lines
        assert line.is_crime is (code in {"c1", "reclassified"})
    assert ways(moment)["n100"].now.of == 4
    assert not ways(at + 100 * DAY)["c1"].now.found
    assert ways(at + 100 * DAY)["c1"].before.found == 1


def test_never_closing_is_counted_at_the_end_of_either_window(officer, at):
    old, ended = planned(at), planned(at + HOUR)
    finalise(ended, at + 150 * DAY)
    with writing(by=officer(Role.SUPERVISOR), at=at + 150 * DAY, purpose="As it was") as w:
        row = w.lock(Crime, ended.pk)
        w.entry(EntryKind.OUTCOME_APPROVED, subject=row)
        w.update(row, state="finalised", outcome="16", finalised_at=w.at, finalised_by_id=w.by.id)
    planned(at + 180 * DAY)
    moment = at + 230 * DAY
    found = ways(moment)["open-long"]
    # At 140 days both were open for long; at 230 days the one that did not end, of two that are open.
    assert (found.before.found, found.before.of) == (2, 2)
    assert (found.now.found, found.now.of) == (1, 2)
    assert [one.id for one in behind("open-long", moment).lines] == [old.pk]
    assert len(behind("open-long", moment, later=False).lines) == 2


def test_a_count_opens_as_many_records_as_it_counts_and_opening_is_journalled(officer, at):
    crimes = [planned(at + n * HOUR) for n in range(4)]
    for number, crime in enumerate(crimes):
        finalise(crime, at + (3 + number) * DAY, "16" if number % 2 else "1")
    moment = at + 10 * DAY
    for code, change in ways(moment).items():
        assert len(behind(code, moment).lines) == change.now.found, code
    first = behind("16", moment, most=1)
    assert (len(first.lines), first.has_more) == (1, True)
    assert behind("16", moment, most=1, skip=1).lines != first.lines
    entry = JournalEntry.objects.filter(kind="read_evidence").latest("id")
    assert entry.subject == "ways out 16"
    with pytest.raises(NotPermitted):
        behind("16", moment, role=Role.PLANNER)
    with pytest.raises(NotPermitted):
        open_ways_out(scope=FORCE, since=None, by=officer(Role.DETECTIVE), at=moment)
    with pytest.raises(NotPermitted):
        open_early_closure(scope=FORCE, since=None, year="", by=officer(Role.DETECTIVE), at=moment)


def test_refused_and_overturned_are_counted_by_unit(officer, at):
    crime = planned(at)
    finalised = planned(at + HOUR)
    outcome = finalise(finalised, at + 2 * DAY)
    with writing(by=officer(Role.SUPERVISOR), at=at + 2 * DAY, purpose="As it was") as w:
        row = w.lock(Crime, finalised.pk)
        w.entry(EntryKind.OUTCOME_APPROVED, subject=row)
        w.update(row, state="finalised", outcome="16", finalised_at=w.at, finalised_by_id=w.by.id)
    reopen_crime(crime=finalised.pk, words="A witness came.", by=officer(Role.SUPERVISOR), at=at + 3 * DAY)
    outcome.refresh_from_db()
    assert outcome.state == "overtaken"
    with writing(by=officer(Role.SUPERVISOR), at=at + 4 * DAY, purpose="As it was") as w:
        row = w.lock(Crime, crime.pk)
        w.entry(EntryKind.OUTCOME_REFUSED, subject=row)
        w.insert(
            Outcome(
                journey_id=row.journey_id, crime_id=row.pk, outcome_type="18", state="refused", edition="",
                proposed_at=w.at, proposed_by_id=officer(Role.DETECTIVE).id, decided_at=w.at, decided_by_id=w.by.id,
            )
        )  # fmt: skip
    oversee_outcome(
        outcome=outcome.pk, finding=Finding.WRONG, words="She was never asked.", by=officer(Role.CRIME_REGISTRAR),
        at=at + 5 * DAY,
    )  # fmt: skip
    found = open_ways_out(scope=FORCE, since=None, by=officer(Role.INSPECTION_LEAD), at=at + 9 * DAY).overturned
    assert sum(one.found_wrong for one in found) == 1
    assert sum(one.refused for one in found) == 1
    assert sum(one.reopened for one in found) == 1
    assert sum(one.decided for one in found) == 2


def test_asking_to_end_without_the_victim_is_counted_by_unit_with_how_often_it_was_refused(officer, at):
    for number, conclusion in enumerate((Conclusion.GO_ON, Conclusion.SEEK_ADVICE, Conclusion.CANNOT_GO_ON)):
        crime = planned(at + number * HOUR)
        withdraws(crime, at + DAY)
        considered(crime, at + 2 * DAY, decided_by=Role.INSPECTOR, conclusion=conclusion)
    lead = officer(Role.INSPECTION_LEAD)
    found = open_ways_out(scope=FORCE, since=None, by=lead, at=at + 9 * DAY).overturned
    assert (sum(one.asked_to_end for one in found), sum(one.went_on for one in found)) == (3, 2)
    assert sum(one.decided for one in found) == 0, "an outcome is decided apart"


def test_a_restricted_crime_is_not_counted_for_those_who_may_not_see_it(officer, at):
    crime, other = planned(at), planned(at + HOUR)
    finalise(crime, at + 3 * DAY)
    finalise(other, at + 3 * DAY)
    restrict_journey(
        journey=crime.journey_id, kind=RestrictionKind.POLICE_OFFICER_INVOLVED, reason="An officer's family.",
        by=officer(Role.DETECTIVE), at=at + 5 * DAY,
    )  # fmt: skip
    moment = at + 9 * DAY
    assert ways(moment)["16"].now.found == 1
    assert len(behind("16", moment).lines) == 1


def cell(way, many, *, offence="8N", abuse=False, unit=1, later=True, asked=0):
    return WayCell(
        family=Family.ENDED, later=later, way=way, offence=offence, domestic_abuse=abuse, unit=unit,
        unit_name=f"Team {unit}", many=many, asked=asked,
    )  # fmt: skip


def test_each_unit_is_held_against_the_published_shares_of_its_own_mix():
    shares = {"8N": 0.4, "28A": 0.1}
    cells = [
        cell("16", 30), cell("1", 20), cell("14", 5, offence="28A", asked=2), cell("18", 45, offence="28A"),
        cell("16", 20, unit=2, abuse=True), cell("1", 80, unit=2, offence="28A"), cell("16", 3, unit=3),
        cell("16", 7, offence="99Z", unit=2), cell("C2", 50), cell("16", 11, later=False), cell("1", 9, unit=None),
    ]  # fmt: skip
    found = early_closure(cells, shares, later=True, least=10, funnel=FUNNEL_VALUE)
    ended = [one for one in cells if one.later and one.way != "C2"]
    assert found.whole.rate.denominator == sum(one.many for one in ended)
    by_name = {one.name: one for one in found.by_unit}
    for name, unit in (("Team 1", 1), ("Team 2", 2)):
        mine = [one for one in ended if one.unit == unit]
        expected = sum(shares[one.offence] for one in mine if one.offence in shares for _ in range(one.many))
        assert by_name[name].figures.expected == pytest.approx(expected)
        assert by_name[name].limits is not None
    assert by_name["Team 2"].uncompared == 7
    assert by_name["Team 3"].too_few
    assert by_name["Team 3"].limits is None
    assert list(by_name) == ["Team 1", "Team 2", "Team 3", "Team None"]
    assert {one.name: one.rate.numerator for one in found.by_abuse} == {"Domestic abuse": 20, "No domestic abuse": 45}
    assert {one.key for one in found.by_offence} == {"28A", "8N", "99Z"}
    assert next(one.name for one in found.by_offence if one.key == "8N") == "8N Assault with Injury"
    assert next(one.name for one in found.by_offence if one.key == "99Z") == "99Z"
    assert found.whole.asked.numerator == 2
    assert {one.beyond for one in found.by_unit} <= {"", "inner", "outer"}


def test_without_a_published_table_nothing_is_expected():
    found = early_closure([cell("16", 30), cell("1", 20)], {}, later=True, least=10, funnel=FUNNEL_VALUE)
    assert (found.whole.figures.ratio, found.whole.uncompared, found.funnel) == (None, 50, None)
    assert found.by_unit[0].beyond == ""
