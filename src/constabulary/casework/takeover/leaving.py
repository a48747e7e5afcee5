"""Leaving the old system: differences accepted by name, rows looked at by eye, and the decision that it is over."""

from datetime import datetime

from constabulary.access.officers import NotPermitted, Officer, check_authority, check_may, may
from constabulary.access.permissions import Permission
from constabulary.casework.people.merging import merge_people
from constabulary.casework.rulebooks import rulebook_for
from constabulary.policing.decisions import NotAllowed, refuse_if
from constabulary.policing.desks import Authority
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.takeover import reasons as why
from constabulary.policing.takeover.comparing import CutOverFacts, find_reasons_against_cut_over
from constabulary.policing.takeover.sampling import draw, share_out
from constabulary.records.models import (
    Person,
    Takeover,
    TakeoverAcceptance,
    TakeoverBatch,
    TakeoverComparison,
    TakeoverLikeness,
    TakeoverSample,
)
from constabulary.records.queries.takeover import references_to_draw
from constabulary.records.writing import Writing, writing
from constabulary.standards.rulebook import Moments
from constabulary.standards.takeover import COMPARISON_FRESH, SAMPLE_SIZE

LEAVING = "Leaving another system"


def _newest_comparison(w: Writing, takeover: int) -> TakeoverComparison | None:
    return max(
        w.find(TakeoverComparison, takeover_id=takeover), key=lambda one: (one.compared_at, one.id), default=None
    )


def _accepted(w: Writing, takeover: int) -> set[str]:
    return {one.fingerprint for one in w.find(TakeoverAcceptance, takeover_id=takeover)}


def accept_differences(*, takeover: int, fingerprints: tuple[str, ...], words: str, by: Officer, at: datetime) -> None:
    """Take differences as they are, with the reason. It holds for them with these values only.

    Raises NotPermitted, or NotAllowed where one is not in the newest comparison, or is accepted already.
    """
    check_authority(by, Authority.CHIEF_OFFICER)
    with writing(by=by, at=at, purpose=LEAVING) as w:
        row = w.lock(Takeover, takeover)
        newest = _newest_comparison(w, row.id)
        there = set(newest.fingerprints) if newest else set()
        refuse_if(
            (
                *((why.CUT_OVER_ALREADY,) if row.cut_over_at is not None else ()),
                *(() if words.strip() else (why.WORDS_MISSING,)),
                *(() if fingerprints and set(fingerprints) <= there else (why.NO_SUCH_DIFFERENCE,)),
                *((why.ACCEPTED_ALREADY,) if set(fingerprints) & _accepted(w, row.id) else ()),
            )
        )
        w.entry(EntryKind.DIFFERENCE_ACCEPTED, subject=row, facts={"differences": len(set(fingerprints))})
        for one in dict.fromkeys(fingerprints):
            w.insert(
                TakeoverAcceptance(
                    takeover_id=row.id, fingerprint=one, words=words.strip(), accepted_at=at, accepted_by_id=by.id
                )
            )  # fmt: skip


#: Whoever compares rows by eye answers for records in their own work; an auditor reads and changes nothing.
COMPARES = (
    Permission.KEEP_IMPROVEMENTS, Permission.SIGN_IMPROVEMENTS, Permission.REVIEW_AS_INSPECTOR, Permission.REGISTER_CRIME,
)  # fmt: skip


def _check_may_compare(by: Officer) -> None:
    check_may(by, Permission.OPEN_EVIDENCE)
    if not any(may(by, one) for one in COMPARES):
        raise NotPermitted("Rows are compared by the inspection lead, an inspector, the registrar or a chief officer.")


def draw_rows(*, takeover: int, by: Officer, at: datetime) -> int:
    """Draw rows to be compared by eye, of each table some, the same for the same system; how many are new."""
    _check_may_compare(by)
    with writing(by=by, at=at, purpose=LEAVING) as w:
        row = w.lock(Takeover, takeover)
        refuse_if((why.CUT_OVER_ALREADY,) if row.cut_over_at is not None else ())
        standard = rulebook_for(w, Moments(decision=at))[SAMPLE_SIZE]
        rows = references_to_draw(row.id)
        shares = share_out({table: len(of) for table, of in rows.items()}, count=standard.value)
        drawn = {one.row_id for one in w.find(TakeoverSample, takeover_id=row.id)}
        wanted = [
            rows[table][reference]
            for table, count in shares.items()
            for reference in draw(rows[table], seed=f"{row.id}/{table}", count=count)
        ]
        new = [number for number in wanted if number not in drawn]
        if new:
            w.entry(EntryKind.ROWS_DRAWN, subject=row, editions=[standard.edition])
        for number in new:
            w.insert(TakeoverSample(takeover_id=row.id, row_id=number, drawn_at=at, drawn_by_id=by.id))
        return len(new)


def look_at_row(*, sample: int, is_same: bool | None, words: str, by: Officer, at: datetime) -> None:
    """Say whether both systems say the same of a row that was drawn, and what differs; again once that is put right."""
    _check_may_compare(by)
    with writing(by=by, at=at, purpose=LEAVING) as w:
        row = w.lock(TakeoverSample, sample)
        refuse_if(
            (
                *((why.ANSWERED_ALREADY,) if row.is_same else ()),
                *((why.ANSWER_MISSING,) if is_same is None else ()),
                *((why.SAY_WHAT_DIFFERS,) if is_same is False and not words.strip() else ()),
            )
        )
        w.entry(EntryKind.ROW_LOOKED_AT, subject=row)
        w.update(row, is_same=is_same, words=words.strip(), looked_at=at, looked_by_id=by.id)


def decide_likeness(*, likeness: int, is_same: bool | None, words: str, by: Officer, at: datetime) -> None:
    """Say whether somebody taken over is the person on record. If so the two are combined, as on the person's page."""
    check_may(by, Permission.KEEP_PEOPLE)
    with writing(by=by, at=at, purpose="Deciding whether two records are of one person") as w:
        row = next(iter(w.find(TakeoverLikeness, lock=True, id=likeness)), None)
        if row is None:
            raise NotAllowed([why.NO_SUCH_PAIR])
        refuse_if(
            (
                *((why.ANSWERED_ALREADY,) if row.decided_at is not None else ()),
                *((why.ANSWER_MISSING,) if is_same is None else ()),
                *(() if words.strip() else (why.WORDS_MISSING,)),
            )
        )
        person, other = w.lock(Person, row.person_id), row.other_id
        if is_same:
            _combine(person, other, words, by=by, at=at)
        w.entry(EntryKind.LIKENESS_DECIDED, subject=person)
        w.update(row, is_same=is_same, words=words.strip(), decided_at=at, decided_by_id=by.id)


def _combine(person: Person, other: int, words: str, *, by: Officer, at: datetime) -> None:
    try:
        merge_people(survivor=other, other=person.reference, reason=words, by=by, at=at)
    except NotAllowed as refusal:
        raise NotAllowed(
            reason.on("words") if reason.field == "reason" else reason for reason in refusal.reasons
        ) from refusal


def cut_over(*, takeover: int, words: str, by: Officer, at: datetime) -> None:
    """Decide that the old system is left. Raises NotPermitted, or NotAllowed until everything balances."""
    check_authority(by, Authority.CHIEF_OFFICER)
    with writing(by=by, at=at, purpose=LEAVING) as w:
        row = w.lock(Takeover, takeover)
        facts = cut_over_facts(w, row, words=words, at=at)
        refuse_if(find_reasons_against_cut_over(facts))
        newest = _newest_comparison(w, row.id)
        w.entry(
            EntryKind.CUT_OVER, subject=row,
            facts={"comparison": newest.id if newest else 0, "differences": newest.differences if newest else 0},
        )  # fmt: skip
        w.update(row, cut_over_words=words.strip(), cut_over_at=at, cut_over_by_id=by.id)


def cut_over_facts(w: Writing, row: Takeover, *, words: str, at: datetime) -> CutOverFacts:
    """What leaving the old system depends on, as things stand."""
    newest = _newest_comparison(w, row.id)
    batches = [one.loaded_at for one in w.find(TakeoverBatch, takeover_id=row.id)]
    open_differences = set(newest.fingerprints) - _accepted(w, row.id) if newest else set()
    samples = w.find(TakeoverSample, takeover_id=row.id)
    return CutOverFacts(
        is_over=row.cut_over_at is not None,
        compared_at=newest.compared_at if newest else None,
        newest_batch_at=max(batches, default=None),
        told=newest.told_rows + newest.told_figures if newest else 0,
        open_differences=len(open_differences),
        open_samples=sum(one.looked_at is None or one.is_same is False for one in samples),
        fresh_for=rulebook_for(w, Moments(decision=at))[COMPARISON_FRESH].value,
        at=at,
        words=words,
    )
