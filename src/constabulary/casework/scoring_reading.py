"""Opening what second scorers and the scored are shown, journalled; and how far desks and teams agree."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.reading import NoSuchRecord
from constabulary.casework.rulebooks import read_rulebook
from constabulary.inspection.breakdown import NOWHERE, UnitFigure, agreement_by, agreement_in
from constabulary.inspection.measures.definition import Window
from constabulary.policing.decisions import Reasons
from constabulary.policing.desks import DESK_TITLES, Desk
from constabulary.policing.inspection.agreement import Agreement
from constabulary.policing.inspection.sampling import draw
from constabulary.policing.inspection.second_scoring import BlindFacts, find_reasons_against_blind
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.journal import write_reading
from constabulary.records.queries import scoring
from constabulary.records.queries.measures.units import Judged, Unit
from constabulary.records.queries.scoring import BlindCall, FeedbackLine, SampleLine, ScoredCall, WaitingLine
from constabulary.standards.dated import Standard
from constabulary.standards.rulebook import Moments
from constabulary.standards.self_inspection import AGREEMENT, AgreementSettings
from constabulary.standards.values import value


@value
class OpenedBlind:
    """A call opened for scoring, and why whoever opened it may not score it."""

    call: BlindCall | None
    against: Reasons
    is_own_score: bool


@value
class SampleShown:
    """A sample, and whether its seed gives the very same again; None where the reader may not see all of it."""

    sample: SampleLine
    drawn_again: bool | None


@value
class OpenedScoring:
    """What waits for a scorer, what they have scored, and the samples it comes from."""

    waiting: tuple[WaitingLine, ...]
    mine: tuple[FeedbackLine, ...]
    samples: tuple[SampleShown, ...]


@value
class AgreementOf:
    """How far judgments agree: all together, by desk and by team."""

    together: Agreement
    by_desk: tuple[UnitFigure, ...]
    by_team: tuple[UnitFigure, ...]


@value
class AgreementFound:
    """Agreement of second scores with the first, and of answers to practice calls with the panel."""

    calls: AgreementOf
    practice: AgreementOf
    settings: Standard[AgreementSettings]


def open_scoring(*, by: Officer, at: datetime) -> OpenedScoring:
    """What waits for a second score that this officer could give blind, and what they have scored."""
    check_may(by, Permission.SCORE_BLIND)
    waiting, mine = tuple(scoring.waiting_for(by.id)), tuple(scoring.scored_by(by.id))
    _journal("second scoring", by.id, [*(one.number for one in waiting), *(one.number for one in mine)], by, at)
    return OpenedScoring(waiting=waiting, mine=mine, samples=tuple(_drawn_again(one) for one in scoring.samples()))


def _drawn_again(sample: SampleLine) -> SampleShown:
    again = {one.id for one in draw(sample.candidates, seed=sample.seed, sampling=sample.sampling)}
    # A restricted record that was drawn is not shown to everybody: then the reader cannot tell.
    known = len(sample.drawn) == sample.size
    return SampleShown(sample=sample, drawn_again=again == sample.drawn if known else None)


def open_blind(*, number: int, by: Officer, at: datetime) -> OpenedBlind:
    """Open a drawn call to score it: what the caller said and answered, and neither the first grade nor whose it was.

    Raises NotPermitted or NoSuchRecord. Somebody who may not score it is shown why, and nothing of the call.
    """
    check_may(by, Permission.SCORE_BLIND)
    call = scoring.blind_call(number)
    if call is None:
        raise NoSuchRecord(str(number))
    facts = BlindFacts(
        scorer=by.id,
        had_a_part=call.had_a_part,
        has_opened=scoring.has_opened(
            by.id, incident=call.incident_id, journey=call.journey_id, since=call.assessed_at
        ),
        scored=call.scored_by is not None,
    )
    _journal(f"drawn assessment {number}", call.incident_id, [number, call.incident_id], by, at, call.journey_id)
    against = find_reasons_against_blind(facts)
    return OpenedBlind(call=None if against else call, against=against, is_own_score=call.scored_by == by.id)


def open_comparison(*, number: int, by: Officer, at: datetime) -> ScoredCall:
    """Both judgments side by side, for the scorer only, once they have scored. Raises NoSuchRecord for anybody else."""
    check_may(by, Permission.SCORE_BLIND)
    found = scoring.scored_call(number)
    if found is None or found.scored_by != by.id:
        raise NoSuchRecord(str(number))
    _journal(f"drawn assessment {number}", found.incident_id, [number, found.incident_id], by, at, found.journey_id)
    return found


def open_feedback(*, by: Officer, at: datetime) -> tuple[ScoredCall, ...]:
    """The feedback on an officer's own assessments, for themselves."""
    check_may(by, Permission.PRACTISE)
    found = tuple(scoring.feedback_to(by.id))
    if found:
        _journal(f"feedback to {by.collar_number}", by.id, [one.incident_id for one in found], by, at)
    return found


def find_agreement(window: Window) -> AgreementFound:
    """How far desks and teams agree with second scorers and with the panel: counts only, and no figure of anybody."""
    settings = read_rulebook(Moments(decision=window.as_at))[AGREEMENT]
    until_at = min(window.until_at, window.as_at)
    return AgreementFound(
        calls=_agreement(scoring.judged_calls(from_at=window.from_at, until_at=until_at), settings.value),
        practice=_agreement(scoring.judged_practice(from_at=window.from_at, until_at=until_at), settings.value),
        settings=settings,
    )


def _agreement(judged: list[Judged], least: AgreementSettings) -> AgreementOf:
    return AgreementOf(
        together=agreement_in(judged, least),
        by_desk=agreement_by(judged, _desk, least),
        by_team=agreement_by(judged, lambda unit: unit.team or NOWHERE, least),
    )


def _desk(unit: Unit) -> str:
    return DESK_TITLES[Desk(unit.desk)] if unit.desk else "No desk"


def _journal(subject: str, row: int, shown: list[int], by: Officer, at: datetime, journey: int | None = None) -> None:
    write_reading(
        EntryKind.READ_SCORING, subject=subject, subject_row=row, shown=shown, by=by, at=at, journey=journey,
        purpose="Second scoring",
    )  # fmt: skip
