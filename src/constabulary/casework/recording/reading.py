"""Opening what the pages of classification, cancellation and the registrar's desk show, journalled."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.reading import NoSuchRecord
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.journal import write_reading
from constabulary.records.queries import recorded, registrar
from constabulary.records.queries.recorded import CancellationView, ClassifiedView, FlagsView, RelatedView
from constabulary.records.queries.registrar import DecisionView, DeskLine, QuestionView, UnrecordedRape
from constabulary.records.queries.ways_moved import MovedView, moves_to_look_at
from constabulary.standards.values import value


@value
class ClassificationSheet:
    """How a crime is classified and was, its flags, its related crimes, its cancellations."""

    history: tuple[ClassifiedView, ...]
    flags: FlagsView
    related: tuple[RelatedView, ...]
    cancellations: tuple[CancellationView, ...]

    @property
    def asked(self) -> CancellationView | None:
        """The cancellation that waits for a decision, if one does."""
        return next((one for one in self.cancellations if one.state == "asked"), None)

    @property
    def officers(self) -> set[int]:
        """Every officer whom the sheet names."""
        found = {one.classified_by for one in self.history} | {one.noted_by for one in self.related}
        for one in self.cancellations:
            found |= {one.asked_by, *([one.decided_by] if one.decided_by else [])}
        return found


@value
class RegistrarsDesk:
    """What waits at the registrar's desk, how many of each kind, the rapes reported and not recorded, and `moves`.

    These are ways out of the work between which a day's crimes moved, and nobody has looked at it yet.
    """

    lines: tuple[DeskLine, ...]
    counts: dict[str, tuple[int, datetime]]
    rapes: tuple[UnrecordedRape, ...]
    moves: tuple[MovedView, ...]


def open_classification(*, crime: int, reference: str, journey: int, by: Officer, at: datetime) -> ClassificationSheet:
    """How a crime that was opened is classified. Raises NotPermitted."""
    check_may(by, Permission.SEE_CRIMES)
    write_reading(
        EntryKind.READ_CRIME, subject=f"crime {reference}", subject_row=crime, shown=[crime], journey=journey, by=by,
        at=at, purpose="Looking at its classification",
    )  # fmt: skip
    return ClassificationSheet(
        history=tuple(recorded.classifications_of_crime(crime)),
        flags=recorded.flags_of_crime(crime),
        related=tuple(recorded.related_crimes_of(crime)),
        cancellations=tuple(recorded.cancellations_of_crime(crime)),
    )


def open_registrars_desk(*, kind: str, by: Officer, at: datetime, most: int = 50, skip: int = 0) -> RegistrarsDesk:
    """What waits at the registrar's desk, of one kind or of all. Raises NotPermitted."""
    check_may(by, Permission.DECIDE_CANCELLATION)
    lines = tuple(registrar.desk_lines(kind=kind, most=most, skip=skip))
    rapes = tuple(registrar.unrecorded_rapes())
    write_reading(
        EntryKind.READ_WORKLIST, subject="desk registrar", subject_row=by.id, by=by, at=at,
        shown=[*(one.crime_id or one.incident_id or one.number for one in lines), *(one.incident_id for one in rapes)],
        purpose="Working the registrar's desk",
    )  # fmt: skip
    return RegistrarsDesk(lines=lines, counts=registrar.count_desk(), rapes=rapes, moves=tuple(moves_to_look_at()))


def open_question(*, number: int, by: Officer, at: datetime) -> QuestionView:
    """What the registrar asks of a decision. Raises NotPermitted or NoSuchRecord."""
    check_may(by, Permission.SEE_CRIMES)
    found = registrar.question_by_number(number)
    if found is None:
        raise NoSuchRecord(str(number))
    of_crime = found.crime_id is not None
    about = found.crime_id or found.incident_id or 0
    write_reading(
        EntryKind.READ_CRIME if of_crime else EntryKind.READ_INCIDENT,
        subject=f"crime {found.crime}" if of_crime else f"incident {found.incident}", subject_row=about,
        shown=[about, found.id], journey=found.journey_id, by=by, at=at, purpose="Answering the registrar",
    )  # fmt: skip
    return found


def open_decision(*, number: int, by: Officer, at: datetime) -> DecisionView:
    """A recording decision with every step of it. Raises NotPermitted or NoSuchRecord."""
    check_may(by, Permission.REGISTER_CRIME)
    found = registrar.decision_by_number(number)
    if found is None:
        raise NoSuchRecord(str(number))
    write_reading(
        EntryKind.READ_INCIDENT, subject=f"incident {found.incident}", subject_row=found.incident_id,
        shown=[found.incident_id, found.id], journey=found.journey_id, by=by, at=at,
        purpose="Overseeing recording decisions",
    )  # fmt: skip
    return found
