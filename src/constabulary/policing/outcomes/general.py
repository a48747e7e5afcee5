"""Preconditions that many outcomes share; which of them an outcome has follows from the national list."""

from constabulary.policing.incidents.thrive import plainly
from constabulary.policing.investigation.register import ON_REGISTER
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.outcomes.facts import OutcomeFacts, circumstances_of
from constabulary.policing.outcomes.preconditions import OURS, Precondition, Stage, rule
from constabulary.policing.victims.contact import TellingFacts
from constabulary.standards.investigation import TellingAttempts
from constabulary.standards.outcomes import SuspectNeeded, VictimNeeded


@rule(
    "rationale", "The reasons are written down.", unmet="Write down why this outcome is right.", source=OURS,
    field="rationale",
)  # fmt: skip
def rationale_is_given(facts: OutcomeFacts) -> bool:
    """Every outcome says why."""
    return bool(facts.rationale.strip())


@rule(
    "suspect-named",
    "A suspect is named.",
    unmet="Choose the suspect this outcome is about; nobody who is named is chosen.",
    source="HOCR pages 22 to 23",
    field="suspect",
)
def suspect_is_named(facts: OutcomeFacts) -> bool:
    """Police know whom they could identify and apprehend."""
    return facts.suspect is not None and facts.suspect.is_named


@rule(
    "suspect-identified",
    "The suspect's true identity is established.",
    unmet="Establish who the suspect truly is first.",
    source="HOCR pages 22 to 23",
    field="suspect",
)
def suspect_is_identified(facts: OutcomeFacts) -> bool:
    """15 and 16 need a true identity, not just a name."""
    return facts.suspect is not None and facts.suspect.is_named and facts.suspect.identity_established


@rule(
    "suspect-recorded",
    "The suspect is recorded as suspect.",
    unmet="Record this person as the suspect: their identity is established first, then this.",
    source="OUT page 18",
    field="suspect",
)
def suspect_is_recorded(facts: OutcomeFacts) -> bool:
    """15 and 16 need someone recorded as the suspect of this crime."""
    return facts.suspect is not None and facts.suspect.recorded_as_suspect


@rule(
    "no-suspect-named",
    "No suspect is named.",
    unmet="A suspect is named: this outcome is closed while that stands. If nothing remains that could establish who "
    "they are, a supervisor records why.",
    source="OUT pages 17 and 21",
)
def no_suspect_is_named(facts: OutcomeFacts) -> bool:
    """14 and 18 are closed while a suspect is named; for 18 a supervisor may have ruled identity out of reach."""
    return not any(one.bars_no_suspect if facts.type.number == 18 else one.is_named for one in facts.suspects)


@rule(
    "suspect-told",
    "The suspect knows that they will be recorded as responsible, and what that can mean.",
    unmet="The suspect must be told, before it is applied, that they will be recorded as responsible and what that "
    "can mean, for example for a criminal records check.",
    source="OUT page 3",
    stage=Stage.APPROVAL,
)
def suspect_is_told(facts: OutcomeFacts) -> bool:
    """For 1 to 4, 6 to 10, 21 and 22."""
    return facts.suspect is not None and facts.suspect.told_responsible


@rule(
    "victim-told",
    "The victim was told before the outcome is applied.",
    unmet="Tell the victim of this outcome first. If they cannot be reached: two recorded attempts by the safe route "
    "and a letter or message left by it. If telling them would put them in danger, safeguarding decides.",
    source="OUT page 3",
    stage=Stage.APPROVAL,
)
def victim_is_told(facts: OutcomeFacts) -> bool | None:
    """Told of this very outcome, or what by our ruling counts as told. An offence against the state has no victim."""
    if facts.is_state_based:
        return None
    return counts_as_told(facts.telling, facts.numbers.telling)


def counts_as_told(done: TellingFacts, asked: TellingAttempts) -> bool:
    """Told; so many recorded attempts by the safe route and a letter or message left by it; or ruled to be unsafe."""
    return (
        done.told
        or done.ruled_unsafe
        or (done.attempts >= asked.attempts and (done.message_left or not asked.message_left))
    )


@rule(
    "old-enough",
    "The suspect is of the age this outcome is for.",
    unmet="This outcome is for adults: the suspect's age on the day is not known to be 18 or over.",
    source="OUT pages 10 to 25",
    field="suspect",
)
def suspect_is_old_enough(facts: OutcomeFacts) -> bool:
    """Where the list gives a lowest age."""
    age = facts.suspect.age if facts.suspect else None
    return age is not None and age >= (facts.type.from_age or 0)


@rule(
    "young-enough",
    "The suspect is of the age this outcome is for.",
    unmet="This outcome is for younger people: the suspect's age on the day is not known to be below its limit.",
    source="OUT pages 10 to 25",
    field="suspect",
)
def suspect_is_young_enough(facts: OutcomeFacts) -> bool:
    """Where the list gives an age that the suspect must be under."""
    age = facts.suspect.age if facts.suspect else None
    return age is not None and age < (facts.type.under_age or 0)


@rule(
    "not-barred",
    "The offence is not one that this outcome is closed to.",
    unmet="This outcome is closed to indictable-only offences and to abuse between intimate partners.",
    source="OUT page 15",
)
def offence_is_not_barred(facts: OutcomeFacts) -> bool:
    """Where the list bars circumstances."""
    return not set(facts.type.barred_for) & circumstances_of(facts)


@rule(
    "of-scheme",
    "The offence is one that a penalty notice can be given for.",
    unmet="No penalty notice can be given for this offence: the scheme has theft, criminal damage, section 5 of the "
    "Public Order Act, and possession of cannabis or khat.",
    source="Criminal Justice and Police Act 2001, section 1(1), as in force on 1 July 2012; khat not read",
)
def offence_is_of_scheme(facts: OutcomeFacts) -> bool:
    """Where the list names the offences."""
    return facts.crime.offence.code in facts.type.only_codes


@rule(
    "exceptional",
    "Where this outcome is exceptional, it is said why.",
    unmet="For an offence like this the outcome is exceptional: say what makes it right here.",
    source="OUT pages 15 and 21 to 22",
    field="exceptional_because",
)
def exception_is_explained(facts: OutcomeFacts) -> bool | None:
    """Where the list says normally not."""
    if not set(facts.type.exceptional_for) & circumstances_of(facts):
        return None
    return bool(facts.says("exceptional_because"))


@rule(
    "related-crime",
    "What was charged, cautioned or admitted is this crime, not only a related one.",
    unmet="Only a related crime was dealt with like this. Record that crime, give it this outcome, and give this one "
    "another, for example 15.",
    source="HOCR pages 18 and 58",
    field="only_related",
)
def it_is_not_only_a_related_crime(facts: OutcomeFacts) -> bool:
    """The related-crime rule: both texts' lists, joined until a registrar settles it."""
    return not facts.ticked("only_related")


@rule(
    "position-recorded",
    "The victim is not able to support, and has said so.",
    unmet="Record the victim's position first. Silence, or not being able to reach them, is not a position.",
    source="OUT pages 17 and 19",
)
def victim_is_not_able(facts: OutcomeFacts) -> bool:
    """14 and 16 rest on what the victim said; silence is never enough."""
    return facts.victim.does_not_support


@rule(
    "wishes-recorded",
    "The victim's wishes are recorded where they can be audited.",
    unmet="Record what the victim wants, and where that can be audited.",
    source="OUT pages 17 and 19",
)
def wishes_are_recorded(facts: OutcomeFacts) -> bool:
    """14 and 16 need an auditable record."""
    return facts.victim.wishes_recorded and facts.victim.auditable


@rule(
    "evidence-led-decided",
    "The evidence-led question is decided: the case does not go on without the victim.",
    unmet="Decide first whether the case can go on without the victim. This outcome is open only when somebody with "
    "the authority has decided that it cannot or should not.",
    source="Our safeguard: page 19 of Outcomes for Recorded Crimes, April 2026, asks that it is considered",
)
def evidence_led_is_decided(facts: OutcomeFacts) -> bool:
    """14 and 16 wait for the decision on the evidence-led question."""
    return facts.evidence_led is not None and facts.evidence_led.ends_the_case


#: The ways out without anybody held responsible, which a crime that nobody investigated may take only by a decision.
WITHOUT_INVESTIGATION = frozenset({14, 15, 16, 18, 20, 21})


@rule(
    "filed",
    "It was decided, with reasons, that this crime is not investigated.",
    unmet="No officer has had this crime. Decide first, with reasons, whether it is investigated or filed at the desk.",
    source=OURS,
)
def filing_was_decided(facts: OutcomeFacts) -> bool | None:
    """Nothing is screened out by an outcome: that decision comes before, and some are drawn to be investigated anyway."""
    return facts.crime.filed if facts.crime.never_given else None


#: The ways out in which nobody is charged, cautioned or fined: what an investigation owes comes before each of them.
WAYS_OUT = frozenset({8, 9, 10, 12, 13, 14, 15, 16, 17, 18, 20, 21, 22})
#: Of those, the ones that the law closes whether the suspect was heard or not.
CLOSED_BY_LAW = frozenset({17})


@rule(
    "plan-set",
    "The investigation was planned.",
    unmet="No plan was set: plan the investigation, follow its lines, and end each with its result.",
    source=OURS,
)
def plan_is_set(facts: OutcomeFacts) -> bool | None:
    """An officer who had the crime planned it; one that was filed with reasons has none."""
    return None if facts.crime.never_given else facts.work.planned


@rule(
    "lines-ended",
    "Every line of enquiry has ended.",
    unmet="Lines of enquiry are open: end each with its result, or say why it is not pursued.",
    source="OUT page 21",
)
def lines_have_ended(facts: OutcomeFacts) -> bool:
    """Nothing realistic is left to do."""
    return facts.lines.open == 0


@rule(
    "victim-contacted",
    "The victim was spoken to in the investigation, or enough was tried.",
    unmet="Speak to the victim first: nothing is recorded of contact with them since the report but letters.",
    source=OURS,
)
def victim_was_contacted(facts: OutcomeFacts) -> bool | None:
    """A crime is not closed on somebody whom nobody spoke to."""
    if facts.is_state_based or facts.crime.never_given:
        return None
    return facts.work.contacted or facts.reaching.attempts >= facts.numbers.telling.attempts


@rule(
    "risk-assessed",
    "The risk that was asked for is assessed.",
    unmet="The risk to the victim was asked for and is not assessed yet: assess it first.",
    source=OURS,
)
def risk_is_assessed(facts: OutcomeFacts) -> bool:
    """Whatever the call made due of an assessment or of the stalking questions is done."""
    return not facts.work.risk_is_open


@rule(
    "suspects-heard",
    "Whoever is named was interviewed, eliminated, or settled with reasons.",
    unmet="Somebody who is named was neither interviewed nor eliminated: do so, or decide with reasons that no further "
    "action is taken against them.",
    source=OURS,
)
def suspects_are_heard(facts: OutcomeFacts) -> bool:
    """A way out is no way round the suspect; whoever cannot be identified cannot be heard."""
    return all(one.was_heard_or_settled for one in facts.suspects if one.bars_no_suspect)


@rule(
    "others-settled",
    "Nobody else who is named is left without a decision, and nobody is wanted.",
    unmet="Somebody named is still wanted, on bail, released under investigation or to be found: decide what happens "
    "with them first. An outcome settles only whom it is about.",
    source=OURS,
)
def others_are_settled(facts: OutcomeFacts) -> bool:
    """No clock of a suspect runs on behind a crime that is closed."""
    about = facts.suspect.id if facts.suspect is not None else None
    return all(
        one.status not in ON_REGISTER or (one.id == about and one.status is not SuspectStatus.WANTED_CIRCULATED)
        for one in facts.suspects
        if one.bars_no_suspect
    )


@rule(
    "own-words",
    "Each statement is in words of its own.",
    unmet="The same words stand in more than one place: say of each what belongs to it.",
    source=OURS,
    field="rationale",
)
def words_are_their_own(facts: OutcomeFacts) -> bool:
    """Words that fit everywhere say nothing anywhere; a full stop or a space more makes no other sentence."""
    # A choice, a day or a tick is one word; only sentences are compared.
    said = (*facts.stated.values(), facts.rationale)
    plain = [plainly(one) for one in said if len(one.split()) > 1]
    return len(set(plain)) == len(plain)


def general_preconditions(facts: OutcomeFacts) -> tuple[Precondition, ...]:
    """The shared preconditions of an outcome, from the national list."""
    listed = facts.type
    chosen: list[tuple[bool, Precondition]] = [
        (listed.suspect is SuspectNeeded.NAMED, suspect_is_named),
        (listed.suspect is SuspectNeeded.IDENTIFIED, suspect_is_identified),
        (listed.suspect is SuspectNeeded.IDENTIFIED, suspect_is_recorded),
        (listed.suspect is SuspectNeeded.NONE, no_suspect_is_named),
        (listed.from_age is not None, suspect_is_old_enough),
        (listed.under_age is not None, suspect_is_young_enough),
        (bool(listed.barred_for), offence_is_not_barred),
        (bool(listed.only_codes), offence_is_of_scheme),
        (bool(listed.exceptional_for), exception_is_explained),
        (listed.victim is VictimNeeded.NOT_ABLE, victim_is_not_able),
        (listed.victim is VictimNeeded.NOT_ABLE, wishes_are_recorded),
        (listed.victim is VictimNeeded.NOT_ABLE, evidence_led_is_decided),
        (str(listed.number) in facts.numbers.related_bars, it_is_not_only_a_related_crime),
        (listed.number in WITHOUT_INVESTIGATION, filing_was_decided),
        (listed.number in WAYS_OUT, plan_is_set),
        (listed.number in WAYS_OUT, lines_have_ended),
        (listed.number in WAYS_OUT, victim_was_contacted),
        (listed.number in WAYS_OUT, risk_is_assessed),
        (listed.number in WAYS_OUT - CLOSED_BY_LAW, suspects_are_heard),
        (listed.number in WAYS_OUT, others_are_settled),
        (True, rationale_is_given),
        (True, words_are_their_own),
        (listed.suspect_told, suspect_is_told),
        (True, victim_is_told),
    ]
    return tuple(one for applies, one in chosen if applies)
