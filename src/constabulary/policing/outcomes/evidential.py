"""Outcomes 14, 15, 16 and 18: the evidence does not reach, with or without the victim, with or without a suspect."""

from constabulary.policing.outcomes.facts import OutcomeFacts
from constabulary.policing.outcomes.preconditions import OURS, OutcomeRule, choice, rule, tick, words
from constabulary.policing.victims.positions import Pressure, Support


@rule(
    "pressure-asked",
    "Fear, coercion and pressure were asked about.",
    unmet="Ask the victim about fear, coercion and pressure, seen alone, and record what you found.",
    source="OUT page 19",
)
def pressure_is_asked(facts: OutcomeFacts) -> bool:
    """A withdrawal is not taken at its word."""
    return facts.victim.pressure is not Pressure.NOT_ASKED


@rule(
    "asked-alone",
    "No message of the victim's waits for them to be asked alone.",
    unmet="A message says, or could mean, that the victim withdraws. Ask them alone, in a safe way, and record their "
    "position in their own words: a message alone decides nothing.",
    source=OURS,
)
def victim_is_asked_alone(facts: OutcomeFacts) -> bool:
    """Somebody else may hold the telephone."""
    return not facts.victim.waits_to_be_asked


NO_SUPPORT_NO_SUSPECT = OutcomeRule(
    stated=(
        words("circumstances", "Why the victim is not able to support",
              unmet="Write down why the victim is not able to support.", source="OUT pages 17 and 19"),
    ),
    preconditions=(pressure_is_asked, victim_is_asked_alone),
)  # fmt: skip

DIFFICULTIES = {
    "identification": "Who did it cannot be proved",
    "insufficient": "The evidence as a whole is not enough",
    "account": "Accounts conflict and nothing decides between them",
    "witness": "A witness is not available or not willing",
    "forensic": "Forensic or digital evidence does not support it",
    "lost": "Evidence is lost",
    "prosecutor": "The prosecutor advised that the evidence is not enough",
}


def has_tried_to_reach(facts: OutcomeFacts) -> bool:
    """Whether enough was tried to reach a victim who does not reply: number, span, varied means, a visit among them."""
    asked, done = facts.numbers.reaching, facts.reaching
    return done.attempts >= asked.attempts and done.over_days >= asked.over_days and done.methods > 1 and done.visited


@rule(
    "victim-supports",
    "The victim supports, or cannot be reached although enough was tried.",
    unmet="Record that the victim supports. If they are not able to, it is 16; if they do not reply, record at least "
    "three attempts by varied means over a week, a visit among them.",
    source="OUT page 18",
)
def victim_supports(facts: OutcomeFacts) -> bool | None:
    """15 is for a victim who supports; one who cannot be reached has not withdrawn."""
    if facts.is_state_based:
        return None
    if facts.victim.support is Support.NOT_REACHED:
        return has_tried_to_reach(facts)
    return facts.victim.support is Support.SUPPORTS


EVIDENTIAL_DIFFICULTY = OutcomeRule(
    stated=(
        choice("difficulty", "The evidential difficulty", DIFFICULTIES, unmet="Name the evidential difficulty.",
               source="OUT page 18"),
        words("difficulty_words", "What exactly it is", unmet="Say what exactly the difficulty is.",
              source="OUT page 18"),
        tick("points_made_out", "The points to prove are made out.",
             unmet="An offence against the state whose points are not made out was recorded in error: consider C4.",
             source="OUT page 18", when=lambda facts: facts.is_state_based),
    ),
    preconditions=(victim_supports, victim_is_asked_alone),
)  # fmt: skip

PRINCIPLES = (
    ("safety_first", "The victim's safety came first."),
    ("allegation_tested", "The allegation was investigated, not the victim."),
    ("victim_updated", "The victim was kept up to date."),
    ("views_weighed", "The victim's views were weighed, and were not always decisive."),
    ("trauma_considered", "The effect of trauma was considered."),
    ("data_right", "What is recorded is right and complete."),
)
NO_SUPPORT = OutcomeRule(
    stated=(
        *NO_SUPPORT_NO_SUSPECT.stated,
        words("support_considered", "What support could help, and what came of it",
              unmet="Write down what support could help the victim to support, and what came of it.",
              source="OUT page 19"),
        words("future_harm", "The threat of future harm, to the public as well",
              unmet="Write down how the threat of future harm was considered, to the public as well.",
              source="OUT page 19"),
    ),
    preconditions=(pressure_is_asked, victim_is_asked_alone),
    by_approver=tuple(
        tick(code, title, unmet=f"Show the principle: {title[:1].lower()}{title[1:]}", source="OUT page 19",
             by_approver=True)
        for code, title in PRINCIPLES
    ),
)  # fmt: skip


@rule(
    "lines-were-there",
    "There were lines of enquiry, or it is said why there were none.",
    unmet="No line of enquiry was ever followed: say why there was none from the start.",
    source="OUT page 21",
    field="no_lines_because",
)
def lines_were_there(facts: OutcomeFacts) -> bool:
    """None at an early stage is possible, and said."""
    return facts.lines.ended > 0 or facts.lines.open > 0 or bool(facts.says("no_lines_because"))


NO_SUSPECT = OutcomeRule(preconditions=(lines_were_there,))
