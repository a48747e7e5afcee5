"""Areas for improvement: deadlines computed, reviews signed by another, completion only when it has held."""

from datetime import date, timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.improvements import (
    ExpectedImprovement,
    complete_improvement,
    enter_inspection,
    give_briefing,
    note_progress,
    record_knowledge_check,
    sign_review,
    write_review,
)
from constabulary.policing.clocks import end_of
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import Force, Improvement, ImprovementReview, MeasureResult, Team
from constabulary.records.queries.improvements import briefings_of, improvement_by_reference
from constabulary.records.queries.officers import officer_by_number
from constabulary.records.writing import writing
from tests.factories.officers import number_of


@pytest.fixture
def improvement(officer, at) -> Improvement:
    enter_inspection(
        reference="KENT-2018",
        framework="PEEL 2018/19",
        title="Kent, PEEL 2018/19, effectiveness",
        of_force="Kent",
        is_own=True,
        published_on=date(2019, 5, 2),
        source="HMICFRS, 2 May 2019",
        improvements=(
            ExpectedImprovement(
                reference="E3-1",
                question="effectiveness-3",
                expectation="Review the use of THRIVE.",
                within_months=3,
                measures=("thrive_recorded",),
                leader_id=officer_by_number(number_of(Role.INSPECTION_LEAD)).id,
            ),
            ExpectedImprovement(
                reference="E2-1", question="effectiveness-2", expectation="Progress cases.", within_months=None
            ),
        ),
        by=officer(Role.INSPECTION_LEAD),
        at=at,
    )
    return Improvement.objects.get(reference="E3-1")


def keep_result(by, at, until_on: date, low: float) -> None:
    """A figure as the clock keeps it: as at the end of its day, whenever it is computed."""
    with writing(by=by, at=at) as w:
        w.entry(EntryKind.MEASURES_COMPUTED, subject=w.find(Force)[0])
        w.insert(
            MeasureResult(
                measure="thrive_recorded", definition="2026.1", as_at=end_of(until_on), from_on=until_on - timedelta(days=29),
                until_on=until_on, numerator=99, denominator=100, low=low, high=0.999, digest=b"x" * 32,
                computed_at=at, computed_by_id=by.id,
            )
        )  # fmt: skip


@pytest.mark.source("PEEL-2018 Kent")
def test_three_months_from_2_may_2019_is_2_august_2019_and_no_time_set_has_no_date(improvement):
    assert improvement.due_on == date(2019, 8, 2)
    assert Improvement.objects.get(reference="E2-1").due_on is None
    assert improvement_by_reference("E3-1").within_months == 3


def test_a_review_needs_scope_evidence_and_conclusion_and_the_signature_of_another(improvement, officer, at):
    lead = officer(Role.INSPECTION_LEAD)
    with pytest.raises(NotAllowed) as refused:
        write_review(improvement=improvement.id, scope="", evidence=" ", conclusion="", by=lead, at=at)
    assert [reason.field for reason in refused.value.reasons] == ["scope", "evidence", "conclusion"]
    review = write_review(
        improvement=improvement.id, scope="Both rooms.", evidence="60 calls.", conclusion="Brief again.", by=lead, at=at
    )
    with pytest.raises(NotPermitted):
        sign_review(review=review, by=lead, at=at)
    sign_review(review=review, by=officer(Role.CHIEF_OFFICER), at=at)
    assert ImprovementReview.objects.get(pk=review).signed_by.collar_number == number_of(Role.CHIEF_OFFICER)


def test_it_is_complete_only_when_it_has_held_is_reviewed_and_a_chief_officer_says_so(improvement, officer, at):
    lead, chief = officer(Role.INSPECTION_LEAD), officer(Role.CHIEF_OFFICER)
    with pytest.raises(NotPermitted):
        note_progress(improvement=improvement.id, words="Done.", became="complete", by=lead, at=at)
    note_progress(improvement=improvement.id, words="Begun.", became="being_progressed", by=lead, at=at)
    for month, last, low in ((8, 31, 0.99), (9, 30, 0.99), (10, 31, 0.97)):
        keep_result(lead, at, date(2026, month, last), low)
    with pytest.raises(NotAllowed) as refused:
        complete_improvement(improvement=improvement.id, statement="", by=chief, at=at)
    assert {reason.code for reason in refused.value.reasons} == {
        "improvement.not-sustained", "improvement.not-reviewed", "improvement.statement-needed",
    }  # fmt: skip
    keep_result(lead, at, date(2026, 10, 31), 0.985)
    review = write_review(improvement=improvement.id, scope="a", evidence="b", conclusion="c", by=lead, at=at)
    sign_review(review=review, by=chief, at=at)
    complete_improvement(improvement=improvement.id, statement="Held for three months.", by=chief, at=at)
    improvement.refresh_from_db()
    assert (improvement.state, improvement.closed_by.collar_number) == ("complete", number_of(Role.CHIEF_OFFICER))
    note_progress(improvement=improvement.id, words="Fell back.", became="being_progressed", by=lead, at=at)
    improvement.refresh_from_db()
    assert (improvement.state, improvement.closed_at) == ("being_progressed", None)


def refusals(improvement: Improvement, chief, at) -> set[str]:
    """Why it may not be called complete; none where it was."""
    try:
        complete_improvement(improvement=improvement.id, statement="It held.", by=chief, at=at)
    except NotAllowed as refused:
        return {reason.code.removeprefix("improvement.") for reason in refused.reasons}
    return set()


@pytest.fixture
def reviewed(improvement, officer, at) -> Improvement:
    """One that is progressed, with a review that a chief officer signed in November."""
    lead = officer(Role.INSPECTION_LEAD)
    note_progress(improvement=improvement.id, words="Begun.", became="being_progressed", by=lead, at=at)
    review = write_review(improvement=improvement.id, scope="a", evidence="b", conclusion="c", by=lead, at=at)
    sign_review(review=review, by=officer(Role.CHIEF_OFFICER), at=at)
    return improvement


def test_the_first_of_november_and_a_past_day_taken_again_are_no_month_that_held(reviewed, officer, at):
    lead, chief = officer(Role.INSPECTION_LEAD), officer(Role.CHIEF_OFFICER)
    for until_on in (date(2026, 9, 30), date(2026, 10, 31), date(2026, 11, 1)):
        keep_result(lead, at, until_on, 0.99)
    assert refusals(reviewed, chief, at) == {"not-sustained"}
    # August is made up for; somebody then takes the second of October again, of which October says nothing.
    keep_result(lead, at, date(2026, 8, 31), 0.99)
    keep_result(lead, at, date(2026, 10, 2), 0.5)
    assert refusals(reviewed, chief, at) == set()


def test_a_review_of_before_the_measure_fell_back_is_not_enough_after_it(reviewed, officer, at):
    lead, chief = officer(Role.INSPECTION_LEAD), officer(Role.CHIEF_OFFICER)
    later = at + timedelta(days=180)
    for until_on, low in (
        (date(2026, 11, 30), 0.99), (date(2026, 12, 31), 0.5), (date(2027, 1, 31), 0.99), (date(2027, 2, 28), 0.99),
        (date(2027, 3, 31), 0.99), (date(2027, 4, 30), 0.99),
    ):  # fmt: skip
        keep_result(lead, later, until_on, low)
    assert refusals(reviewed, chief, later) == {"not-reviewed"}
    review = write_review(improvement=reviewed.id, scope="a", evidence="b", conclusion="c", by=lead, at=later)
    assert ImprovementReview.objects.get(pk=review).results == [
        MeasureResult.objects.get(until_on=date(2027, 4, 30)).pk
    ]
    sign_review(review=review, by=chief, at=later)
    assert refusals(reviewed, chief, later) == set()


def test_what_is_taken_up_again_needs_another_review_before_it_is_complete_again(reviewed, officer, at):
    lead, chief = officer(Role.INSPECTION_LEAD), officer(Role.CHIEF_OFFICER)
    for until_on in (date(2026, 8, 31), date(2026, 9, 30), date(2026, 10, 31)):
        keep_result(lead, at, until_on, 0.99)
    assert refusals(reviewed, chief, at) == set()
    again = at + timedelta(hours=1)
    note_progress(improvement=reviewed.id, words="Fell back.", became="being_progressed", by=lead, at=again)
    assert refusals(reviewed, chief, again) == {"not-reviewed"}


def test_what_staff_know_is_counted_together_before_and_after(improvement, officer, at):
    lead = officer(Role.INSPECTION_LEAD)
    briefing = give_briefing(
        improvement=improvement.id, team=Team.objects.first().id, title="THRIVE", words="Why it matters.", attended=20,
        by=lead, at=at,
    )  # fmt: skip
    record_knowledge_check(briefing=briefing, phase="before", people=20, asked=100, right=55, by=lead, at=at)
    record_knowledge_check(briefing=briefing, phase="after", people=18, asked=90, right=81, by=lead, at=at)
    (seen,) = briefings_of(improvement.id)
    assert (seen.before.estimate, seen.after.estimate) == (0.55, 0.9)
    assert seen.before.high < seen.after.low
