"""Outcomes 5, 9 to 13, 17, 20 and 21: something or someone prevents it, or it is not in the public interest."""

from datetime import date

from constabulary.policing.clocks import months_after
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.outcomes.charging import prosecutor_must_decide
from constabulary.policing.outcomes.facts import OutcomeFacts
from constabulary.policing.outcomes.out_of_court import ENOUGH
from constabulary.policing.outcomes.preconditions import (
    Heading,
    Kind,
    OutcomeRule,
    choice,
    read_day,
    rule,
    tick,
    words,
)
from constabulary.standards.calendar import local_day

COMMON_ASSAULT = "105/01"
FIRST_ACCOUNT = Heading(
    code="first_account_on", question="The day of the victim's first statement or recorded interview", kind=Kind.DAY, choices={},
    hint="The time limit of common assault in domestic abuse runs from that day. Left empty, two years from the offence count.",
)  # fmt: skip


@rule(
    "suspect-died",
    "The suspect has died.",
    unmet="The suspect is not recorded as having died.",
    source="OUT page 14",
    field="suspect",
)
def suspect_has_died(facts: OutcomeFacts) -> bool:
    """Outcome 5 is for an offender who died."""
    return facts.suspect is not None and facts.suspect.status is SuspectStatus.DECEASED


OFFENDER_DIED = OutcomeRule(
    stated=(
        ENOUGH,
        words("death_source", "Where the death is recorded", unmet="Say where the death is recorded.",
              source="OUT page 14"),
    ),
    preconditions=(suspect_has_died,),
)  # fmt: skip
PROSECUTOR_NOT_IN_INTEREST = OutcomeRule(
    stated=(
        ENOUGH,
        words("prosecutor_reference", "The prosecutor's decision (MG3A)",
              unmet="Enter the reference of the prosecutor's decision (MG3A).", source="OUT page 15"),
    ),
)  # fmt: skip


@rule(
    "police-may-charge",
    "The police may charge this offence themselves.",
    unmet="The prosecutor must decide on an offence like this: that is outcome 9.",
    source="OUT page 16",
)
def police_may_charge(facts: OutcomeFacts) -> bool:
    """What the prosecutor must decide on is never outcome 10."""
    return not prosecutor_must_decide(facts)


POLICE_NOT_IN_INTEREST = OutcomeRule(
    stated=(
        ENOUGH,
        tick("only_interest", "The public interest is the only reason.",
             unmet="The public interest must be the only reason; where evidence lacks, it is another outcome.",
             source="OUT page 16"),
    ),
    preconditions=(police_may_charge,),
)  # fmt: skip
SUSPECT_UNDER_TEN = OutcomeRule(
    stated=(
        words("responsibility", "What shows that they did it", unmet="Write down what shows that they did it.",
              source="OUT page 16"),
        words("age_evidence", "What shows their age", unmet="Write down what shows their age.", source="OUT page 16"),
        tick("adult_present", "An appropriate adult was there.", unmet="An appropriate adult must have been there.",
             source="OUT page 16"),
    ),
)  # fmt: skip
SUSPECT_TOO_ILL = OutcomeRule(
    stated=(
        words("condition", "What prevents it, and who says so", unmet="Write down what prevents it and who says so.",
              source="OUT pages 16 to 17"),
        tick("lasting", "They have died, or are seriously ill and unlikely to recover.",
             unmet="They must have died, or be seriously ill and unlikely to recover.", source="OUT pages 16 to 17"),
        words("adjournment", "How an adjournment was considered",
              unmet="Say how waiting or an adjournment was considered.", source="OUT pages 16 to 17"),
    ),
)  # fmt: skip
WITNESS_TOO_ILL = OutcomeRule(
    stated=(
        choice("who_is_prevented", "Who", {"victim": "The victim", "witness": "A key witness"},
               unmet="Say whether it is the victim or a key witness.", source="OUT page 17"),
        *SUSPECT_TOO_ILL.stated,
        words("special_measures", "How special measures were considered",
              unmet="Say how special measures were considered.", source="OUT page 17"),
    ),
)  # fmt: skip


def limit_on(facts: OutcomeFacts) -> date:
    """The last day on which proceedings for a summary offence can begin, on the reading that gives most time.

    Six months from the offence; for common assault in domestic abuse, six months from the victim's first statement or
    recorded interview and at most two years from the offence, which it is where the day of that is not stated.
    """
    offence_on = local_day(facts.crime.occurred_from)
    usual = months_after(offence_on, facts.numbers.summary_months)
    if not has_domestic_limit(facts):
        return usual
    limit = facts.numbers.domestic_limit
    outer = max(usual, months_after(offence_on, limit.at_most_months))
    account_on = read_day(facts.says(FIRST_ACCOUNT.code))
    if account_on is None or account_on > local_day(facts.at):
        return outer
    # Nobody gave the police an account before the police were told.
    account_on = max(account_on, local_day(facts.crime.reported_at))
    return max(usual, min(months_after(account_on, limit.months), outer))


def has_domestic_limit(facts: OutcomeFacts) -> bool:
    """Whether the limit runs from the victim's account: common assault in domestic abuse, since the law gives that."""
    is_common_assault = facts.crime.domestic_abuse and facts.crime.offence.code == COMMON_ASSAULT
    return is_common_assault and facts.numbers.domestic_limit.exception


@rule(
    "summary-only",
    "The offence is summary only, or would certainly be charged as such.",
    unmet="Only summary offences have a time limit. If it would certainly be charged as one, say why.",
    source="OUT page 20",
    field="charged_as_summary",
)
def offence_is_summary(facts: OutcomeFacts) -> bool:
    """The limit of section 127 is for summary offences."""
    return facts.crime.offence.is_summary_only or bool(facts.says("charged_as_summary"))


@rule(
    "limit-passed",
    "The time limit has passed.",
    unmet="The time limit has not passed yet: go on.",
    source="OUT page 20",
)
def limit_has_passed(facts: OutcomeFacts) -> bool:
    """The day after the last day of the limit, the domestic abuse exception counted in."""
    return local_day(facts.at) > limit_on(facts)


TIME_LIMIT = OutcomeRule(
    stated=(
        words("warrant_considered", "How a warrant in the first instance was considered",
              unmet="Say how a warrant in the first instance was considered.", source="OUT page 20"),
    ),
    preconditions=(offence_is_summary, limit_has_passed),
)  # fmt: skip


@rule(
    "agency-is-no-force",
    "The agency is not another police force.",
    unmet="Another police force is not another agency: transfer the crime instead (C1).",
    source="OUT page 21",
    field="agency",
)
def agency_is_no_force(facts: OutcomeFacts) -> bool:
    """A force takes a crime over by transfer."""
    name = facts.says("agency").casefold()
    return not any(word in name for word in ("police", "constabulary"))


OTHER_AGENCY = OutcomeRule(
    stated=(
        words("agency", "Which agency", unmet="Say which agency takes it over.", source="OUT page 21"),
        words("agency_contact", "Whom the victim can ask there", unmet="Say whom the victim can ask there.",
              source="OUT page 21"),
        words("agency_because", "Why they, and not the police", unmet="Say why they take it over.",
              source="OUT page 21"),
        words("local_review", "Who reviewed it here, and what they found",
              unmet="It must be reviewed here first: say who did and what they found.", source="OUT page 21"),
    ),
    preconditions=(agency_is_no_force,),
)  # fmt: skip

FACTORS = (
    ("seriousness", "How serious it is"),
    ("culpability", "How culpable the suspect is"),
    ("victim_circumstances", "The victim's circumstances, and the harm done"),
    ("maturity", "The suspect's age and maturity"),
    ("community", "The effect on the community"),
    ("proportionality", "What further investigation would cost against what it could bring"),
    ("sources", "Sources that must be protected"),
)
FURTHER_NOT_IN_INTEREST = OutcomeRule(
    stated=(
        *(
            words(code, title, unmet=f"Weigh this factor: {title[:1].lower()}{title[1:]}.", source="OUT pages 21 to 22")
            for code, title in FACTORS
        ),
        words("spoken_to", "What the suspect said, or why nobody spoke to them",
              unmet="Speak to the suspect, or say why that is not right here.", source="OUT pages 21 to 22"),
    ),
)  # fmt: skip
