"""Restricted records: the kinds of restriction, and what making, granting and lifting one asks for."""

from collections.abc import Mapping
from enum import StrEnum

from constabulary.policing.decisions import Reasons, ReasonsCatalogue
from constabulary.standards.dated import Confidence

REASONS = ReasonsCatalogue("restriction")
OURS = "Our safeguard"


class RestrictionKind(StrEnum):
    """Why a record is kept from everyone but those it is granted to."""

    POLICE_OFFICER_INVOLVED = "police_officer_involved"
    ONLINE_CHILD_ABUSE = "online_child_abuse"
    CHILD = "child"
    HONOUR_BASED_ABUSE = "honour_based_abuse"
    REFUGE = "refuge"
    MODERN_SLAVERY = "modern_slavery"
    MANAGED_OFFENDER = "managed_offender"
    FIREARMS = "firearms"
    CORRUPTION = "corruption"
    COVERT = "covert"

    @property
    def label(self) -> str:
        """What officers call it."""
        return RESTRICTION_TITLES[self]


RESTRICTION_TITLES: Mapping[RestrictionKind, str] = {
    RestrictionKind.POLICE_OFFICER_INVOLVED: "A police officer or member of staff is involved",
    RestrictionKind.ONLINE_CHILD_ABUSE: "POLIT: online child abuse",
    RestrictionKind.CHILD: "A child at risk",
    RestrictionKind.HONOUR_BASED_ABUSE: "Honour-based abuse or forced marriage",
    RestrictionKind.REFUGE: "A refuge",
    RestrictionKind.MODERN_SLAVERY: "Modern slavery",
    RestrictionKind.MANAGED_OFFENDER: "A managed offender",
    RestrictionKind.FIREARMS: "Firearms operation",
    RestrictionKind.CORRUPTION: "Corruption",
    RestrictionKind.COVERT: "Covert or sensitive policing",
}

REASON_MISSING = REASONS.add(
    "reason-missing", "Say why.", source=OURS, confidence=Confidence.ASSUMPTION, field="reason"
)  # fmt: skip
ALREADY_RESTRICTED = REASONS.add(
    "already-restricted",
    "This record is restricted already. Give access to whoever needs it, or lift that restriction first.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
)
ALREADY_LIFTED = REASONS.add(
    "already-lifted", "This restriction has been lifted already.", source=OURS, confidence=Confidence.ASSUMPTION
)  # fmt: skip
NOBODY_NAMED = REASONS.add(
    "nobody-named",
    "Name an officer or a team.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="collar_number",
)
ENDS_IN_PAST = REASONS.add(
    "ends-in-past",
    "Access must end in the future.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="until",
)
ACCESS_ENDED = REASONS.add(
    "access-ended", "That access has ended already.", source=OURS, confidence=Confidence.ASSUMPTION
)  # fmt: skip
LAST_ONE = REASONS.add(
    "last-one",
    "Nobody would be left who may see the record. Give somebody else access first.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
)


def find_reasons_against_restriction(*, reason: str, is_restricted: bool) -> Reasons:
    """Why a journey or a person cannot be restricted."""
    return tuple(
        one for applies, one in ((not reason.strip(), REASON_MISSING), (is_restricted, ALREADY_RESTRICTED)) if applies
    )


def find_reasons_against_access(
    *, reason: str, somebody_is_named: bool, is_lifted: bool, ends_in_past: bool
) -> Reasons:
    """Why access to a restricted record cannot be given."""
    against = (
        (not reason.strip(), REASON_MISSING),
        (not somebody_is_named, NOBODY_NAMED),
        (is_lifted, ALREADY_LIFTED),
        (ends_in_past, ENDS_IN_PAST),
    )
    return tuple(one for applies, one in against if applies)


def find_reasons_against_ending_access(*, reason: str, has_ended: bool, others_with_access: int) -> Reasons:
    """Why someone's access cannot be ended: somebody must be left who can see the record and look after it."""
    against = (
        (not reason.strip(), REASON_MISSING),
        (has_ended, ACCESS_ENDED),
        (not has_ended and others_with_access == 0, LAST_ONE),
    )
    return tuple(one for applies, one in against if applies)


def find_reasons_against_lifting(*, reason: str, is_lifted: bool) -> Reasons:
    """Why a restriction cannot be lifted."""
    return tuple(one for applies, one in ((not reason.strip(), REASON_MISSING), (is_lifted, ALREADY_LIFTED)) if applies)
