"""The evidence-led question: can the case go on without the victim? Asked in full before outcome 14 or 16 is thought of.

The checklist is ours, made from the joint inspection of 2020 (of 78 cases ended, 15 had missed reasonable lines and
38 of 76 had no supervisor's check) and OUT-26 page 19. Whoever is in charge answers; somebody with the authority
decides; where the evidence would do without the victim, that is an inspector.
"""

from collections.abc import Mapping
from enum import StrEnum

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.policing.desks import Authority
from constabulary.standards.dated import Confidence
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("evidence_led")
JOINT = "Joint inspection of evidence-led domestic abuse prosecutions 2020"
OUTCOMES = "Outcomes for Recorded Crimes, April 2026, page 19"


class Said(StrEnum):
    """The three answers of the checklist."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        """What people call it."""
        return {"yes": "Yes", "no": "No", "not_applicable": "Does not apply"}[self.value]


@value
class Item:
    """One question of the checklist. `must` is the answer without which nothing can be decided, if there is one."""

    code: str
    question: str
    group: str
    hint: str = ""
    must: Said | None = None


GROUPS: Mapping[str, str] = {
    "victim": "The victim",
    "safety": "Safety",
    "evidence": "Evidence that does not need the victim",
    "case": "The case",
}


def _item(code: str, question: str, group: str, hint: str = "", must: Said | None = None) -> Item:
    return Item(code=code, question=question, group=group, hint=hint, must=must)


CHECKLIST: tuple[Item, ...] = (
    _item("withdrawal_recorded", "Is the victim's position recorded in writing or on body-worn video?", "victim",
          must=Said.YES),
    _item("reasons_asked", "Was the victim asked why, and are the reasons recorded?", "victim", must=Said.YES),
    _item("freely_given", "Was it given freely, with the victim seen alone and fear and coercion explored?", "victim"),
    _item("support_offered", "Were special measures, an advocate (IDVA or ISVA) and support offered?", "victim",
          must=Said.YES),
    _item("told_how_to_return", "Was the victim told that they can come back, and how?", "victim"),
    _item("safe_contact_checked", "Was the safe way to reach the victim checked again?", "safety"),
    _item("risk_reassessed", "Was the risk assessed again, and safeguarding done or refreshed?", "safety",
          must=Said.YES),
    _item("future_harm", "Was the threat of future harm considered, to the public as well?", "safety", must=Said.YES),
    _item("protective_order", "Was a protective order considered?", "safety",
          hint="Domestic abuse, stalking or restraining."),
    _item("emergency_call", "Recording of the 999 or 101 call", "evidence", hint="Is it secured and does it help?"),
    _item("body_worn_video", "Body-worn video of the first account and the scene", "evidence"),
    _item("injuries", "Photographs, injuries and medical evidence", "evidence"),
    _item("cctv", "CCTV and doorbell footage", "evidence"),
    _item("neighbours", "Neighbours and house-to-house", "evidence"),
    _item("officers", "What officers saw and heard", "evidence"),
    _item("other_witnesses", "Children and other witnesses", "evidence"),
    _item("messages", "Telephones and messages", "evidence"),
    _item("forensic", "Forensic evidence", "evidence"),
    _item("suspect_account", "The suspect's account or admissions", "evidence"),
    _item("bad_character", "Bad character and earlier incidents", "evidence"),
    _item("hearsay", "First account as evidence of the fact, or hearsay", "evidence", hint="Res gestae."),
    _item("alternative_offences", "Were other offences considered that need no victim?", "case"),
    _item("suspect_interviewed", "Was the suspect interviewed?", "case", hint="If not, say why not."),
    _item("public_interest", "Was the public interest weighed against the victim's wishes?", "case", must=Said.YES),
    _item("early_advice", "Where the threshold is near: was early advice taken from the prosecutor?", "case"),
)  # fmt: skip
ITEMS: Mapping[str, Item] = {one.code: one for one in CHECKLIST}
EVIDENCE = tuple(one.code for one in CHECKLIST if one.group == "evidence")


@value
class Answer:
    """One answer: yes, no or does not apply, and what it rests on."""

    said: Said
    words: str = ""


class Conclusion(StrEnum):
    """What is recommended, or decided."""

    GO_ON = "go_on"
    SEEK_ADVICE = "seek_advice"
    CANNOT_GO_ON = "cannot_go_on"
    SHOULD_NOT_GO_ON = "should_not_go_on"

    @property
    def label(self) -> str:
        """What people call it."""
        return CONCLUSION_TITLES[self]

    @property
    def ends_the_case(self) -> bool:
        """Whether the case does not go on without the victim."""
        return self in {Conclusion.CANNOT_GO_ON, Conclusion.SHOULD_NOT_GO_ON}


CONCLUSION_TITLES = {
    Conclusion.GO_ON: "Go on without the victim",
    Conclusion.SEEK_ADVICE: "Ask the prosecutor first",
    Conclusion.CANNOT_GO_ON: "Cannot go on: the evidence would not do without the victim",
    Conclusion.SHOULD_NOT_GO_ON: "Should not go on, although the evidence might do: it is not in the public interest",
}


@value
class EvidenceLedAnswers:
    """The checklist as answered, with a recommendation and its reasons."""

    answers: Mapping[str, Answer]
    recommendation: Conclusion
    rationale: str


def _reason(code: str, sentence: str, field: str, *, source: str = JOINT) -> Reason:
    return REASONS.add(code, sentence, source=source, confidence=Confidence.ASSUMPTION, field=field)


UNANSWERED = _reason("unanswered", "Answer yes, no or does not apply.", "")
WORDS_MISSING = _reason("words-missing", "Say what this rests on.", "")
MUST_BE_DONE = _reason("must-be-done", "This must be done before the question can be decided.", "", source=OUTCOMES)
RATIONALE_MISSING = _reason("rationale-missing", "Say why.", "rationale", source=OUTCOMES)
DECIDED_ALREADY = _reason("decided-already", "This has been decided already.", "")
OWN_ANSWERS = _reason("own-answers", "Someone other than the person who answered decides.", "")


def find_reasons_against_answers(given: EvidenceLedAnswers) -> Reasons:
    """What the checklist lacks. Every question is answered; a no, and all evidence, says what it rests on."""
    reasons: list[Reason] = []
    for item in CHECKLIST:
        answer = given.answers.get(item.code)
        if answer is None:
            reasons.append(UNANSWERED.on(item.code))
        elif item.must is not None and answer.said is not item.must:
            reasons.append(MUST_BE_DONE.on(item.code))
        elif not answer.words.strip() and (answer.said is Said.NO or item.code in EVIDENCE):
            reasons.append(WORDS_MISSING.on(f"{item.code}_words"))
    if not given.rationale.strip():
        reasons.append(RATIONALE_MISSING)
    return tuple(reasons)


def authority_to_decide(conclusion: Conclusion, *, rape: bool, high_risk_abuse: bool) -> Authority:
    """Whose authority the decision needs: an inspector's where evidence would do, in rape and high-risk domestic abuse."""
    if conclusion is Conclusion.SHOULD_NOT_GO_ON or rape or high_risk_abuse:
        return Authority.INSPECTOR
    return Authority.SUPERVISOR


def find_reasons_against_decision(*, rationale: str, is_own: bool) -> Reasons:
    """Why a decision on the evidence-led question cannot stand."""
    against: list[tuple[bool, Reason]] = [(is_own, OWN_ANSWERS), (not rationale.strip(), RATIONALE_MISSING)]
    return tuple(reason for applies, reason in against if applies)
