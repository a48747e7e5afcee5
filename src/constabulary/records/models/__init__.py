"""Every table, one family a module. Only `records` and `casework` import these."""

from constabulary.records.models.aids import AidAcceptance
from constabulary.records.models.allocation import Allocation, AllocationProposal, AllocationRun, Screening
from constabulary.records.models.charging import (
    ActionPlanItem,
    ChargingDecision,
    ChargingRequest,
    CodeTest,
    SuspectLearnsPlan,
)
from constabulary.records.models.contact import Contact, Journey
from constabulary.records.models.copied_reviews import CopiedAssessment, CopiedReview
from constabulary.records.models.disclosures import Disclosure
from constabulary.records.models.dispatch import Appointment, Deployment
from constabulary.records.models.duties import Duty, QueueAlarm, QueueDay, QueueFlow, QueueForecast
from constabulary.records.models.evidence import Exhibit, ExhibitMove, Statement
from constabulary.records.models.exports import Export
from constabulary.records.models.fitting import ScreeningFit
from constabulary.records.models.force import (
    Credential,
    District,
    Draft,
    Force,
    Officer,
    RoleGrant,
    SignIn,
    Team,
)
from constabulary.records.models.incidents import (
    Handoff,
    Incident,
    IncidentLink,
    IncidentLogEntry,
    IncidentMilestone,
    IncidentPerson,
    ThriveAssessment,
)
from constabulary.records.models.inspection import (
    Briefing,
    Improvement,
    ImprovementProgress,
    ImprovementReview,
    Inspection,
    KnowledgeCheck,
    MeasureResult,
)
from constabulary.records.models.investigation import (
    CustodyRecord,
    DetentionDecision,
    EvidenceLedConsideration,
    EvidenceLedDecision,
    InvestigationPlan,
    InvestigationReview,
    LineOfEnquiry,
    ReviewDirection,
    Suspect,
    SuspectEvent,
)
from constabulary.records.models.jobs import JobRun
from constabulary.records.models.journal import JournalEntry, JournalPayload, JournalSeal
from constabulary.records.models.linking import RecordLink
from constabulary.records.models.open_data import (
    PublishedBatch,
    PublishedFile,
    PublishedOutcomeCount,
    PublishedRecordedCount,
    PublishedReject,
    PublishedSeverityScore,
    PublishedStopSearch,
    PublishedStreetCrime,
    PublishedStreetOutcome,
    PublishedWorkforceCount,
)
from constabulary.records.models.outcomes import Outcome
from constabulary.records.models.passed_up import PassedUp
from constabulary.records.models.people import ContactPoint, Person, PersonAddress, PersonName
from constabulary.records.models.places import Place
from constabulary.records.models.planning import RecoveryPlan, RecoveryWeek, RunProgress, Scenario, ScenarioRun
from constabulary.records.models.protection import (
    BreakGlass,
    Connection,
    Restriction,
    RestrictionGrant,
    Seal,
    SealGrant,
)
from constabulary.records.models.recording import (
    Cancellation,
    Crime,
    CrimeClassification,
    CrimePerson,
    Oversight,
    OversightAnswer,
    RecordingDecision,
    RelatedCrime,
)
from constabulary.records.models.regrading import RegradingSample, SampledWeight, SecondWeight
from constabulary.records.models.review_requests import ReviewRequest
from constabulary.records.models.safe_contact import Message, SafeRoute
from constabulary.records.models.scoring import SampledAssessment, ScoringSample, SecondScore, VignetteAnswer
from constabulary.records.models.searching import CommonKey, PersonKeys, PlaceKeys
from constabulary.records.models.second_reviews import ClosureSample, SampledClosure, SecondReview
from constabulary.records.models.takeover import (
    Takeover,
    TakeoverAcceptance,
    TakeoverBatch,
    TakeoverComparison,
    TakeoverDifference,
    TakeoverLikeness,
    TakeoverReject,
    TakeoverRow,
    TakeoverSample,
)
from constabulary.records.models.things import Organisation, Telephone, Vehicle
from constabulary.records.models.unused_material import DisclosureOfficer, ScheduleSignature, UnusedItem
from constabulary.records.models.victims import VictimContact, VictimNeeds, VictimPosition, VictimUpdate
from constabulary.records.models.victims_words import (
    IncomingMessage,
    SpecialMeasures,
    StatementOffer,
    SummaryCode,
    TellingRuling,
)
from constabulary.records.models.vulnerability import (
    Referral,
    RiskAssessment,
    RiskReview,
    SafetyPlan,
    StalkingScreening,
    VulnerabilityAssessment,
)
from constabulary.records.models.warnings import Warning
from constabulary.records.models.ways_moved import WayMoved
from constabulary.records.models.workforce import Abstraction, ProtectedTime, ShiftHandover

__all__ = [
    "Abstraction",
    "ActionPlanItem",
    "AidAcceptance",
    "Allocation",
    "AllocationProposal",
    "AllocationRun",
    "Appointment",
    "BreakGlass",
    "Briefing",
    "Cancellation",
    "ChargingDecision",
    "ChargingRequest",
    "ClosureSample",
    "CodeTest",
    "CommonKey",
    "Connection",
    "Contact",
    "ContactPoint",
    "CopiedAssessment",
    "CopiedReview",
    "Credential",
    "Crime",
    "CrimeClassification",
    "CrimePerson",
    "CustodyRecord",
    "Deployment",
    "DetentionDecision",
    "Disclosure",
    "DisclosureOfficer",
    "District",
    "Draft",
    "Duty",
    "EvidenceLedConsideration",
    "EvidenceLedDecision",
    "Exhibit",
    "ExhibitMove",
    "Export",
    "Force",
    "Handoff",
    "Improvement",
    "ImprovementProgress",
    "ImprovementReview",
    "Incident",
    "IncidentLink",
    "IncidentLogEntry",
    "IncidentMilestone",
    "IncidentPerson",
    "IncomingMessage",
    "Inspection",
    "InvestigationPlan",
    "InvestigationReview",
    "JobRun",
    "JournalEntry",
    "JournalPayload",
    "JournalSeal",
    "Journey",
    "KnowledgeCheck",
    "LineOfEnquiry",
    "MeasureResult",
    "Message",
    "Officer",
    "Organisation",
    "Outcome",
    "Oversight",
    "OversightAnswer",
    "PassedUp",
    "Person",
    "PersonAddress",
    "PersonKeys",
    "PersonName",
    "Place",
    "PlaceKeys",
    "ProtectedTime",
    "PublishedBatch",
    "PublishedFile",
    "PublishedOutcomeCount",
    "PublishedRecordedCount",
    "PublishedReject",
    "PublishedSeverityScore",
    "PublishedStopSearch",
    "PublishedStreetCrime",
    "PublishedStreetOutcome",
    "PublishedWorkforceCount",
    "QueueAlarm",
    "QueueDay",
    "QueueFlow",
    "QueueForecast",
    "RecordLink",
    "RecordingDecision",
    "RecoveryPlan",
    "RecoveryWeek",
    "Referral",
    "RegradingSample",
    "RelatedCrime",
    "Restriction",
    "RestrictionGrant",
    "ReviewDirection",
    "ReviewRequest",
    "RiskAssessment",
    "RiskReview",
    "RoleGrant",
    "RunProgress",
    "SafeRoute",
    "SafetyPlan",
    "SampledAssessment",
    "SampledClosure",
    "SampledWeight",
    "Scenario",
    "ScenarioRun",
    "ScheduleSignature",
    "ScoringSample",
    "Screening",
    "ScreeningFit",
    "Seal",
    "SealGrant",
    "SecondReview",
    "SecondScore",
    "SecondWeight",
    "ShiftHandover",
    "SignIn",
    "SpecialMeasures",
    "StalkingScreening",
    "Statement",
    "StatementOffer",
    "SummaryCode",
    "Suspect",
    "SuspectEvent",
    "SuspectLearnsPlan",
    "Takeover",
    "TakeoverAcceptance",
    "TakeoverBatch",
    "TakeoverComparison",
    "TakeoverDifference",
    "TakeoverLikeness",
    "TakeoverReject",
    "TakeoverRow",
    "TakeoverSample",
    "Team",
    "Telephone",
    "TellingRuling",
    "ThriveAssessment",
    "UnusedItem",
    "Vehicle",
    "VictimContact",
    "VictimNeeds",
    "VictimPosition",
    "VictimUpdate",
    "VignetteAnswer",
    "VulnerabilityAssessment",
    "Warning",
    "WayMoved",
]
