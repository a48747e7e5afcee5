"""Applying the tests for a charge to a suspect, each under the edition of the day."""

from datetime import datetime

from constabulary.access.officers import Officer, check_in_charge, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.case_file.matter import hold_suspect
from constabulary.casework.duties import find_open_duties_of, meet_duties, open_duties, supersede_duties
from constabulary.casework.investigation.crime import AtWork
from constabulary.policing.case_file.code_tests import (
    CodeTestKind,
    FullCodeAnswers,
    ThresholdAnswers,
    find_reasons_against_full_code,
    find_reasons_against_threshold,
)
from constabulary.policing.case_file.duties import apply_full_code_due
from constabulary.policing.decisions import refuse_if
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import CodeTest, LineOfEnquiry, Suspect
from constabulary.records.payload import plain_answers
from constabulary.records.writing import Writing, writing
from constabulary.standards.calendar import local_day
from constabulary.standards.charging import FULL_CODE_TEST, THRESHOLD_TEST

#: After a threshold charge the full code test follows, also once the charge has finalised the crime.
FINALISED = frozenset({"finalised"})


def apply_full_code_test(*, suspect: int, given: FullCodeAnswers, by: Officer, at: datetime) -> int:
    """Apply the full code test: evidence, then public interest, both in words. Returns the number of the test.

    A test that is not met is stored as well. Raises NotPermitted, or NotAllowed beside each field that lacks something.
    """
    check_may(by, Permission.INVESTIGATE)
    with writing(by=by, at=at, purpose="Testing the case for a charge") as w:
        row, work = hold_suspect(w, suspect, also=FINALISED)
        check_in_charge(by, work.row.officer_id)
        still_open = sum(one.state == "open" for one in w.find(LineOfEnquiry, crime_id=work.row.id))
        refuse_if(find_reasons_against_full_code(given, open_lines=still_open))
        edition = work.rulebook[FULL_CODE_TEST].edition
        made = _store_test(
            w, row, work, CodeTestKind.FULL_CODE, edition, is_met=given.is_met, offences=given.offences,
            evidence=given.evidence, evidence_met=bool(given.evidence_met), interest=given.interest,
            interest_met=given.interest_met, lines_remain_because=given.lines_remain_because,
        )  # fmt: skip
        meet_duties(w, find_open_duties_of(w, work.row, DutyKind.APPLY_FULL_CODE, subject_row=row.id), at)
        return made.id


def apply_threshold_test(*, suspect: int, given: ThresholdAnswers, by: Officer, at: datetime) -> int:
    """Apply the threshold test: every condition holds, of a suspect in custody. Returns the number of the test.

    The full code test is then due by the day that was said. Raises NotPermitted, or NotAllowed unless all hold.
    """
    check_may(by, Permission.INVESTIGATE)
    with writing(by=by, at=at, purpose="Testing the case for a charge") as w:
        row, work = hold_suspect(w, suspect)
        check_in_charge(by, work.row.officer_id)
        standard = work.rulebook[THRESHOLD_TEST]
        refuse_if(
            find_reasons_against_threshold(
                given, conditions=standard.value, status=SuspectStatus(row.state), today=local_day(at)
            )
        )
        made = _store_test(
            w, row, work, CodeTestKind.THRESHOLD, standard.edition, is_met=True, offences=given.offences,
            evidence=given.evidence_to_come, evidence_met=False, interest_met=True, full_code_by=given.full_code_by,
            conditions={code: plain_answers(answer) for code, answer in given.answers.items()},
        )  # fmt: skip
        supersede_duties(w, find_open_duties_of(w, work.row, DutyKind.APPLY_FULL_CODE, subject_row=row.id), at)
        if given.full_code_by is not None:
            due = [apply_full_code_due(given.full_code_by, work.rulebook, risk=work.clocks.risk)]
            open_duties(
                w, due, about=work.row, owner_id=work.row.officer_id, team_id=work.row.team_id, subject_row=row.id
            )
        return made.id


def _store_test(
    w: Writing, row: Suspect, work: AtWork, kind: CodeTestKind, edition: str, *, is_met: bool, **fields: object
) -> CodeTest:
    w.entry(
        EntryKind.CHARGE_TESTED,
        subject=work.row,
        journey=work.row.journey_id,
        editions=[edition],
        facts={"test": kind.value, "met": is_met},
    )
    return w.insert(
        CodeTest(
            id=w.new_id(),
            journey_id=work.row.journey_id,
            crime_id=work.row.id,
            suspect_id=row.id,
            kind=kind.value,
            is_met=is_met,
            edition=edition,
            tested_at=w.at,
            tested_by_id=w.by.id,
            **fields,
        )
    )
