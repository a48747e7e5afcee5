"""Puts the rules of an outcome together: each precondition met or not and why, who may approve, what is missing."""

from collections.abc import Mapping

from constabulary.policing.decisions import Reason, Reasons
from constabulary.policing.desks import Authority
from constabulary.policing.outcomes import charging, evidential, out_of_court, prevented
from constabulary.policing.outcomes.facts import OutcomeFacts, circumstances_of
from constabulary.policing.outcomes.general import general_preconditions
from constabulary.policing.outcomes.preconditions import (
    OURS,
    REASONS,
    Heading,
    Kind,
    OutcomeRule,
    Precondition,
    Stage,
)
from constabulary.standards.dated import Confidence
from constabulary.standards.values import value

RULES: Mapping[str, OutcomeRule] = {
    "1": charging.CHARGE,
    "1A": charging.ALTERNATE_CHARGE,
    "2": out_of_court.YOUTH_CAUTION,
    "2A": out_of_court.YOUTH_CAUTION,
    "3": out_of_court.ADULT_CAUTION,
    "3A": out_of_court.ADULT_CAUTION,
    "4": charging.TAKEN_INTO_CONSIDERATION,
    "5": prevented.OFFENDER_DIED,
    "6": out_of_court.PENALTY_NOTICE,
    "7": out_of_court.DRUGS_WARNING,
    "8": out_of_court.COMMUNITY_RESOLUTION,
    "9": prevented.PROSECUTOR_NOT_IN_INTEREST,
    "10": prevented.POLICE_NOT_IN_INTEREST,
    "11": prevented.SUSPECT_UNDER_TEN,
    "12": prevented.SUSPECT_TOO_ILL,
    "13": prevented.WITNESS_TOO_ILL,
    "14": evidential.NO_SUPPORT_NO_SUSPECT,
    "15": evidential.EVIDENTIAL_DIFFICULTY,
    "16": evidential.NO_SUPPORT,
    "17": prevented.TIME_LIMIT,
    "18": evidential.NO_SUSPECT,
    "20": prevented.OTHER_AGENCY,
    "21": prevented.FURTHER_NOT_IN_INTEREST,
    "22": out_of_court.DIVERSION,
    "23": out_of_court.CHILD_DEFERRED,
    "24": out_of_court.ADULT_DEFERRED,
}
#: Headings that are asked for but are no precondition by themselves: a rule looks at them.
ALSO_ASKED: Mapping[str, tuple[Heading, ...]] = {
    "1": (
        Heading(code="court_on", question="The day the court sits", kind=Kind.DAY, choices={}),
        Heading(code="requisition", question="Number of the requisition or summons", kind=Kind.WORDS, choices={}),
    ),
    "3": (
        Heading(code="listed_offence", question="The offence is listed (Criminal Justice and Courts Act 2015)",
                kind=Kind.TICK, choices={}),
        Heading(code="cautioned_within_two_years", question="Cautioned or convicted within two years",
                kind=Kind.TICK, choices={}),
    ),
    "4": (
        Heading(code="unreported", question="Nobody had reported it before it was admitted", kind=Kind.TICK,
                choices={}),
    ),
    "17": (
        Heading(code="charged_as_summary", question="Why it would certainly be charged as a summary offence",
                kind=Kind.WORDS, choices={}, hint="Only where the offence is not summary only."),
    ),
    "18": (
        Heading(code="no_lines_because", question="Why there was no line of enquiry", kind=Kind.WORDS, choices={},
                hint="Only where none was ever followed."),
    ),
    "21": (
        Heading(code="dishonesty_bearing_on_employment", question="Dishonesty that bears on employment",
                kind=Kind.TICK, choices={}),
    ),
}  # fmt: skip
EXCEPTIONAL = Heading(
    code="exceptional_because", question="What makes this outcome right although it is exceptional",
    kind=Kind.WORDS, choices={}, hint="Where the offence is one for which it is normally not given.",
)  # fmt: skip
ONLY_RELATED = Heading(
    code="only_related", question="Only a related crime was charged, cautioned or admitted", kind=Kind.TICK, choices={}
)

NOT_OFFERED = REASONS.add(
    "not-offered",
    "This outcome is not in the list on this day, or is not a force's to apply.",
    source="Outcomes for Recorded Crimes, April 2026",
    confidence=Confidence.READ,
    field="outcome",
)
OWN_PROPOSAL = REASONS.add(
    "own-proposal", "Nobody approves a proposal of their own.", source=OURS, confidence=Confidence.ASSUMPTION
)
REFUSAL_REASON = REASONS.add(
    "refusal-reason", "Say what must be done before it can be approved.", source=OURS,
    confidence=Confidence.ASSUMPTION, field="words",
)  # fmt: skip
REOPENING_REASON = REASONS.add(
    "reopening-reason", "Say what has changed.", source=OURS, confidence=Confidence.ASSUMPTION, field="words"
)


@value
class Checked:
    """One precondition with its standing: met, not met, or not applicable (None).

    `is_stated` where it holds because somebody says so: whoever decides weighs that, nobody has checked it.
    """

    precondition: Precondition
    holds: bool | None
    is_stated: bool = False


@value
class OutcomeCheck:
    """An outcome checked against the facts: every precondition, and whose authority it needs (any one of them)."""

    code: str
    title: str
    edition: str
    checked: tuple[Checked, ...]
    authorities: tuple[Authority, ...]
    circumstances: frozenset[str]

    def missing(self, *stages: Stage) -> Reasons:
        """Why it cannot be done, for these stages; for all of them when none is named."""
        wanted = set(stages or Stage)
        return tuple(
            one.precondition.unmet for one in self.checked if one.holds is False and one.precondition.stage in wanted
        )

    @property
    def may_be_proposed(self) -> bool:
        """Whether nothing that a proposal needs is missing."""
        return not self.missing(Stage.PROPOSAL)

    @property
    def may_be_approved(self) -> bool:
        """Whether nothing at all is missing."""
        return not self.missing()


def headings_of(code: str, facts: OutcomeFacts) -> tuple[Heading, ...]:
    """What the proposer is asked to state for this outcome in this matter."""
    own = RULES[code]
    asked = [one.heading for one in own.stated if one.precondition.holds(facts) is not None]
    asked += ALSO_ASKED.get(code.rstrip("A"), ())
    if own is prevented.TIME_LIMIT and prevented.has_domestic_limit(facts):
        asked.append(prevented.FIRST_ACCOUNT)
    if facts.type.exceptional_for:
        asked.append(EXCEPTIONAL)
    if str(facts.type.number) in facts.numbers.related_bars:
        asked.append(ONLY_RELATED)
    return tuple(one for one in asked if one.code not in facts.on_file)


def approver_headings_of(code: str) -> tuple[Heading, ...]:
    """What the approver is asked to state for this outcome."""
    return tuple(one.heading for one in RULES[code].by_approver)


def check_outcome(facts: OutcomeFacts) -> OutcomeCheck:
    """Check an outcome against the facts. The outcome must be one that a force applies (`RULES`)."""
    own = RULES[facts.type.code]
    preconditions = (
        *general_preconditions(facts),
        *(one.precondition for one in own.stated),
        *own.preconditions,
        *(one.precondition for one in own.by_approver),
    )
    stated = {"rationale", *(one.code for one in headings_of(facts.type.code, facts))}
    stated |= {one.code for one in approver_headings_of(facts.type.code)}
    return OutcomeCheck(
        code=facts.type.code,
        title=facts.type.title,
        edition=facts.type.edition,
        checked=tuple(
            Checked(precondition=one, holds=one.holds(facts), is_stated=one.unmet.field in stated)
            for one in preconditions
        ),
        authorities=authorities_for(facts),
        circumstances=circumstances_of(facts),
    )


#: Outcomes that an independent team under the registrar may decide in an inspector's place.
TEAM_MAY_DECIDE = frozenset({"15", "16"})


def authorities_for(facts: OutcomeFacts) -> tuple[Authority, ...]:
    """Whose authority approves: any one of these.

    As the list says for the circumstances; by our safeguard never less than a supervisor's. For 15 and 16 in rape
    and high-risk domestic abuse an independent team under the registrar stands beside the inspector.
    """
    asked = Authority(facts.type.authority_for(circumstances_of(facts)))
    if asked is Authority.INVESTIGATOR:
        asked = Authority.SUPERVISOR
    if asked is Authority.DESIGNATED_DECISION_MAKER:
        return (asked, Authority.CRIME_REGISTRAR)
    if asked is Authority.INSPECTOR and facts.type.code in TEAM_MAY_DECIDE:
        return (asked, Authority.CRIME_REGISTRAR, Authority.DESIGNATED_DECISION_MAKER)
    return (asked,)


def must_registrar_see(facts: OutcomeFacts) -> bool:
    """Whether the outcome goes on the registrar's desk after it is applied: every 21, and every alternate charge."""
    return facts.type.registrar_sees_every_one or facts.type.code == "1A"


#: Decisions not to charge, of the police themselves, that a victim may have reviewed when the suspect was interviewed.
REVIEWABLE = frozenset({"10", "15"})


def has_right_to_review(facts: OutcomeFacts) -> bool:
    """Whether the victim may ask for a review: a suspect interviewed under caution whom the police decide not to charge.

    Not where there is no suspect, for an out-of-court resolution, a withdrawal, or an enquiry that was ended.
    """
    interviewed = facts.suspect is not None and facts.suspect.interviewed
    return facts.crime.has_victim and facts.type.code in REVIEWABLE and interviewed


def find_reasons_against_refusal(words: str) -> Reasons:
    """Why a refusal cannot stand: without saying what must be done it sends nobody on."""
    return () if words.strip() else (REFUSAL_REASON,)


def find_reasons_against_reopening(words: str) -> Reasons:
    """Why a crime cannot be reopened like this."""
    found: tuple[Reason, ...] = () if words.strip() else (REOPENING_REASON,)
    return found
