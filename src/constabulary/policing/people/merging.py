"""Combining two records that are of one person, and taking that apart again."""

from constabulary.policing.decisions import Reasons, ReasonsCatalogue
from constabulary.standards.dated import Confidence

REASONS = ReasonsCatalogue("merging")
OURS = "Our safeguard"
SECTION_62 = "Data Protection Act 2018, section 62: combination is logged"

REASON_MISSING = REASONS.add(
    "reason-missing",
    "Say how you know that both are the same person. It is kept in the journal.",
    source=SECTION_62,
    confidence=Confidence.READ,
    field="reason",
)
OTHER_UNKNOWN = REASONS.add(
    "other-unknown",
    "There is no person with that reference.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="other",
)
IS_ITSELF = REASONS.add(
    "is-itself",
    "That is this very record.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="other",
)
MERGED_ALREADY = REASONS.add(
    "merged-already",
    "That record has been combined with another already. Open the one it leads to.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="other",
)
NOT_MERGED = REASONS.add(
    "not-merged", "This record is not combined with another.", source=OURS, confidence=Confidence.ASSUMPTION
)  # fmt: skip
ONE_AGAINST_THE_OTHER = REASONS.add(
    "one-against-the-other",
    "Details of one of them are sealed against the other: they cannot be the same person.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="other",
)
VICTIM_AND_SUSPECT = REASONS.add(
    "victim-and-suspect",
    "One of them is the victim of a crime, the other is suspected of it: they cannot be the same person. Where one of the two "
    "is named there wrongly, put that right first.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="other",
)
NOT_COMPARED = REASONS.add(
    "not-compared",
    "Confirm that you have compared both records.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="compared",
)


def find_reasons_against_merging(
    *, reason: str, is_itself: bool, either_is_merged: bool, one_against_the_other: bool, victim_and_suspect: bool
) -> Reasons:
    """Why two records cannot be combined."""
    against = (
        (len(reason.split()) < 3, REASON_MISSING),
        (is_itself, IS_ITSELF),
        (either_is_merged, MERGED_ALREADY),
        (one_against_the_other, ONE_AGAINST_THE_OTHER),
        (victim_and_suspect, VICTIM_AND_SUSPECT),
    )
    return tuple(one for applies, one in against if applies)


def find_reasons_against_unmerging(*, reason: str, is_merged: bool) -> Reasons:
    """Why two records cannot be taken apart."""
    against = ((len(reason.split()) < 3, REASON_MISSING), (not is_merged, NOT_MERGED))
    return tuple(one for applies, one in against if applies)
