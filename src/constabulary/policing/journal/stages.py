"""The stages of a journey: to which of them each kind of entry belongs, for the story of one call."""

from enum import StrEnum

from constabulary.policing.journal.kinds import EntryKind


class Stage(StrEnum):
    """A stage of what follows from one contact, in order."""

    CONTACT = "contact"
    INCIDENT = "incident"
    RECORDING = "recording"
    INVESTIGATION = "investigation"
    VICTIM = "victim"
    OUTCOME = "outcome"
    PROTECTION = "protection"
    OTHER = "other"

    @property
    def label(self) -> str:
        """In words."""
        return {"victim": "Victim and messages", "other": "Everything else"}.get(self.value, self.value.capitalize())


#: By how the name of a kind begins; the longest beginning that fits decides, so that a new kind finds its stage.
BEGINNINGS: tuple[tuple[str, Stage], ...] = (
    ("contact_recorded", Stage.CONTACT),
    ("contact_point", Stage.CONTACT),
    ("incident", Stage.INCIDENT),
    ("grade", Stage.INCIDENT),
    ("person_involved", Stage.INCIDENT),
    ("vulnerability", Stage.INCIDENT),
    ("unit", Stage.INCIDENT),
    ("appointment", Stage.INCIDENT),
    ("handoff", Stage.INCIDENT),
    ("recording", Stage.RECORDING),
    ("crime", Stage.RECORDING),
    ("related_crime", Stage.RECORDING),
    ("cancellation", Stage.RECORDING),
    ("decision_overseen", Stage.RECORDING),
    ("registrar_answered", Stage.RECORDING),
    ("crime_allocated", Stage.INVESTIGATION),
    ("allocation", Stage.INVESTIGATION),
    ("proposal", Stage.INVESTIGATION),
    ("stage_noted", Stage.INVESTIGATION),
    ("weight", Stage.INVESTIGATION),
    ("bail", Stage.INVESTIGATION),
    ("abuse_risk", Stage.INVESTIGATION),
    ("plan", Stage.INVESTIGATION),
    ("line", Stage.INVESTIGATION),
    ("suspect", Stage.INVESTIGATION),
    ("investigation", Stage.INVESTIGATION),
    ("direction", Stage.INVESTIGATION),
    ("evidence_led", Stage.INVESTIGATION),
    ("charge", Stage.INVESTIGATION),
    ("exhibit", Stage.INVESTIGATION),
    ("statement", Stage.INVESTIGATION),
    ("material", Stage.INVESTIGATION),
    ("victim", Stage.VICTIM),
    ("message", Stage.VICTIM),
    ("summary", Stage.VICTIM),
    ("outcome", Stage.OUTCOME),
    ("crime_reopened", Stage.OUTCOME),
    ("closure", Stage.OUTCOME),
    ("reviews", Stage.INVESTIGATION),
    ("restriction", Stage.PROTECTION),
    ("seal", Stage.PROTECTION),
    ("safe_route", Stage.PROTECTION),
    ("opened_in_emergency", Stage.PROTECTION),
    ("emergency", Stage.PROTECTION),
)


def stage_of(kind: EntryKind) -> Stage:
    """The stage that a kind of entry belongs to."""
    fitting = [(len(beginning), stage) for beginning, stage in BEGINNINGS if kind.value.startswith(beginning)]
    return max(fitting, key=lambda one: one[0])[1] if fitting else Stage.OTHER
