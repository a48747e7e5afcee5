"""Second scoring by its verbs: drawn, scored blind, fed back; practice calls answered; figures of nobody alone."""

from datetime import date, timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.incidents.grading import accept_below_floor
from constabulary.casework.inspection import window_before
from constabulary.casework.reading import NoSuchRecord, open_incident
from constabulary.casework.scoring import (
    answer_vignette,
    draw_sample,
    draw_weekly_sample,
    give_feedback,
    score_blind,
)
from constabulary.casework.scoring_reading import (
    find_agreement,
    open_blind,
    open_comparison,
    open_feedback,
    open_scoring,
)
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.inspection.second_scoring import Quality
from constabulary.records.models import (
    Duty,
    JournalEntry,
    SampledAssessment,
    ScoringSample,
    SecondScore,
    ThriveAssessment,
    VignetteAnswer,
)
from constabulary.records.queries.scoring import candidates
from constabulary.standards.vignettes import vignettes
from tests.factories.calls import former_partner_damage
from tests.factories.incidents import asked_again, attended, opened, quarrel
from tests.factories.protection import add_officer, add_team
from tests.factories.scoring import drawn_of, score_of, scored

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CALL = vignettes().named("fence-panel")


def codes(refused) -> set[str]:
    return {reason.code for reason in refused.value.reasons}


def test_a_sample_is_kept_with_its_seed_and_what_it_was_drawn_from_and_can_be_drawn_again(officer, at):
    for minutes in range(30):
        quarrel(at - timedelta(minutes=minutes))
    drawn = draw_sample(from_on=at.date(), until_on=at.date(), by=officer(Role.SUPERVISOR), at=at + HOUR, seed=4)
    sample = ScoringSample.objects.get()
    assert (sample.seed, sample.population, sample.size) == (4, 30, drawn)
    assert len(sample.candidates) == 30
    assert SampledAssessment.objects.count() == drawn > 0
    (shown,) = open_scoring(by=officer(Role.SUPERVISOR), at=at + HOUR).samples
    assert shown.drawn_again is True
    sampled = set(SampledAssessment.objects.values_list("assessment_id", flat=True))
    left = {one.candidate.id for one in candidates(from_at=at - DAY, until_at=at + DAY)}
    assert not sampled & left


def test_a_seed_made_by_chance_differs_each_time(officer, at):
    quarrel(at)
    for _ in range(2):
        draw_sample(from_on=at.date(), until_on=at.date(), by=officer(Role.SUPERVISOR), at=at + HOUR)
    first, second = ScoringSample.objects.values_list("seed", flat=True)
    assert first != second


def test_what_goes_wrong_more_is_known_of_what_can_be_drawn(officer, at):
    abuse = opened(at, former_partner_damage(at))
    late = quarrel(at)
    asked_again(late, at + 9 * HOUR, by=officer(Role.DISPATCHER))
    went = attended(at)
    found = {one.incident_id: one.candidate for one in candidates(from_at=at - DAY, until_at=at + timedelta(minutes=1))}
    assert found[abuse.pk].domestic_abuse
    assert found[late.pk].overdue
    assert not found[went.pk].overdue
    assert not found[went.pk].has_more_chance
    assert found[went.pk].channel == "101"


@pytest.mark.parametrize(
    ("from_on", "until_on"),
    [(date(2026, 11, 2), date(2026, 11, 1)), (date(2026, 11, 2), date(2026, 11, 3))],
    ids=["ends before it begins", "has not come yet"],
)
def test_days_that_cannot_be_drawn_from_are_refused_beside_the_last_day(officer, at, from_on, until_on):
    with pytest.raises(NotAllowed) as refused:
        draw_sample(from_on=from_on, until_on=until_on, by=officer(Role.SUPERVISOR), at=at)
    assert [reason.field for reason in refused.value.reasons] == ["until_on"]


def test_the_clock_draws_each_finished_week_once_and_makes_up_at_most_four(system, at):
    # At is a Monday: the week before ended the day before.
    assert draw_weekly_sample(by=system, at=at) == 0
    assert list(ScoringSample.objects.values_list("from_on", "until_on")) == [(date(2026, 10, 26), date(2026, 11, 1))]
    draw_weekly_sample(by=system, at=at + DAY)
    assert ScoringSample.objects.count() == 1
    draw_weekly_sample(by=system, at=at + 70 * DAY)
    weeks = ScoringSample.objects.order_by("from_on").values_list("from_on", flat=True)
    assert list(weeks)[1:] == [date(2026, 12, 14), date(2026, 12, 21), date(2026, 12, 28), date(2027, 1, 4)]


def test_a_blind_score_is_stored_and_the_feedback_is_due_from_the_scorer_in_seven_days(officer, at):
    incident = opened(at, former_partner_damage(at))
    sampled = drawn_of(incident, at)
    scored(sampled, at + DAY, by=Role.INSPECTOR, grade="G1")
    score = SecondScore.objects.get()
    assert (score.grade, score.scored_by.collar_number) == ("G1", officer(Role.INSPECTOR).collar_number)
    duty = Duty.objects.get(kind="give_feedback")
    assert (duty.owner_id, duty.due_at, duty.subject_row) == (score.scored_by_id, at + 8 * DAY, sampled.pk)
    entry = JournalEntry.objects.get(kind="scored_blind")
    assert entry.journey_row == incident.journey_id
    assert ThriveAssessment.objects.get(incident=incident).grade == "G2"


def test_the_scorer_sees_the_call_and_neither_grade_nor_maker_until_they_have_scored(officer, at):
    incident = opened(at, former_partner_damage(at))
    sampled = drawn_of(incident, at)
    by = officer(Role.INSPECTOR)
    shown = open_blind(number=sampled.pk, by=by, at=at + DAY)
    assert shown.call.account == "He said he would finish it."
    assert not {"grade", "proposed_grade", "rationale", "assessed_by"} & set(type(shown.call).__dataclass_fields__)
    with pytest.raises(NoSuchRecord):
        open_comparison(number=sampled.pk, by=by, at=at + DAY)
    scored(sampled, at + DAY)
    both = open_comparison(number=sampled.pk, by=by, at=at + DAY)
    assert (both.first_grade, both.grade) == ("G2", "G3")
    with pytest.raises(NoSuchRecord):
        open_comparison(number=sampled.pk, by=officer(Role.SUPERVISOR), at=at + DAY)
    assert JournalEntry.objects.filter(kind="read_scoring", journey_row=incident.journey_id).count() == 2


def test_nobody_scores_their_own_or_what_they_accepted_or_opened(officer, at):
    own = add_officer("H77", Role.CONTROL_ROOM_SUPERVISOR, at)
    incident = quarrel(at)
    asked_again(incident, at + HOUR, by=own, grade="G4" if incident.grade != "G4" else "G5")
    waiting = ThriveAssessment.objects.filter(incident=incident).latest("number")
    if waiting.is_lower:
        acceptor = officer(Role.CONTROL_ROOM_SUPERVISOR)
        accept_below_floor(assessment=waiting.pk, words="Agreed.", by=acceptor, at=at + HOUR)
    drawn_of(incident, at + 2 * HOUR)
    sampled = SampledAssessment.objects.get(assessment=waiting)
    opener = officer(Role.SUPERVISOR)
    open_incident(reference=incident.reference, purpose="Looking", by=opener, at=at + 3 * HOUR)
    for by, code in ((own, "own"), (opener, "has-opened")):
        officer(Role.INSPECTOR)
        with pytest.raises(NotAllowed) as refused:
            score_blind(sampled=sampled.pk, score=score_of(), by=by, at=at + DAY)
        assert codes(refused) == {f"second_scoring.{code}"}
        shown = open_blind(number=sampled.pk, by=by, at=at + DAY)
        assert shown.call is None
        assert shown.against
        assert sampled.pk not in {one.number for one in open_scoring(by=by, at=at + DAY).waiting}
    assert sampled.pk in {one.number for one in open_scoring(by=officer(Role.INSPECTOR), at=at + DAY).waiting}


def test_a_score_once_given_stands_and_needs_its_reasons(officer, at):
    sampled = drawn_of(quarrel(at), at)
    with pytest.raises(NotAllowed) as refused:
        score_blind(sampled=sampled.pk, score=score_of(rationale=" "), by=officer(Role.INSPECTOR), at=at + DAY)
    assert [reason.field for reason in refused.value.reasons] == ["rationale"]
    scored(sampled, at + DAY)
    with pytest.raises(NotAllowed) as refused:
        scored(sampled, at + DAY, by=Role.SUPERVISOR)
    assert codes(refused) == {"second_scoring.scored"}


def test_who_may_not_score_draws_and_scores_nothing(officer, at):
    sampled = drawn_of(quarrel(at), at)
    by = officer(Role.DISPATCHER)
    for act in (
        lambda: score_blind(sampled=sampled.pk, score=score_of(), by=by, at=at),
        lambda: draw_sample(from_on=at.date(), until_on=at.date(), by=by, at=at),
        lambda: give_feedback(sampled=sampled.pk, quality=Quality.GOOD, words="Well.", by=by, at=at),
        lambda: open_scoring(by=by, at=at),
        lambda: answer_vignette(vignette=CALL, score=score_of(), by=officer(Role.PLANNER), at=at),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_feedback_goes_to_its_maker_alone_meets_the_duty_and_is_given_once(officer, at):
    sampled = drawn_of(quarrel(at), at)
    scored(sampled, at + DAY)
    by = officer(Role.INSPECTOR)
    with pytest.raises(NotAllowed) as refused:
        give_feedback(sampled=sampled.pk, quality=Quality.GOOD, words=" ", by=by, at=at + 2 * DAY)
    assert codes(refused) == {"second_scoring.words-missing"}
    give_feedback(sampled=sampled.pk, quality=Quality.GOOD, words="Asked who else was there.", by=by, at=at + 2 * DAY)
    assert Duty.objects.get(kind="give_feedback").state == "met"
    for role, code in ((Role.INSPECTOR, "fed-back"), (Role.SUPERVISOR, "not-yours")):
        with pytest.raises(NotAllowed) as refused:
            give_feedback(sampled=sampled.pk, quality=Quality.GOOD, words="Again.", by=officer(role), at=at + 3 * DAY)
        assert codes(refused) == {f"second_scoring.{code}"}
    (mine,) = open_feedback(by=officer(Role.CONTACT_HANDLER), at=at + 3 * DAY)
    assert (mine.feedback, mine.quality) == ("Asked who else was there.", "good")
    assert open_feedback(by=officer(Role.DISPATCHER), at=at + 3 * DAY) == ()


def test_a_practice_call_is_answered_once_with_the_panels_grade_of_that_day(officer, at):
    by = officer(Role.CONTACT_HANDLER)
    answer_vignette(vignette=CALL, score=score_of("G4"), by=by, at=at)
    answer = VignetteAnswer.objects.get()
    assert (answer.grade, answer.panel_grade, answer.desk, answer.team_id) == ("G4", "G5", "control_room", by.team_id)
    with pytest.raises(NotAllowed) as refused:
        answer_vignette(vignette=CALL, score=score_of("G5"), by=by, at=at)
    assert codes(refused) == {"second_scoring.answered"}
    with pytest.raises(NotAllowed):
        answer_vignette(vignette=vignettes().all[0], score=score_of("G0"), by=by, at=at)


def test_agreement_is_given_of_desks_and_teams_and_never_of_few_people(officer, at):
    large, small = add_team("Large team", at), add_team("Small team", at)
    people = [add_officer(f"L{number}", Role.CONTACT_HANDLER, at, team=large) for number in range(4)]
    people += [add_officer(f"S{number}", Role.DISPATCHER, at, team=small) for number in range(3)]
    for place, by in enumerate(people):
        for number, call in enumerate(vignettes().all[:8]):
            grade = call.grade if (place + number) % 4 else "G3"
            answer_vignette(vignette=call, score=score_of(grade), by=by, at=at)
    officer(Role.INSPECTION_LEAD)
    found = find_agreement(window_before(at + HOUR)).practice
    by_team = {one.unit: one for one in found.by_team}
    assert by_team["Large team"].rate.denominator == 32
    assert 0 < by_team["Large team"].rate.low < by_team["Large team"].rate.estimate < 1
    assert by_team["Small team"].too_few
    assert by_team["Small team"].rate.estimate is None
    assert [one.unit for one in found.by_desk] == ["Control room"]
    assert found.together.denominator == 56
