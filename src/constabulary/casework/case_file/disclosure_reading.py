"""Opening the unused material of a crime and its schedules; journalled like any reading."""

from datetime import datetime

from constabulary.access.officers import NotPermitted, Officer
from constabulary.casework.investigation.reading import OpenedInvestigation, open_investigation
from constabulary.casework.reading import NoSuchRecord
from constabulary.records.queries.crimes import CrimeView
from constabulary.records.queries.together import ask_together
from constabulary.records.queries.unused_material import (
    ScheduleLine,
    SignatureView,
    UnusedItemView,
    disclosure_officer_of_crime,
    schedule_of_crime,
    signatures_of_crime,
    unused_material_of_crime,
)
from constabulary.standards.values import value

SENSITIVE_FOR_FEW = "Only the officer in charge, whoever supervises them and the disclosure officer see this schedule."


@value
class OpenedMaterial:
    """A crime opened with its unused material, as far as whoever opens it may see it."""

    investigation: OpenedInvestigation
    items: tuple[UnusedItemView, ...]
    signatures: tuple[SignatureView, ...]
    schedule: tuple[ScheduleLine, ...]
    disclosure_officer: int | None
    sees_sensitive: bool

    @property
    def crime(self) -> CrimeView:
        """The crime."""
        return self.investigation.crime

    @property
    def officers(self) -> set[int]:
        """Everybody whom the page names."""
        found = {self.disclosure_officer} | {one.signed_by for one in self.signatures}
        found |= {number for one in self.items for number in (one.inspected_by, one.decided_by)}
        return {one for one in found if one is not None}

    def listed(self, *, sensitive: bool) -> tuple[UnusedItemView, ...]:
        """The items of one schedule."""
        return tuple(one for one in self.items if one.sensitive is sensitive)

    def signature(self, *, sensitive: bool) -> SignatureView | None:
        """The last signature of one schedule."""
        return next((one for one in self.signatures if one.sensitive is sensitive), None)

    def is_signed(self, *, sensitive: bool) -> bool:
        """Whether one schedule is signed as it stands."""
        signed = self.signature(sensitive=sensitive)
        return signed is not None and not any(
            one.decided_at is None or one.listed_at > signed.signed_at or one.decided_at > signed.signed_at
            for one in self.listed(sensitive=sensitive)
        )

    def item(self, number: int) -> UnusedItemView:
        """One item. Raises NoSuchRecord."""
        for one in self.items:
            if one.id == number:
                return one
        raise NoSuchRecord(str(number))


def open_material(*, reference: str, purpose: str, by: Officer, at: datetime) -> OpenedMaterial:
    """Open a crime with its unused material. Raises NotPermitted or NoSuchRecord."""
    opened = open_investigation(reference=reference, purpose=purpose, by=by, at=at)
    crime = opened.crime.id
    items, signatures = unused_material_of_crime.later(crime), signatures_of_crime.later(crime)
    schedule, named = schedule_of_crime.later(crime, sensitive=False), disclosure_officer_of_crime.later(crime)
    ask_together(items, signatures, schedule, named)
    return OpenedMaterial(
        investigation=opened,
        items=tuple(items.answer),
        signatures=tuple(signatures.answer),
        schedule=tuple(schedule.answer),
        disclosure_officer=named.answer,
        sees_sensitive=by.id in {opened.work.officer, opened.work.supervisor, named.answer},
    )


def open_sensitive_schedule(
    *, reference: str, purpose: str, by: Officer, at: datetime
) -> tuple[OpenedMaterial, tuple[ScheduleLine, ...]]:
    """Open the sensitive schedule to print it; asked for by anybody but the few who may see it, nothing of it is read.

    Raises NotPermitted or NoSuchRecord.
    """
    opened = open_material(reference=reference, purpose=purpose, by=by, at=at)
    if not opened.sees_sensitive:
        raise NotPermitted(SENSITIVE_FOR_FEW)
    return opened, tuple(schedule_of_crime(opened.crime.id, sensitive=True))
