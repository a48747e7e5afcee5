"""What may leave as a table: the approved columns of each export, each with the reason why it may.

No column holds a name, an address, a place smaller than a district, a day of birth, or words that anybody typed about
a person. Restricted records and sealed places are left out whoever exports.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from constabulary.policing.decisions import Reasons, ReasonsCatalogue
from constabulary.standards.dated import Confidence
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("export")
OURS = "Our safeguard"
LONGEST = timedelta(days=366)


class ColumnKind(StrEnum):
    """What a column holds; numbers and days stay what they are in every format."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    YES_NO = "yes_no"


@value
class Column:
    """One approved column and why it may leave."""

    title: str
    kind: ColumnKind
    reason: str


@value
class ExportCard:
    """One export: what it lists, what each row is, the source to name, its columns in order."""

    title: str
    about: str
    attribution: str
    columns: tuple[Column, ...]


class ExportKind(StrEnum):
    """The tables that may be exported."""

    CRIMES = "crimes"
    INCIDENTS = "incidents"


class ExportFormat(StrEnum):
    """The files they may be exported as."""

    CSV = "csv"
    XLSX = "xlsx"
    ODS = "ods"


TEXT, NUMBER, DAY, YES_NO = ColumnKind.TEXT, ColumnKind.NUMBER, ColumnKind.DAY, ColumnKind.YES_NO
FINDS_AGAIN = "So that the force can find the record again; it says nothing of anybody."
COUNTED_BY = "What the counts are made by."
RETURNS = "Asked for by the Home Office's yearly returns."
ATTRIBUTION = (
    "Contains public sector information licensed under the Open Government Licence v3.0: "
    "Home Office lists of offences and incidents."
)

EXPORTS: Mapping[ExportKind, ExportCard] = {
    ExportKind.CRIMES: ExportCard(
        title="Recorded crimes",
        about="One row a crime recorded in the window.",
        attribution=ATTRIBUTION,
        columns=(
            Column(title="Crime", kind=TEXT, reason=FINDS_AGAIN),
            Column(title="Offence code", kind=TEXT, reason=COUNTED_BY),
            Column(title="Offence category", kind=TEXT, reason=COUNTED_BY),
            Column(title="Offence", kind=TEXT, reason="The code in words, from the published list."),
            Column(title="District", kind=TEXT, reason="The smallest area published; none where the place is sealed."),
            Column(title="Reported on", kind=DAY, reason="Timeliness of recording."),
            Column(title="Recorded on", kind=DAY, reason="The day a crime is counted on."),
            Column(title="Hours to record", kind=NUMBER, reason="Timeliness of recording."),
            Column(title="Domestic abuse", kind=YES_NO, reason=RETURNS),
            Column(title="Stalking", kind=YES_NO, reason=RETURNS),
            Column(title="Hate", kind=YES_NO, reason=RETURNS),
            Column(title="Where it stands", kind=TEXT, reason="Open and finalised crimes are told apart."),
            Column(title="Outcome", kind=TEXT, reason=RETURNS),
            Column(title="Finalised on", kind=DAY, reason="Time to outcome."),
            Column(title="Days to outcome", kind=NUMBER, reason="Time to outcome."),
            Column(title="Source of the lists", kind=TEXT, reason="The licence asks that the source is named."),
        ),
    ),
    ExportKind.INCIDENTS: ExportCard(
        title="Incidents",
        about="One row an incident reported in the window.",
        attribution=ATTRIBUTION,
        columns=(
            Column(title="Incident", kind=TEXT, reason=FINDS_AGAIN),
            Column(title="Category", kind=TEXT, reason=COUNTED_BY),
            Column(title="Grade", kind=TEXT, reason="Demand by urgency."),
            Column(title="District", kind=TEXT, reason="The smallest area published; none where the place is sealed."),
            Column(title="Reported on", kind=DAY, reason="The day an incident is counted on."),
            Column(title="Hour of the day", kind=NUMBER, reason="Demand by hour."),
            Column(title="Minutes to grade", kind=NUMBER, reason="Timeliness of assessment."),
            Column(title="A crime is reported", kind=YES_NO, reason="Incidents that owe a recording decision."),
            Column(title="Domestic abuse", kind=YES_NO, reason=RETURNS),
            Column(title="Where it stands", kind=TEXT, reason="Open and closed incidents are told apart."),
            Column(title="Closed as", kind=TEXT, reason=COUNTED_BY),
            Column(title="Hours open", kind=NUMBER, reason="How long incidents stay open."),
            Column(title="Source of the lists", kind=TEXT, reason="The licence asks that the source is named."),
        ),
    ),
}

PURPOSE_MISSING = REASONS.add(
    "purpose-missing",
    "Say what the table is for and who gets it. It is kept in the journal.",
    source="Data Protection Act 2018, section 62: disclosure is logged with its justification",
    confidence=Confidence.READ,
    field="purpose",
)
WINDOW_BACKWARDS = REASONS.add(
    "window-backwards",
    "The first day must not come after the last.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="until_on",
)
WINDOW_TOO_LONG = REASONS.add(
    "window-too-long",
    "At most a year at a time.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="until_on",
)


def find_reasons_against_export(*, purpose: str, from_on: date, until_on: date) -> Reasons:
    """Why a table cannot be exported."""
    against = (
        (len(purpose.split()) < 2, PURPOSE_MISSING),
        (from_on > until_on, WINDOW_BACKWARDS),
        (until_on - from_on > LONGEST, WINDOW_TOO_LONG),
    )
    return tuple(reason for applies, reason in against if applies)
