"""Every kind of journal entry, with the sentence a reader sees."""

from collections.abc import Mapping
from enum import StrEnum


class EntryKind(StrEnum):
    """One kind of act that the journal keeps. Kinds of reading begin with read_."""

    FORCE_SET_UP = "force_set_up"
    OFFICER_ADDED = "officer_added"
    ROLE_GRANTED = "role_granted"
    ROLE_ENDED = "role_ended"
    SIGNED_IN = "signed_in"
    SIGN_IN_REFUSED = "sign_in_refused"
    SIGNED_OUT = "signed_out"
    CONTACT_RECORDED = "contact_recorded"
    INCIDENT_OPENED = "incident_opened"
    INCIDENT_GRADED = "incident_graded"
    GRADE_ACCEPTED = "grade_accepted"
    GRADE_REFUSED = "grade_refused"
    INCIDENT_SUPERVISED = "incident_supervised"
    INCIDENT_LOGGED = "incident_logged"
    INCIDENT_CORRECTED = "incident_corrected"
    INCIDENTS_LINKED = "incidents_linked"
    PERSON_INVOLVED = "person_involved"
    VULNERABILITY_ASKED = "vulnerability_asked"
    INCIDENT_CLOSED = "incident_closed"
    INCIDENT_DEPLOYED = "incident_deployed"
    INCIDENT_UNIT_DIVERTED = "incident_unit_diverted"
    INCIDENT_ATTENDED = "incident_attended"
    UNIT_EN_ROUTE = "unit_en_route"
    UNIT_CLEARED = "unit_cleared"
    INCIDENT_RESOURCED = "incident_resourced"
    APPOINTMENT_MADE = "appointment_made"
    APPOINTMENT_MISSED = "appointment_missed"
    APPOINTMENT_MOVED = "appointment_moved"
    APPOINTMENT_REFUSED = "appointment_refused"
    HANDOFF_SENT = "handoff_sent"
    HANDOFF_ACKNOWLEDGED = "handoff_acknowledged"
    HANDOFF_ESCALATED = "handoff_escalated"
    RECORDING_DECIDED = "recording_decided"
    CRIME_RECORDED = "crime_recorded"
    MEASURES_COMPUTED = "measures_computed"
    INSPECTION_ENTERED = "inspection_entered"
    IMPROVEMENT_PROGRESSED = "improvement_progressed"
    IMPROVEMENT_REVIEWED = "improvement_reviewed"
    IMPROVEMENT_REVIEW_SIGNED = "improvement_review_signed"
    IMPROVEMENT_COMPLETED = "improvement_completed"
    BRIEFING_GIVEN = "briefing_given"
    KNOWLEDGE_CHECKED = "knowledge_checked"
    PAYLOAD_ERASED = "payload_erased"
    READ_PERSON = "read_person"
    READ_PEOPLE_FOUND = "read_people_found"
    READ_INCIDENT = "read_incident"
    READ_CRIME = "read_crime"
    READ_JOURNEY = "read_journey"
    READ_WORKLIST = "read_worklist"
    READ_EVIDENCE = "read_evidence"
    READ_JOURNAL = "read_journal"

    @property
    def sentence(self) -> str:
        """What happened, in words."""
        return SENTENCES[self]

    @property
    def is_reading(self) -> bool:
        """Whether the entry says that something was read, not changed."""
        return self.value.startswith("read_")


SENTENCES: Mapping[EntryKind, str] = {
    EntryKind.FORCE_SET_UP: "The force was set up.",
    EntryKind.OFFICER_ADDED: "An officer or member of staff was added.",
    EntryKind.ROLE_GRANTED: "A role was given.",
    EntryKind.ROLE_ENDED: "A role was ended.",
    EntryKind.SIGNED_IN: "Signed in.",
    EntryKind.SIGN_IN_REFUSED: "A sign-in was refused.",
    EntryKind.SIGNED_OUT: "Signed out.",
    EntryKind.CONTACT_RECORDED: "The contact was recorded.",
    EntryKind.INCIDENT_OPENED: "The incident was opened.",
    EntryKind.INCIDENT_GRADED: "THRIVE was asked and the incident graded.",
    EntryKind.GRADE_ACCEPTED: "A supervisor accepted a less urgent grade.",
    EntryKind.GRADE_REFUSED: "A supervisor refused a less urgent grade.",
    EntryKind.INCIDENT_SUPERVISED: "A supervisor looked at the incident.",
    EntryKind.INCIDENT_LOGGED: "A line was added to the incident log.",
    EntryKind.INCIDENT_CORRECTED: "The incident was corrected.",
    EntryKind.INCIDENTS_LINKED: "The incident was linked to another.",
    EntryKind.PERSON_INVOLVED: "A person was added to the incident.",
    EntryKind.VULNERABILITY_ASKED: "Somebody's vulnerability was asked and recorded.",
    EntryKind.INCIDENT_CLOSED: "The incident was closed.",
    EntryKind.INCIDENT_DEPLOYED: "A unit was sent.",
    EntryKind.INCIDENT_UNIT_DIVERTED: "The unit was diverted.",
    EntryKind.INCIDENT_ATTENDED: "A unit arrived.",
    EntryKind.UNIT_EN_ROUTE: "A unit set off.",
    EntryKind.UNIT_CLEARED: "A unit cleared.",
    EntryKind.INCIDENT_RESOURCED: "Every unit that was needed is assigned.",
    EntryKind.APPOINTMENT_MADE: "An appointment was made.",
    EntryKind.APPOINTMENT_MISSED: "The appointment was missed.",
    EntryKind.APPOINTMENT_MOVED: "The appointment was moved.",
    EntryKind.APPOINTMENT_REFUSED: "An appointment was refused.",
    EntryKind.HANDOFF_SENT: "The incident was handed to another desk.",
    EntryKind.HANDOFF_ACKNOWLEDGED: "The receiving desk acknowledged the hand-off.",
    EntryKind.HANDOFF_ESCALATED: "The hand-off was not acknowledged in time and was escalated.",
    EntryKind.RECORDING_DECIDED: "The recording decision was made.",
    EntryKind.CRIME_RECORDED: "The crime was recorded.",
    EntryKind.MEASURES_COMPUTED: "Inspection measures were computed.",
    EntryKind.INSPECTION_ENTERED: "An inspection and its findings were entered.",
    EntryKind.IMPROVEMENT_PROGRESSED: "A step on an area for improvement was noted.",
    EntryKind.IMPROVEMENT_REVIEWED: "The review of an area for improvement was written.",
    EntryKind.IMPROVEMENT_REVIEW_SIGNED: "A chief officer signed the review.",
    EntryKind.IMPROVEMENT_COMPLETED: "An area for improvement was called complete.",
    EntryKind.BRIEFING_GIVEN: "Staff were briefed.",
    EntryKind.KNOWLEDGE_CHECKED: "What a team knows was checked.",
    EntryKind.PAYLOAD_ERASED: "Personal content of a journal entry was lawfully erased.",
    EntryKind.READ_PERSON: "The person's record was opened.",
    EntryKind.READ_PEOPLE_FOUND: "A search showed people.",
    EntryKind.READ_INCIDENT: "The incident was opened on screen.",
    EntryKind.READ_CRIME: "The crime was opened on screen.",
    EntryKind.READ_JOURNEY: "The journey was opened on screen.",
    EntryKind.READ_WORKLIST: "A worklist was shown.",
    EntryKind.READ_EVIDENCE: "The records behind a figure were shown.",
    EntryKind.READ_JOURNAL: "The journal was read.",
}
