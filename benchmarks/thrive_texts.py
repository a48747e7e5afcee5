"""THRIVE assessments as handlers may type them: six short answers, each in one's own habitual words or in others, with what the
caller said filled in.

A demonstration force has two wordings in all, so near copies among its own texts say nothing. These follow what was really
answered there (weapon, severity, who is vulnerable); how people word it is ours. `habit` is how often somebody uses the
wording they always use.
"""

from collections.abc import Mapping
from random import Random
from typing import Any

WHO = (
    "her ex partner", "his brother", "a neighbour at number {n}", "two youths on bikes", "a man in a grey hood", "a woman she knows from work",
    "the landlord", "a customer", "her son", "a former friend", "somebody unknown", "the driver of a white van", "a lad from the school",
    "his stepfather", "a lodger", "a group by the shops",
)  # fmt: skip
WHERE = (
    "in the hallway", "outside the station", "at the back door", "in the car park", "on the stairs", "by the bus stop", "at work", "in the park",
    "in the front garden", "at the till", "on the corner", "in the lift", "near the school gate", "on the phone", "by message",
)  # fmt: skip
WHEN = (
    "just now", "about {n} minutes ago", "last night", "around {n} this morning", "on and off for {n} days", "since the weekend", "an hour ago",
    "while he was out", "after a party", "when she came home",
)  # fmt: skip
SEEN = (
    "the window is broken", "nothing was taken", "the phone is gone", "a red mark on the arm", "the door is damaged", "no injury seen", "the bag was found empty",
    "paint on the fence", "a cut to the hand", "tools are missing", "shouting can be heard", "the dog is upset", "the lock was forced",
    "messages were saved", "cash is missing", "the car will not start",
)  # fmt: skip
WORDED: Mapping[str, tuple[str, ...]] = {
    "threat": (
        "Caller reports {who} {where} {when}, {seen}.", "{who} was {where} {when}. {seen}.", "Says that {when} {who} came and {seen}, all {where}.",
        "Threat from {who}, {where}; {seen}.", "{when} {where}: {who} made threats, {seen}.", "Informant states {who} is involved, {when}, and {seen}.",
    ),
    "harm": (
        "Harm {severity}, {seen}.", "No ambulance asked for, harm is {severity}.", "{severity} harm as told, {seen}; caller is shaken.",
        "Nobody needs a doctor, {severity}.", "Harm so far {severity}, may be worse for {who}.",
    ),
    "risk": (
        "Risk is {likelihood} given {who}.", "Happened {n} times before, {likelihood} to happen again.", "Would be {likelihood} tonight as {who} has a key.",
        "{likelihood}, caller has locked the door.", "Risk {likelihood}; {who} has left {where}.",
    ),
    "investigation": (
        "CCTV {where} may show it.", "Names of {n} witnesses were given.", "Photographs asked for, {seen}.", "Nothing to follow beyond {who}.",
        "House to house {where} could help.",
    ),
    "vulnerability": (
        "{vulnerable}, lives with {who}.", "{vulnerable}. Children {n} and {m} in the house.", "Asked: {vulnerable}.", "Household asked, {vulnerable}, no other concern.",
        "{vulnerable} and alone until {n}.",
    ),
    "engagement": (
        "Will wait for a call after {n}.", "Happy to be seen, {when} is best.", "Prefers a text, not while {who} is about.", "Agreed with the caller, ring before coming.",
        "Will give a statement {where}.",
    ),
}  # fmt: skip


def worded(answers: Mapping[str, Any], *, assessor: int, number: int, habit: float) -> str:
    """The words of one assessment; the same for the same row."""
    dice = Random(f"thrive text {number}")
    facts = {
        "who": dice.choice(WHO), "where": dice.choice(WHERE), "when": dice.choice(WHEN), "seen": dice.choice(SEEN),
        "severity": _of(answers, "harm", "severity"), "likelihood": _of(answers, "risk", "likelihood"),
        "vulnerable": " and ".join(map(str, answers.get("vulnerability", {}).get("factors") or ["nobody vulnerable"])),
    }  # fmt: skip
    numbers = {"n": dice.randrange(2, 30), "m": dice.randrange(1, 17)}
    said = []
    for element, wordings in WORDED.items():
        usual = Random(f"{assessor} {element}").choice(wordings)
        wording = usual if dice.random() < habit else dice.choice(wordings)
        said.append(wording.format(**facts, **numbers).format(**numbers))
    return " ".join(said)


def _of(answers: Mapping[str, Any], element: str, name: str) -> str:
    return str(answers.get(element, {}).get(name, "not known")).replace("_", " ")
