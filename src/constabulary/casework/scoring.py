"""Second scoring: samples drawn by the clock or by hand, blind scores, feedback, answers to practice calls."""

import secrets
from datetime import date, datetime, timedelta

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.duties import find_open_duties, meet_duties, open_duties
from constabulary.casework.rulebooks import read_rulebook, rulebook_for
from constabulary.policing.clocks import start_of
from constabulary.policing.decisions import NotAllowed, refuse_if
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.inspection.sampling import draw
from constabulary.policing.inspection.second_scoring import (
    ANSWERED,
    DAYS_ODD,
    FED_BACK,
    NOT_YOURS,
    WORDS_MISSING,
    BlindFacts,
    Quality,
    Score,
    feedback_due,
    find_reasons_against_blind,
    find_reasons_against_score,
)
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import (
    Contact,
    Incident,
    SampledAssessment,
    ScoringSample,
    SecondScore,
    ThriveAssessment,
    VignetteAnswer,
)
from constabulary.records.payload import plain_answers
from constabulary.records.queries.scoring import candidates, has_opened, newest_sample_until
from constabulary.records.writing import Writing, writing
from constabulary.standards.calendar import local_day
from constabulary.standards.rulebook import Moments
from constabulary.standards.self_inspection import SAMPLING, WEEKS_DRAWN
from constabulary.standards.vignettes import Vignette, vignettes

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
#: As many bits as a column for a whole number holds, its sign left out.
SEED_BITS = 62


def draw_sample(*, from_on: date, until_on: date, by: Officer, at: datetime, seed: int | None = None) -> int:
    """Draw a sample from the assessments of these days that were never drawn; how many were drawn.

    The seed is made by chance unless given, and kept with what it was drawn from, so that the sample can be drawn
    again. Somebody drawing by hand draws from what they may see.
    """
    check_may(by, Permission.SCORE_BLIND)
    refuse_if((DAYS_ODD,) if until_on < from_on or until_on > local_day(at) else ())
    standard = read_rulebook(Moments(decision=at))[SAMPLING]
    found = candidates(from_at=start_of(from_on), until_at=min(at, start_of(until_on + DAY)))
    seed = secrets.randbits(SEED_BITS) if seed is None else seed
    drawn = draw((one.candidate for one in found), seed=seed, sampling=standard.value)
    rows = {one.candidate.id: one for one in found}
    with writing(by=by, at=at, purpose="Drawing a sample for second scoring") as w:
        sample = ScoringSample(
            id=w.new_id(), from_on=from_on, until_on=until_on, seed=seed, edition=standard.edition,
            population=len(found), size=len(drawn), candidates=[plain_answers(one.candidate) for one in found],
            share=standard.value.share, more_often=standard.value.more_often, drawn_at=at, drawn_by_id=by.id,
        )  # fmt: skip
        w.entry(EntryKind.SAMPLE_DRAWN, subject=sample, editions=[standard.edition], facts={"seed": seed})
        w.insert(sample)
        for one in drawn:
            row = rows[one.id]
            w.insert(
                SampledAssessment(
                    journey_id=row.journey_id, sample_id=sample.id, incident_id=row.incident_id, assessment_id=one.id,
                    stratum=one.stratum, chance=one.chance, desk=row.desk, team_id=row.team_id,
                )
            )  # fmt: skip
    return len(drawn)


def draw_weekly_sample(*, by: Officer, at: datetime) -> int:
    """By the clock: draw from each finished week, Monday to Sunday, that was not drawn from; how many were drawn."""
    check_may(by, Permission.SCORE_BLIND)
    weeks = read_rulebook(Moments(decision=at))[WEEKS_DRAWN].value
    today = local_day(at)
    monday = today - DAY * today.weekday()
    newest = newest_sample_until()
    drawn = 0
    for back in range(weeks, 0, -1):
        from_on = monday - WEEK * back
        until_on = from_on + WEEK - DAY
        if newest is None and back > 1:
            continue  # A first draw takes the last week: what is older has long been forgotten by those who took it.
        if newest is None or until_on > newest:
            drawn += draw_sample(from_on=from_on, until_on=until_on, by=by, at=at)
    return drawn


def score_blind(*, sampled: int, score: Score, by: Officer, at: datetime) -> None:
    """Score a drawn assessment a second time, without having seen the first; feedback to its maker is due from then.

    Raises NotPermitted, or NotAllowed for whoever had a part in it or has opened it, and for what the score lacks.
    """
    check_may(by, Permission.SCORE_BLIND)
    with writing(by=by, at=at, purpose="Scoring an assessment a second time") as w:
        row = w.lock(SampledAssessment, sampled)
        incident = w.lock(Incident, row.incident_id)
        refuse_if(find_reasons_against_blind(_blind_facts(w, row, incident)))
        refuse_if(find_reasons_against_score(score))
        due = feedback_due(rulebook_for(w, Moments(decision=at)), at)
        w.entry(EntryKind.SCORED_BLIND, subject=incident, journey=row.journey_id, editions=[due.edition])
        w.insert(
            SecondScore(
                journey_id=row.journey_id, sampled_id=row.id, grade=score.grade, severity=int(score.severity),
                likelihood=int(score.likelihood), rationale=score.rationale, scored_at=at, scored_by_id=by.id,
            )
        )  # fmt: skip
        open_duties(w, [due], about=incident, owner_id=by.id, team_id=by.team_id, subject_row=row.id)


def _blind_facts(w: Writing, row: SampledAssessment, incident: Incident) -> BlindFacts:
    first = w.lock(ThriveAssessment, row.assessment_id)
    parts = {first.assessed_by_id, first.accepted_by_id, first.refused_by_id, incident.opened_by_id}
    parts |= {one.answered_by_id for one in w.find(Contact, journey_id=row.journey_id)}
    return BlindFacts(
        scorer=w.by.id,
        had_a_part=frozenset(one for one in parts if one is not None),
        has_opened=has_opened(w.by.id, incident=incident.id, journey=row.journey_id, since=first.assessed_at),
        scored=bool(w.find(SecondScore, sampled_id=row.id)),
    )


def give_feedback(*, sampled: int, quality: Quality, words: str, by: Officer, at: datetime) -> None:
    """Tell whoever made the assessment what was good and what could be better; they alone are shown it.

    Raises NotPermitted, or NotAllowed for anybody but the scorer, without words, or a second time.
    """
    check_may(by, Permission.SCORE_BLIND)
    with writing(by=by, at=at, purpose="Giving feedback on an assessment") as w:
        row = w.lock(SampledAssessment, sampled)
        incident = w.lock(Incident, row.incident_id)
        found = w.find(SecondScore, lock=True, sampled_id=row.id)
        if not found or found[0].scored_by_id != by.id:
            raise NotAllowed([NOT_YOURS])
        score = found[0]
        refuse_if((FED_BACK,) if score.fed_back_at is not None else ())
        refuse_if((WORDS_MISSING,) if not words.strip() else ())
        w.entry(EntryKind.SCORE_FED_BACK, subject=incident, journey=row.journey_id)
        w.update(score, quality=quality.value, feedback=words, fed_back_at=at, fed_back_by_id=by.id)
        mine = [one for one in find_open_duties(w, row.journey_id, DutyKind.GIVE_FEEDBACK) if one.subject_row == row.id]
        meet_duties(w, mine, at)


def answer_vignette(*, vignette: Vignette, score: Score, by: Officer, at: datetime) -> None:
    """Answer a practice call, once. The answer is shown to the person alone, and counted by desk and team.

    Raises NotPermitted, or NotAllowed when it was answered before or for what the answer lacks.
    """
    check_may(by, Permission.PRACTISE)
    edition = vignettes().edition
    with writing(by=by, at=at, purpose="Answering a practice call") as w:
        before = w.find(VignetteAnswer, answered_by_id=by.id, vignette=vignette.code, edition=edition)
        refuse_if((ANSWERED,) if before else ())
        refuse_if(find_reasons_against_score(score))
        row = VignetteAnswer(
            id=w.new_id(), vignette=vignette.code, edition=edition, grade=score.grade, severity=int(score.severity),
            likelihood=int(score.likelihood), rationale=score.rationale, panel_grade=vignette.grade,
            desk=by.desks[0].value if by.desks else "", team_id=by.team_id, answered_at=at, answered_by_id=by.id,
        )  # fmt: skip
        w.entry(EntryKind.VIGNETTE_ANSWERED, subject=row, editions=[edition])
        w.insert(row)
