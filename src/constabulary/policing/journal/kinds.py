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
    GRADED_BEFORE_THRIVE = "graded_before_thrive"
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
    QUEUE_LEDGER_KEPT = "queue_ledger_kept"
    QUEUE_ALARM_RAISED = "queue_alarm_raised"
    QUEUE_ALARM_ANSWERED = "queue_alarm_answered"
    QUEUE_FLOWS_AGAIN = "queue_flows_again"
    RECORDING_DECIDED = "recording_decided"
    CRIME_RECORDED = "crime_recorded"
    CRIME_FLAGGED = "crime_flagged"
    RELATED_CRIME_NOTED = "related_crime_noted"
    CRIME_RECLASSIFIED = "crime_reclassified"
    CANCELLATION_ASKED = "cancellation_asked"
    CANCELLATION_REFUSED = "cancellation_refused"
    CRIME_CANCELLED = "crime_cancelled"
    DECISION_OVERSEEN = "decision_overseen"
    ALLOCATION_PROPOSED = "allocation_proposed"
    PROPOSAL_REJECTED = "proposal_rejected"
    CRIME_SCREENED = "crime_screened"
    ABSTRACTION_RECORDED = "abstraction_recorded"
    ABSTRACTION_ENDED = "abstraction_ended"
    ABSTRACTION_WITHDRAWN = "abstraction_withdrawn"
    TIME_PROTECTED = "time_protected"
    PROTECTION_LIFTED = "protection_lifted"
    SHIFT_HANDED_OVER = "shift_handed_over"
    SHIFT_TAKEN_OVER = "shift_taken_over"
    CRIME_ALLOCATED = "crime_allocated"
    STAGE_NOTED = "stage_noted"
    ABUSE_RISK_NOTED = "abuse_risk_noted"
    PLAN_SET = "plan_set"
    PLAN_APPROVED = "plan_approved"
    LINE_ADDED = "line_added"
    LINE_ENDED = "line_ended"
    SUSPECT_ADDED = "suspect_added"
    SUSPECT_MOVED = "suspect_moved"
    SUSPECT_IDENTIFIED = "suspect_identified"
    SUSPECT_RECORDED = "suspect_recorded"
    SUSPECT_TOLD = "suspect_told"
    SUSPECT_NOT_IDENTIFIABLE = "suspect_not_identifiable"
    SUSPECT_SOUGHT = "suspect_sought"
    SUSPECT_INTELLIGENCE_NOTED = "suspect_intelligence_noted"
    CUSTODY_NOTED = "custody_noted"
    DETENTION_DECIDED = "detention_decided"
    BAIL_EXTENDED = "bail_extended"
    RELEASE_REVIEWED = "release_reviewed"
    INVESTIGATION_REVIEWED = "investigation_reviewed"
    DIRECTION_ANSWERED = "direction_answered"
    EVIDENCE_LED_CONSIDERED = "evidence_led_considered"
    EVIDENCE_LED_DECIDED = "evidence_led_decided"
    CHARGE_TESTED = "charge_tested"
    CHARGE_REQUESTED = "charge_requested"
    CHARGE_ANSWERED = "charge_answered"
    CHARGE_DECIDED = "charge_decided"
    CHARGE_ITEM_ANSWERED = "charge_item_answered"
    CHARGE_DAY_PLANNED = "charge_day_planned"
    EXHIBIT_ADDED = "exhibit_added"
    EXHIBIT_MOVED = "exhibit_moved"
    EXHIBIT_ENDED = "exhibit_ended"
    STATEMENT_ADDED = "statement_added"
    MATERIAL_LISTED = "material_listed"
    MATERIAL_DECIDED = "material_decided"
    MATERIAL_RESORTED = "material_resorted"
    MATERIAL_SIGNED = "material_signed"
    MATERIAL_OFFICER_NAMED = "material_officer_named"
    VICTIM_CONTACT_AGREED = "victim_contact_agreed"
    VICTIM_UPDATED = "victim_updated"
    VICTIM_NEEDS_ASSESSED = "victim_needs_assessed"
    VICTIM_POSITION_RECORDED = "victim_position_recorded"
    OUTCOME_PROPOSED = "outcome_proposed"
    OUTCOME_APPROVED = "outcome_approved"
    OUTCOME_REFUSED = "outcome_refused"
    CRIME_REOPENED = "crime_reopened"
    MEASURES_COMPUTED = "measures_computed"
    INSPECTION_ENTERED = "inspection_entered"
    IMPROVEMENT_PROGRESSED = "improvement_progressed"
    IMPROVEMENT_REVIEWED = "improvement_reviewed"
    IMPROVEMENT_REVIEW_SIGNED = "improvement_review_signed"
    IMPROVEMENT_COMPLETED = "improvement_completed"
    BRIEFING_GIVEN = "briefing_given"
    KNOWLEDGE_CHECKED = "knowledge_checked"
    SAMPLE_DRAWN = "sample_drawn"
    SCORED_BLIND = "scored_blind"
    SCORE_FED_BACK = "score_fed_back"
    VIGNETTE_ANSWERED = "vignette_answered"
    RESTRICTION_MADE = "restriction_made"
    RESTRICTION_LIFTED = "restriction_lifted"
    RESTRICTION_GRANTED = "restriction_granted"
    RESTRICTION_GRANT_ENDED = "restriction_grant_ended"
    SEAL_MADE = "seal_made"
    SEAL_LIFTED = "seal_lifted"
    SEAL_GRANTED = "seal_granted"
    SEAL_GRANT_ENDED = "seal_grant_ended"
    NEED_ASKED = "need_asked"
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
    PERSON_ADDED = "person_added"
    NAME_ADDED = "name_added"
    PERSON_CORRECTED = "person_corrected"
    ADDRESS_NOTED = "address_noted"
    ADDRESS_ENDED = "address_ended"
    CONTACT_POINT_NOTED = "contact_point_noted"
    CONTACT_POINT_ENDED = "contact_point_ended"
    CONTACT_POINT_ANSWERED = "contact_point_answered"
    THING_ADDED = "thing_added"
    THING_CORRECTED = "thing_corrected"
    RECORDS_LINKED = "records_linked"
    LINK_ENDED = "link_ended"
    WARNING_ADDED = "warning_added"
    WARNING_REVIEWED = "warning_reviewed"
    WARNING_ENDED = "warning_ended"
    PEOPLE_MERGED = "people_merged"
    PEOPLE_UNMERGED = "people_unmerged"
    PERSON_DISCLOSED = "person_disclosed"
    OFFICER_MOVED = "officer_moved"
    PUBLISHED_DATA_IMPORTED = "published_data_imported"
    RISK_ASSESSED = "risk_assessed"
    RISK_REVIEWED = "risk_reviewed"
    STALKING_ASKED = "stalking_asked"
    REFERRAL_SENT = "referral_sent"
    REFERRAL_ANSWERED = "referral_answered"
    REFERRAL_ESCALATED = "referral_escalated"
    SAFETY_PLANNED = "safety_planned"
    SAFETY_PLAN_REVIEWED = "safety_plan_reviewed"
    PAYLOAD_ERASED = "payload_erased"
    ANCHORS_WRITTEN_ANEW = "anchors_written_anew"
    DATABASE_RESTORED = "database_restored"
    READ_PERSON = "read_person"
    READ_PEOPLE_FOUND = "read_people_found"
    READ_PLACE = "read_place"
    READ_THING = "read_thing"
    READ_INCIDENT = "read_incident"
    READ_CRIME = "read_crime"
    READ_JOURNEY = "read_journey"
    READ_CRIMES_LISTED = "read_crimes_listed"
    READ_SUSPECTS = "read_suspects"
    READ_WORKLIST = "read_worklist"
    READ_EVIDENCE = "read_evidence"
    READ_BREACHES = "read_breaches"
    READ_JOURNAL = "read_journal"
    READ_PROTECTION = "read_protection"
    READ_MESSAGES = "read_messages"
    READ_SCORING = "read_scoring"
    READ_RISK = "read_risk"
    READ_VICTIM = "read_victim"
    READ_ABSTRACTIONS = "read_abstractions"
    READ_SHIFT = "read_shift"

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
    EntryKind.GRADED_BEFORE_THRIVE: "The incident was opened at the most urgent grade before THRIVE was asked.",
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
    EntryKind.QUEUE_LEDGER_KEPT: "The queues of finished days were put in the ledger.",
    EntryKind.QUEUE_ALARM_RAISED: "A queue that has stopped or slowed was raised with a supervisor.",
    EntryKind.QUEUE_ALARM_ANSWERED: "A supervisor answered for a queue that has stopped or slowed.",
    EntryKind.QUEUE_FLOWS_AGAIN: "The queue flows again.",
    EntryKind.RECORDING_DECIDED: "The recording decision was made.",
    EntryKind.CRIME_RECORDED: "The crime was recorded.",
    EntryKind.CRIME_FLAGGED: "The crime's flags were changed.",
    EntryKind.RELATED_CRIME_NOTED: "A related crime was noted.",
    EntryKind.CRIME_RECLASSIFIED: "The crime was reclassified.",
    EntryKind.CANCELLATION_ASKED: "A cancellation was asked for.",
    EntryKind.CANCELLATION_REFUSED: "The cancellation was refused.",
    EntryKind.CRIME_CANCELLED: "The crime was cancelled.",
    EntryKind.DECISION_OVERSEEN: "The registrar looked at a decision.",
    EntryKind.ALLOCATION_PROPOSED: "Officers were proposed for the crimes that wait.",
    EntryKind.PROPOSAL_REJECTED: "A proposed officer was rejected.",
    EntryKind.CRIME_SCREENED: "It was decided whether the crime is investigated or filed at the desk.",
    EntryKind.ABSTRACTION_RECORDED: "It was recorded that an officer is away or works less.",
    EntryKind.ABSTRACTION_ENDED: "The last day of an officer's absence was set.",
    EntryKind.ABSTRACTION_WITHDRAWN: "An officer's absence was withdrawn: it had been entered in error.",
    EntryKind.TIME_PROTECTED: "An officer's time was kept free for investigating.",
    EntryKind.PROTECTION_LIFTED: "Time kept free for investigating was given up.",
    EntryKind.SHIFT_HANDED_OVER: "A supervisor handed over to the next shift.",
    EntryKind.SHIFT_TAKEN_OVER: "A supervisor acknowledged the hand-over.",
    EntryKind.CRIME_ALLOCATED: "The crime was allocated to an officer.",
    EntryKind.STAGE_NOTED: "What the investigation waits for was noted.",
    EntryKind.ABUSE_RISK_NOTED: "The domestic abuse risk grade was noted on the crime.",
    EntryKind.PLAN_SET: "The investigation plan was set.",
    EntryKind.PLAN_APPROVED: "A supervisor approved the plan.",
    EntryKind.LINE_ADDED: "A line of enquiry was added.",
    EntryKind.LINE_ENDED: "A line of enquiry was ended.",
    EntryKind.SUSPECT_ADDED: "A suspect was added.",
    EntryKind.SUSPECT_MOVED: "A suspect's status changed.",
    EntryKind.SUSPECT_IDENTIFIED: "A suspect's true identity was established.",
    EntryKind.SUSPECT_RECORDED: "Somebody was recorded as the suspect.",
    EntryKind.SUSPECT_TOLD: "The suspect was told that they will be recorded as responsible.",
    EntryKind.SUSPECT_NOT_IDENTIFIABLE: "A supervisor recorded why a suspect cannot be identified.",
    EntryKind.SUSPECT_SOUGHT: "It was tried to find or arrest a suspect.",
    EntryKind.SUSPECT_INTELLIGENCE_NOTED: "Intelligence on a suspect was noted by its reference.",
    EntryKind.CUSTODY_NOTED: "The custody record of a suspect was noted, and when their detention began.",
    EntryKind.DETENTION_DECIDED: "A decision on a suspect's detention was noted from the custody record.",
    EntryKind.BAIL_EXTENDED: "A suspect's bail was extended.",
    EntryKind.RELEASE_REVIEWED: "A suspect's release under investigation was reviewed.",
    EntryKind.INVESTIGATION_REVIEWED: "The investigation was reviewed.",
    EntryKind.DIRECTION_ANSWERED: "A direction was answered.",
    EntryKind.EVIDENCE_LED_CONSIDERED: "The evidence-led questions were answered.",
    EntryKind.EVIDENCE_LED_DECIDED: "It was decided whether the case goes on without the victim.",
    EntryKind.EXHIBIT_ADDED: "An exhibit was added.",
    EntryKind.EXHIBIT_MOVED: "An exhibit was handed over.",
    EntryKind.EXHIBIT_ENDED: "An exhibit was returned or disposed of.",
    EntryKind.STATEMENT_ADDED: "A statement was added.",
    EntryKind.MATERIAL_LISTED: "Unused material was listed.",
    EntryKind.MATERIAL_DECIDED: "The disclosure officer decided on unused material.",
    EntryKind.MATERIAL_RESORTED: "Unused material was moved to the other schedule.",
    EntryKind.MATERIAL_SIGNED: "A schedule of unused material was signed.",
    EntryKind.MATERIAL_OFFICER_NAMED: "The disclosure officer was named.",
    EntryKind.CHARGE_TESTED: "The full code test or the threshold test was applied.",
    EntryKind.CHARGE_REQUESTED: "The prosecutor was asked for a charging decision.",
    EntryKind.CHARGE_ANSWERED: "The prosecutor's answer was recorded.",
    EntryKind.CHARGE_DECIDED: "The police decided on a charge.",
    EntryKind.CHARGE_ITEM_ANSWERED: "An item of the prosecutor's action plan was answered.",
    EntryKind.CHARGE_DAY_PLANNED: "The day the suspect learns that the case goes on without the victim was planned.",
    EntryKind.VICTIM_CONTACT_AGREED: "Contact with the victim was agreed.",
    EntryKind.VICTIM_UPDATED: "The victim was updated, or it was tried.",
    EntryKind.VICTIM_NEEDS_ASSESSED: "The victim's needs were assessed.",
    EntryKind.VICTIM_POSITION_RECORDED: "The victim's position was recorded.",
    EntryKind.OUTCOME_PROPOSED: "An outcome was proposed.",
    EntryKind.OUTCOME_APPROVED: "The outcome was approved and the crime finalised.",
    EntryKind.OUTCOME_REFUSED: "The proposed outcome was refused.",
    EntryKind.CRIME_REOPENED: "The crime was reopened.",
    EntryKind.MEASURES_COMPUTED: "Inspection measures were computed.",
    EntryKind.INSPECTION_ENTERED: "An inspection and its findings were entered.",
    EntryKind.IMPROVEMENT_PROGRESSED: "A step on an area for improvement was noted.",
    EntryKind.IMPROVEMENT_REVIEWED: "The review of an area for improvement was written.",
    EntryKind.IMPROVEMENT_REVIEW_SIGNED: "A chief officer signed the review.",
    EntryKind.IMPROVEMENT_COMPLETED: "An area for improvement was called complete.",
    EntryKind.BRIEFING_GIVEN: "Staff were briefed.",
    EntryKind.KNOWLEDGE_CHECKED: "What a team knows was checked.",
    EntryKind.SAMPLE_DRAWN: "A sample of assessments was drawn for second scoring.",
    EntryKind.SCORED_BLIND: "The assessment was scored a second time, blind.",
    EntryKind.SCORE_FED_BACK: "Feedback on the assessment was given.",
    EntryKind.VIGNETTE_ANSWERED: "A practice call was answered.",
    EntryKind.RESTRICTION_MADE: "The record was restricted.",
    EntryKind.RESTRICTION_LIFTED: "The restriction was lifted.",
    EntryKind.RESTRICTION_GRANTED: "Someone was given access to the restricted record.",
    EntryKind.RESTRICTION_GRANT_ENDED: "Someone's access to the restricted record was ended.",
    EntryKind.SEAL_MADE: "An address or contact detail was sealed.",
    EntryKind.SEAL_LIFTED: "A seal was lifted.",
    EntryKind.SEAL_GRANTED: "Someone was given need to see what is sealed.",
    EntryKind.SEAL_GRANT_ENDED: "Someone's need to see what is sealed was ended.",
    EntryKind.NEED_ASKED: "The officer in charge asked for need to see the victim's sealed details.",
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
    EntryKind.PERSON_ADDED: "A person was added.",
    EntryKind.NAME_ADDED: "Another name of the person was added.",
    EntryKind.PERSON_CORRECTED: "The person's record was corrected.",
    EntryKind.ADDRESS_NOTED: "An address of the person was noted.",
    EntryKind.ADDRESS_ENDED: "An address of the person was ended.",
    EntryKind.CONTACT_POINT_NOTED: "A contact detail of the person was noted.",
    EntryKind.CONTACT_POINT_ENDED: "A contact detail of the person was ended.",
    EntryKind.CONTACT_POINT_ANSWERED: "It was noted who answers or sees a contact detail of the person.",
    EntryKind.THING_ADDED: "An organisation, vehicle, telephone or place was added.",
    EntryKind.THING_CORRECTED: "An organisation, vehicle, telephone or place was corrected.",
    EntryKind.RECORDS_LINKED: "The record was linked to another.",
    EntryKind.LINK_ENDED: "A link was ended.",
    EntryKind.WARNING_ADDED: "A warning was added.",
    EntryKind.WARNING_REVIEWED: "A warning was looked at again.",
    EntryKind.WARNING_ENDED: "A warning was ended.",
    EntryKind.PEOPLE_MERGED: "Two records were combined: they are of one person.",
    EntryKind.PEOPLE_UNMERGED: "Two combined records were taken apart again.",
    EntryKind.PERSON_DISCLOSED: "The person's record was disclosed to somebody outside.",
    EntryKind.OFFICER_MOVED: "An officer was moved to another team.",
    EntryKind.PUBLISHED_DATA_IMPORTED: "Published data was imported.",
    EntryKind.RISK_ASSESSED: "The risk to somebody was assessed.",
    EntryKind.RISK_REVIEWED: "A risk was looked at a second time.",
    EntryKind.STALKING_ASKED: "The stalking questions were asked.",
    EntryKind.REFERRAL_SENT: "A referral was sent.",
    EntryKind.REFERRAL_ANSWERED: "The answer to a referral was noted.",
    EntryKind.REFERRAL_ESCALATED: "A referral was not acknowledged in time and went to a supervisor.",
    EntryKind.SAFETY_PLANNED: "A safety plan was set.",
    EntryKind.SAFETY_PLAN_REVIEWED: "The safety plan was reviewed.",
    EntryKind.PAYLOAD_ERASED: "Personal content of a journal entry was lawfully erased.",
    EntryKind.ANCHORS_WRITTEN_ANEW: "The anchor file of the journal was written anew.",
    EntryKind.DATABASE_RESTORED: "The database was restored from a backup.",
    EntryKind.READ_PERSON: "The person's record was opened.",
    EntryKind.READ_PEOPLE_FOUND: "A search showed people.",
    EntryKind.READ_PLACE: "The place was opened on screen.",
    EntryKind.READ_THING: "An organisation, vehicle or telephone was opened on screen.",
    EntryKind.READ_INCIDENT: "The incident was opened on screen.",
    EntryKind.READ_CRIME: "The crime was opened on screen.",
    EntryKind.READ_JOURNEY: "The journey was opened on screen.",
    EntryKind.READ_CRIMES_LISTED: "A list of crimes was shown.",
    EntryKind.READ_SUSPECTS: "The register of outstanding suspects was shown.",
    EntryKind.READ_WORKLIST: "A worklist was shown.",
    EntryKind.READ_BREACHES: "The breach register was shown.",
    EntryKind.READ_EVIDENCE: "The records behind a figure were shown.",
    EntryKind.READ_JOURNAL: "The journal was read.",
    EntryKind.READ_PROTECTION: "Who may see a protected record, and why, was shown.",
    EntryKind.READ_MESSAGES: "The outbox was shown.",
    EntryKind.READ_SCORING: "An assessment was shown for second scoring.",
    EntryKind.READ_RISK: "The risk, referrals and safety plan were shown.",
    EntryKind.READ_VICTIM: "What concerns the victim was shown.",
    EntryKind.READ_ABSTRACTIONS: "Which officers are away was shown.",
    EntryKind.READ_SHIFT: "A team's shift was shown: who is at work, what comes first, the hand-over.",
}
