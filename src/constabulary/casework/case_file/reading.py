"""Opening the case file of a crime: each suspect's checklist, who may decide, and all that was decided so far."""

from datetime import datetime

from constabulary.access.officers import Officer, may
from constabulary.access.permissions import Permission
from constabulary.casework.case_file.matter import gather_file
from constabulary.casework.investigation.reading import OpenedInvestigation, open_investigation
from constabulary.casework.reading import NoSuchRecord
from constabulary.policing.case_file.authority import why_prosecutor_decides
from constabulary.policing.case_file.checklist import FileFacts, FileItem, find_file_items
from constabulary.records.models import Crime
from constabulary.records.queries.case_file import (
    ActionItemView,
    ChargingDecisionView,
    ChargingRequestView,
    CodeTestView,
    DayPlanView,
    day_plan_of_crime,
    decisions_of_crime,
    requests_of_crime,
    tests_of_crime,
)
from constabulary.records.queries.crimes import CrimeView
from constabulary.records.queries.investigation import SuspectView, WorkView
from constabulary.records.queries.outcomes import births_of_suspects
from constabulary.records.queries.together import ask_together
from constabulary.records.queries.victims_words import MeasuresView, OfferView, measures_of, offers_of
from constabulary.records.writing import looking
from constabulary.standards.values import value


@value
class SuspectFile:
    """One suspect's file: what it holds and lacks, the latest test, request and decision, and all before them."""

    suspect: SuspectView
    facts: FileFacts
    items: tuple[FileItem, ...]
    tests: tuple[CodeTestView, ...]
    requests: tuple[ChargingRequestView, ...]
    decisions: tuple[ChargingDecisionView, ...]

    @property
    def missing(self) -> tuple[FileItem, ...]:
        """What the file lacks."""
        return tuple(one for one in self.items if not one.holds)

    @property
    def waiting(self) -> ChargingRequestView | None:
        """The request that waits for its answer."""
        return next((one for one in self.requests if one.state == "sent"), None)

    @property
    def is_charged(self) -> bool:
        """Whether a charge is decided."""
        return bool(self.decisions) and self.decisions[0].charge


@value
class OpenedCaseFile:
    """A crime opened with its investigation and its case file."""

    investigation: OpenedInvestigation
    files: tuple[SuspectFile, ...]
    prosecutor_because: tuple[str, ...]
    day_plan: DayPlanView | None
    #: What the victim wants at court, for whoever works with victims.
    offers: tuple[OfferView, ...] = ()
    measures: tuple[MeasuresView, ...] = ()

    @property
    def crime(self) -> CrimeView:
        """The crime."""
        return self.investigation.crime

    @property
    def work(self) -> WorkView:
        """Who works it."""
        return self.investigation.work

    @property
    def goes_on_without_victim(self) -> bool:
        """Whether its victim does not support it."""
        return any(one.facts.goes_on_without_victim for one in self.files)

    @property
    def officers(self) -> set[int]:
        """Everybody whom the page names."""
        found = set(self.investigation.officers)
        for one in self.files:
            found |= {test.tested_by for test in one.tests} | {made.decided_by for made in one.decisions}
            found |= {asked.sent_by for asked in one.requests}
        return found | ({self.day_plan.planned_by} if self.day_plan is not None else set())

    def file_of(self, suspect: int) -> SuspectFile:
        """The file of one suspect. Raises NoSuchRecord."""
        for one in self.files:
            if one.suspect.id == suspect:
                return one
        raise NoSuchRecord(str(suspect))

    def request(self, number: int) -> ChargingRequestView:
        """One request. Raises NoSuchRecord."""
        for one in self.files:
            for asked in one.requests:
                if asked.id == number:
                    return asked
        raise NoSuchRecord(str(number))

    def item(self, number: int) -> ActionItemView:
        """One item of an action plan. Raises NoSuchRecord."""
        for one in self.files:
            for asked in one.requests:
                for item in asked.items:
                    if item.id == number:
                        return item
        raise NoSuchRecord(str(number))


def open_case_file(*, reference: str, purpose: str, by: Officer, at: datetime) -> OpenedCaseFile:
    """Open a crime with its case file; journalled with everybody whom it names. Raises NotPermitted or NoSuchRecord."""
    opened = open_investigation(reference=reference, purpose=purpose, by=by, at=at)
    crime = opened.crime.id
    tests, requests = tests_of_crime.later(crime), requests_of_crime.later(crime)
    decisions, day_plan = decisions_of_crime.later(crime), day_plan_of_crime.later(crime)
    ask_together(tests, requests, decisions, day_plan)
    with looking(at=at) as w:
        rows = gather_file(w, w.find(Crime, id=crime)[0], born=births_of_suspects(crime))
    files = []
    for suspect in opened.suspects:
        facts = rows.facts_of(rows.suspect(suspect.id))
        files.append(
            SuspectFile(
                suspect=suspect,
                facts=facts,
                items=find_file_items(facts),
                tests=tuple(one for one in tests.answer if one.suspect_id == suspect.id),
                requests=tuple(one for one in requests.answer if one.suspect_id == suspect.id),
                decisions=tuple(one for one in decisions.answer if one.suspect_id == suspect.id),
            )
        )
    shows_victim = may(by, Permission.UPDATE_VICTIM)
    return OpenedCaseFile(
        investigation=opened,
        files=tuple(files),
        prosecutor_because=why_prosecutor_decides(rows.matter.crime),
        day_plan=day_plan.answer,
        offers=tuple(offers_of(crime)) if shows_victim else (),
        measures=tuple(measures_of(crime)) if shows_victim else (),
    )
