"""Every kind of journal entry, with the sentence a reader sees."""

from collections.abc import Mapping
from enum import StrEnum


class EntryKind(StrEnum):
    """One kind of act that the journal keeps. Kinds of reading begin with read_."""

    FORCE_SET_UP = "force_set_up"
    OFFICER_ADDED = "officer_added"
    ROLE_GRANTED = "role_granted"
    ROLE_ENDED = "role_ended"
    LOCAL_STANDARDS_SET = "local_standards_set"
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
    RESTRICTION_MADE = "restriction_made"
    RESTRICTION_LIFTED = "restriction_lifted"
    RESTRICTION_GRANTED = "restriction_granted"
    RESTRICTION_GRANT_ENDED = "restriction_grant_ended"
    SEAL_MADE = "seal_made"
    SEAL_LIFTED = "seal_lifted"
    SEAL_GRANTED = "seal_granted"
    SEAL_GRANT_ENDED = "seal_grant_ended"
    CONNECTION_DECLARED = "connection_declared"
    CONNECTION_FOUND = "connection_found"
    CONNECTION_ENDED = "connection_ended"
    OPENED_IN_EMERGENCY = "opened_in_emergency"
    EMERGENCY_FOUND_NOTHING = "emergency_found_nothing"
    EMERGENCY_REVIEWED = "emergency_reviewed"
    SAFE_ROUTE_CONFIRMED = "safe_route_confirmed"
    SAFE_ROUTE_ENDED = "safe_route_ended"
    MESSAGE_QUEUED = "message_queued"
    MESSAGE_SENT = "message_sent"
    MESSAGE_WITHDRAWN = "message_withdrawn"
    RECORDS_EXPORTED = "records_exported"
    OFFICER_MOVED = "officer_moved"
    PAYLOAD_ERASED = "payload_erased"
    ANCHORS_WRITTEN_ANEW = "anchors_written_anew"
    DATABASE_RESTORED = "database_restored"
    READ_PERSON = "read_person"
    READ_PEOPLE_FOUND = "read_people_found"
    READ_INCIDENT = "read_incident"
    READ_CRIME = "read_crime"
    READ_JOURNEY = "read_journey"
    READ_WORKLIST = "read_worklist"
    READ_EVIDENCE = "read_evidence"
    READ_JOURNAL = "read_journal"
    READ_PROTECTION = "read_protection"
    READ_MESSAGES = "read_messages"

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
    EntryKind.LOCAL_STANDARDS_SET: "The force's own standards were set.",
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
    EntryKind.RESTRICTION_MADE: "The record was restricted.",
    EntryKind.RESTRICTION_LIFTED: "The restriction was lifted.",
    EntryKind.RESTRICTION_GRANTED: "Someone was given access to the restricted record.",
    EntryKind.RESTRICTION_GRANT_ENDED: "Someone's access to the restricted record was ended.",
    EntryKind.SEAL_MADE: "An address or contact detail was sealed.",
    EntryKind.SEAL_LIFTED: "A seal was lifted.",
    EntryKind.SEAL_GRANTED: "Someone was given need to see what is sealed.",
    EntryKind.SEAL_GRANT_ENDED: "Someone's need to see what is sealed was ended.",
    EntryKind.CONNECTION_DECLARED: "An officer declared a connection with a person.",
    EntryKind.CONNECTION_FOUND: "A colleague's connection with a person was recorded.",
    EntryKind.CONNECTION_ENDED: "A connection with a person was ended.",
    EntryKind.OPENED_IN_EMERGENCY: "A restricted or sealed record was opened in an emergency.",
    EntryKind.EMERGENCY_FOUND_NOTHING: "An emergency opening was asked for and there was nothing to open.",
    EntryKind.EMERGENCY_REVIEWED: "An emergency opening was reviewed.",
    EntryKind.SAFE_ROUTE_CONFIRMED: "A safe way to reach the person was confirmed, or that there is none.",
    EntryKind.SAFE_ROUTE_ENDED: "A safe route was ended.",
    EntryKind.MESSAGE_QUEUED: "A message was put in the outbox.",
    EntryKind.MESSAGE_SENT: "A message was sent by the safe route.",
    EntryKind.MESSAGE_WITHDRAWN: "A message was withdrawn before it was sent.",
    EntryKind.RECORDS_EXPORTED: "Records were exported.",
    EntryKind.OFFICER_MOVED: "An officer was moved to another team.",
    EntryKind.PAYLOAD_ERASED: "Personal content of a journal entry was lawfully erased.",
    EntryKind.ANCHORS_WRITTEN_ANEW: "The anchor file of the journal was written anew.",
    EntryKind.DATABASE_RESTORED: "The database was restored from a backup.",
    EntryKind.READ_PERSON: "The person's record was opened.",
    EntryKind.READ_PEOPLE_FOUND: "A search showed people.",
    EntryKind.READ_INCIDENT: "The incident was opened on screen.",
    EntryKind.READ_CRIME: "The crime was opened on screen.",
    EntryKind.READ_JOURNEY: "The journey was opened on screen.",
    EntryKind.READ_WORKLIST: "A worklist was shown.",
    EntryKind.READ_EVIDENCE: "The records behind a figure were shown.",
    EntryKind.READ_JOURNAL: "The journal was read.",
    EntryKind.READ_PROTECTION: "Who may see a protected record, and why, was shown.",
    EntryKind.READ_MESSAGES: "The outbox was shown.",
}
