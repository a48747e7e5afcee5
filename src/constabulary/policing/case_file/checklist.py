"""What a case file must hold before a charge is asked for or decided: computed from the records, never ticked by hand."""

from collections.abc import Callable

from constabulary.policing.case_file.code_tests import CodeTestKind
from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.policing.investigation.evidence_led import Conclusion
from constabulary.policing.investigation.suspects import SuspectFacts
from constabulary.policing.outcomes.facts import CrimeOfOutcome
from constabulary.policing.victims.positions import VictimFacts
from constabulary.standards.dated import Confidence
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("case_file")
OUT_26 = "Outcomes for Recorded Crimes, April 2026, page 19"
CPIA = "Criminal Procedure and Investigations Act 1996, code of practice, 3.5"
HOCR = "Crime Recording Rules for Front line Officers and Staff 2026/27, pages 22-23"
DG6 = "Director's Guidance on Charging, sixth edition"
OURS = "Our safeguard"
MARKS = {
    OUT_26: Confidence.READ, HOCR: Confidence.READ, DG6: Confidence.READ, CPIA: Confidence.UNCONFIRMED,
    OURS: Confidence.ASSUMPTION,
}  # fmt: skip


@value
class FileFacts:
    """What the records of a crime say of one suspect's file."""

    crime: CrimeOfOutcome
    suspect: SuspectFacts
    plan_approved: bool = False
    looks_away: bool = False
    open_lines: int = 0
    victim: VictimFacts = VictimFacts()
    needs_assessed: bool = False
    evidence_led: Conclusion | None = None
    safety_assessed: bool = False
    day_planned: bool = False
    test: CodeTestKind | None = None
    test_met: bool = False
    open_items: int = 0
    pieces: int = 0
    victim_statement: bool = False
    schedule_signed: bool = False

    @property
    def goes_on_without_victim(self) -> bool:
        """Whether the case has a victim who does not support it."""
        return self.crime.has_victim and self.victim.does_not_support


@value
class FileItem:
    """One thing the file must hold: its words, whether it does (None: not asked), what is missing, and where that is put right."""

    code: str
    title: str
    missing: Reason
    page: str
    about_suspect: bool
    holds: bool | None


Test = Callable[[FileFacts], bool | None]


@value
class _Asked:
    code: str
    title: str
    missing: Reason
    page: str
    about_suspect: bool
    test: Test


def _asked(
    code: str, title: str, missing: str, page: str, test: Test, *, source: str = OURS, about_suspect: bool = False
) -> _Asked:
    reason = REASONS.add(code, missing, source=source, confidence=MARKS[source])
    return _Asked(code=code, title=title, missing=reason, page=page, about_suspect=about_suspect, test=test)


def _with_victim(test: Callable[[FileFacts], bool]) -> Test:
    return lambda facts: test(facts) if facts.crime.has_victim else None


def _without_support(test: Callable[[FileFacts], bool]) -> Test:
    return lambda facts: test(facts) if facts.goes_on_without_victim else None


def _lines_ended(facts: FileFacts) -> bool | None:
    """Only the full code test asks that the lines are done; it says in words why any is left."""
    if facts.test is CodeTestKind.THRESHOLD:
        return None
    return facts.open_lines == 0 or (facts.test is CodeTestKind.FULL_CODE and facts.test_met)


ASKED: tuple[_Asked, ...] = (
    _asked(
        "identity", "The suspect's true identity is established",
        "Establish who the suspect truly is.", "establish_identity",
        lambda facts: facts.suspect.identity_established, source=HOCR, about_suspect=True,
    ),
    _asked(
        "recorded", "They are recorded as the suspect",
        "Record them as the suspect.", "record_suspect",
        lambda facts: facts.suspect.recorded_as_suspect, source=HOCR, about_suspect=True,
    ),
    _asked(
        "interviewed", "They were interviewed, or are in custody",
        "Interview the suspect, or note the arrest: their account belongs in the file.", "move_suspect",
        lambda facts: facts.suspect.interviewed or facts.suspect.status.value == "arrested_in_custody",
        about_suspect=True,
    ),
    _asked(
        "plan-approved", "A supervisor approved the plan", "Have a supervisor approve the plan.",
        "crime_investigation", lambda facts: facts.plan_approved,
    ),
    _asked(
        "lines-away", "A line was followed that could point away from the suspect, or it is said why there is none",
        "Follow a line that could point away from the suspect, or say in the plan why there is none.",
        "set_plan", lambda facts: facts.looks_away, source=CPIA,
    ),
    _asked(
        "lines-ended", "Reasonable lines of enquiry are done, or it is said why what is left would change nothing",
        "End the open lines of enquiry, or say in the full code test why they would change nothing.",
        "crime_investigation", _lines_ended, source=CPIA,
    ),
    _asked(
        "position", "The victim's position is recorded", "Record whether the victim supports the case, and what the victim wants.",
        "record_position", _with_victim(lambda facts: facts.victim.support is not None), source=OUT_26,
    ),
    _asked(
        "needs", "The victim's needs and special measures were looked at", "Assess the victim's needs.",
        "assess_needs", _with_victim(lambda facts: facts.needs_assessed),
    ),
    _asked(
        "wishes", "The wishes of a victim who does not support it are recorded where they can be audited",
        "Record the victim's wishes and reasons where they can be audited.",
        "record_position",
        _without_support(lambda facts: facts.victim.wishes_recorded and facts.victim.auditable), source=OUT_26,
    ),
    _asked(
        "without-victim", "It was decided that the case goes on without the victim",
        "Ask whether the case can go on without the victim, and have it decided.", "evidence_led",
        _without_support(
            lambda facts: facts.evidence_led is not None and not facts.evidence_led.ends_the_case
        ), source=OUT_26,
    ),
    _asked(
        "safety", "The victim's safety was assessed again since the victim last spoke",
        "Assess the victim's safety again: the suspect must not learn of this before you have.", "crime_risk",
        _without_support(lambda facts: facts.safety_assessed), source=OUT_26,
    ),
    _asked(
        "day-planned", "There is a plan for the day the suspect learns of it",
        "Plan the day on which the suspect learns that the case goes on without the victim.", "plan_suspect_learns",
        _without_support(lambda facts: facts.day_planned),
    ),
    _asked(
        "evidence", "What the test rests on is listed: exhibits and statements",
        "List the exhibits and statements that the case rests on.", "crime_exhibits", lambda facts: facts.pieces > 0,
    ),
    _asked(
        "victim-statement", "The victim's statement is taken, a personal statement offered with it",
        "Take the victim's statement, and offer a personal statement with it.", "add_statement",
        lambda facts: facts.victim_statement if facts.crime.has_victim and not facts.victim.does_not_support else None,
    ),
    _asked(
        "unused-material", "The schedule of unused material is signed by the disclosure officer",
        "List the unused material, have it decided by the disclosure officer, and the schedule signed.",
        "crime_disclosure",
        lambda facts: None if facts.test is CodeTestKind.THRESHOLD else facts.schedule_signed, source=CPIA,
    ),
    _asked(
        "test", "The full code test or the threshold test is applied and met",
        "Apply the full code test, or the threshold test where the suspect is in custody.", "full_code_test",
        lambda facts: facts.test_met, source=DG6, about_suspect=True,
    ),
)  # fmt: skip


def find_file_items(facts: FileFacts) -> tuple[FileItem, ...]:
    """Every item that is asked of this file, held or missing."""
    found = ((one, one.test(facts)) for one in ASKED)
    return tuple(
        FileItem(
            code=one.code, title=one.title, missing=one.missing, page=one.page, about_suspect=one.about_suspect,
            holds=holds,
        )
        for one, holds in found if holds is not None
    )  # fmt: skip


def find_reasons_against_file(facts: FileFacts) -> Reasons:
    """What the file lacks; empty when a charge may be asked for or decided."""
    return tuple(one.missing for one in find_file_items(facts) if not one.holds)
