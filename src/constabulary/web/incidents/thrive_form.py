"""THRIVE as a form: six elements, each with its structured answers and its rationale, and the grade."""

from typing import Any

from django import forms

from constabulary.policing.decisions import Reasons
from constabulary.policing.incidents.blocks import Block, BlockAnswer, BlockState, find_missing_blocks
from constabulary.policing.incidents.grading import (
    Marked,
    find_reasons_against_grade,
    is_calm,
    is_marked,
    propose_grade,
    weigh_choice,
)
from constabulary.policing.incidents.log import ADVICE
from constabulary.policing.incidents.thrive import (
    THREAT_AND_NONE,
    WORDS_ASKED,
    ContactMethod,
    Element,
    Engagement,
    Harm,
    HarmType,
    Imminence,
    Investigation,
    Likelihood,
    Risk,
    Severity,
    Suspect,
    Threat,
    ThriveAnswers,
    Violence,
    Vulnerability,
    VulnerabilityFactor,
    elements_in_words,
    find_missing_answers,
    find_worries,
    question_set_named,
)
from constabulary.standards.response import ADVISORY_SCORE, RESPONSE_GRADES, THRIVE_BLOCKS
from constabulary.standards.rulebook import Rulebook
from constabulary.web.forming import PageForm, any_of, one_of, tick, words

LINES = (
    ("cctv", "CCTV or doorbell footage"),
    ("forensic", "Forensic"),
    ("witnesses", "Witnesses"),
    ("digital", "Telephones and messages"),
    ("suspect", "Suspect to be traced"),
)
PARTNERS = (
    ("social_care", "Social care"),
    ("health", "Health or ambulance"),
    ("housing", "Housing"),
    ("fire", "Fire and rescue"),
    ("support", "Victim support"),
)


CHOOSE = ("", "Choose")
LAST = ["advice", "qualifiers", "grade", "reason_below_floor"]
DEGREES = ((0, "0 None"), (1, "1 Little"), (2, "2 Some"), (3, "3 Full"))


#: The answers that a grade cannot be proposed without; each of the others may be no or nothing.
GRADED_BY = (
    "threat_capability", "threat_intent", "threat_violence", "threat_suspect", "harm_severity", "risk_likelihood",
    "risk_imminence", "engagement_method",
)  # fmt: skip


#: What "nobody is threatened" answers, first what is filled in where nothing was chosen.
NO_THREAT = {
    "threat_capability": ("0",), "threat_intent": ("0",), "threat_violence": (Violence.NONE.value,),
    "threat_suspect": (Suspect.NONE.value, Suspect.GONE.value),
}  # fmt: skip
THREATENING = ("threat_in_progress", "threat_weapon", "threat_danger_to_life")


def _titled(kind: Any) -> list[tuple[Any, str]]:
    return [(one.value, str(one.name).replace("_", " ").capitalize()) for one in kind]


class ThriveForm(PageForm):
    """The six elements and the grade."""

    threat_none = tick(
        "Nobody is threatened, and no suspect is there or near", hint="Answers what you leave open under threat."
    )
    threat_target = words("Who or what is threatened?")
    threat_source = words("By whom or what?")
    threat_capability = one_of("How able are they?", [CHOOSE, *DEGREES], select=True)
    threat_intent = one_of("How far do they mean it?", [CHOOSE, *DEGREES], select=True)
    threat_violence = one_of("Violence", [CHOOSE, *_titled(Violence)], select=True)
    threat_suspect = one_of("The suspect is", [CHOOSE, *_titled(Suspect)], select=True)
    threat_in_progress = tick("It is happening now")
    threat_weapon = tick("A weapon is there")
    threat_danger_to_life = tick("Somebody's life is in danger")
    threat_rationale = words("Threat: why you say so", rows=2)
    harm_types = any_of("Kinds of harm", _titled(HarmType))
    harm_severity = one_of(
        "How bad would it be?", [CHOOSE, *((int(one), _titled(Severity)[int(one)][1]) for one in Severity)], select=True
    )
    harm_serious_injury = tick("Somebody is seriously injured")
    harm_rationale = words("Harm: why you say so", rows=2)
    risk_likelihood = one_of(
        "How likely is it?",
        [CHOOSE, *((int(one), _titled(Likelihood)[int(one)][1]) for one in Likelihood)],
        select=True,
    )
    risk_imminence = one_of("How soon?", [CHOOSE, *_titled(Imminence)], select=True)
    risk_interim = words("What could happen before we are there?")
    risk_rationale = words("Risk: why you say so", rows=2)
    investigation_needed = tick("An investigation is needed")
    investigation_lines = any_of("Evidence there may be", LINES)
    investigation_perishable = tick("Key evidence or a witness is about to be lost")
    investigation_rationale = words("Investigation: why you say so", rows=2)
    vulnerability_factors = any_of("What makes anyone vulnerable?", _titled(VulnerabilityFactor))
    household_asked = tick("I asked who else is there and whether they are vulnerable")
    household_not_asked_because = words("If you could not ask, why", hint="For example: cannot speak, rang off.")
    vulnerability_alone = tick("A child or vulnerable person is alone and at risk")
    vulnerability_repeat = tick("A repeat victim")
    vulnerability_high_risk_history = tick("High-risk domestic abuse is on record")
    vulnerability_distress = tick("In serious distress")
    vulnerability_safeguarding = tick("Safeguarding is needed")
    vulnerability_rationale = words("Vulnerability: why you say so", rows=2)
    engagement_method = one_of("How should we deal with them?", [CHOOSE, *_titled(ContactMethod)], select=True)
    engagement_call_back = tick("We owe them a call back or an enquiry")
    engagement_safe_contact = words("How can they safely be reached?")
    engagement_partners = any_of("Partners to tell", PARTNERS)
    cannot_speak_freely = tick(
        "The caller cannot speak freely", hint="Ask yes-or-no questions. Do not ring back unasked."
    )
    engagement_rationale = words("Engagement: why you say so", rows=2)
    advice = any_of("Advice given", list(ADVICE.items()))
    grade = one_of("Grade", [])
    reason_below_floor = words(
        "Why a less urgent grade is right", hint="Below the floor, or lower than before: a supervisor decides.", rows=2
    )

    def __init__(self, *args: Any, rulebook: Rulebook, **options: Any) -> None:
        super().__init__(*args, **options)
        self.rulebook = rulebook
        grades = rulebook[RESPONSE_GRADES].value.grades
        self.offer("grade", [(one.code, f"{one.code} {one.label}") for one in grades])
        self.blocks = tuple(Block(one) for one in rulebook[THRIVE_BLOCKS].value)
        for block in self.blocks:
            self.fields[f"block_{block.value}"] = one_of(
                block.question, [CHOOSE, *((one.value, one.label) for one in BlockState)], select=True
            )
            self.fields[f"block_{block.value}_words"] = words("In a few words")
        # The blocks stand before these on the page.
        self.order_fields([name for name in self.fields if name not in LAST] + LAST)

    def clean(self) -> dict[str, Any]:
        """Whoever ticks that nobody is threatened need not choose four times that nobody is."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("threat_none"):
            if any(data.get(name) for name in THREATENING) or any(
                data.get(name, "") not in {"", *answers} for name, answers in NO_THREAT.items()
            ):
                self.add_missing((THREAT_AND_NONE,))
            else:
                for name, answers in NO_THREAT.items():
                    self.errors.pop(name, None)
                    data[name] = data.get(name) or answers[0]
        return data

    @property
    def can_be_graded(self) -> bool:
        """Whether every answer is there that a grade is proposed from; how somebody came to them may follow."""
        return not self.errors.keys() & set(GRADED_BY)

    def missing_answers(self) -> Reasons:
        """What the assessment lacks to count as one, whatever else is not answered yet."""
        so_far = self.answers(so_far=True)
        return (
            *find_missing_answers(so_far, in_words=self._in_words(so_far)),
            *find_missing_blocks(so_far.blocks, self.blocks),
        )

    def _in_words(self, answers: ThriveAnswers) -> frozenset[Element]:
        """The elements to be said in words at the grade chosen; before one is chosen, at the one that is proposed."""
        grades, marked = self.rulebook[RESPONSE_GRADES], self.marked()
        if not self.can_be_graded:
            return self._in_words_before_grading(answers, marked)
        grading = propose_grade(answers, marked=marked, grades=grades, weights=self.rulebook[ADVISORY_SCORE])
        grade = self.cleaned_data.get("grade") or grading.grade
        calm = is_calm(grade, grading=grading, answers=answers, marked=marked, grades=grades.value)
        return elements_in_words(answers, is_calm=calm)

    def _in_words_before_grading(self, answers: ThriveAnswers, marked: Marked) -> frozenset[Element]:
        """Before a grade can be proposed: all six, unless nobody would be sent at the one chosen; then what worries so far."""
        deployed = {one.code for one in self.rulebook[RESPONSE_GRADES].value.grades if one.deployed}
        chosen = self.cleaned_data.get("grade")
        if not chosen or chosen in deployed or is_marked(answers, marked):
            return frozenset(Element)
        # What stands in place of an answer that is not there yet gives no cause to worry.
        unanswered = {name.split("_")[0] for name in GRADED_BY if name in self.errors}
        return frozenset(one for one in find_worries(answers) if one.value not in unanswered)

    @property
    def words_asked(self) -> str:
        """Which words are asked for, in the rule's own sentence."""
        return WORDS_ASKED

    def marked(self) -> Marked:
        """What the call or the incident is marked as; THRIVE alone marks nothing."""
        return Marked()

    def reasons_against_grade(self, marked: Marked) -> Reasons:
        """Why the grade chosen cannot stand; nothing while something that it is weighed by is missing."""
        if self.errors.keys() - {"reason_below_floor"} or not self.cleaned_data.get("grade"):
            return ()
        grades, data = self.rulebook[RESPONSE_GRADES], self.cleaned_data
        grading = propose_grade(self.answers(), marked=marked, grades=grades, weights=self.rulebook[ADVISORY_SCORE])
        choice = weigh_choice(data["grade"], grading=grading, current="", grades=grades.value)
        return find_reasons_against_grade(choice, reason_below_floor=data["reason_below_floor"])

    def _so_far(self) -> dict[str, Any]:
        """The answers given; for each that was refused one that could have been, or none."""
        filled = dict(self.cleaned_data)
        for name in self.fields.keys() - filled.keys():
            choices = getattr(self.fields[name], "choices", ())
            first = next((value for value, _ in choices if value != ""), "")
            filled[name] = [] if isinstance(self.fields[name], forms.MultipleChoiceField) else first
        return filled

    def _blocks(self, data: dict[str, Any]) -> tuple[BlockAnswer, ...]:
        return tuple(
            BlockAnswer(
                block=block,
                state=BlockState(data[f"block_{block.value}"]),
                words=data[f"block_{block.value}_words"],
            )
            for block in self.blocks
        )

    def answers(self, *, so_far: bool = False) -> ThriveAnswers:
        """The assessment as the rules take it; `so_far`, with something in place of what is not answered yet."""
        data = self._so_far() if so_far else self.cleaned_data
        return ThriveAnswers(
            threat=Threat(
                target=data["threat_target"],
                source=data["threat_source"],
                capability=int(data["threat_capability"]),
                intent=int(data["threat_intent"]),
                in_progress=data["threat_in_progress"],
                violence=Violence(data["threat_violence"]),
                weapon=data["threat_weapon"],
                danger_to_life=data["threat_danger_to_life"],
                suspect=Suspect(data["threat_suspect"]),
                rationale=data["threat_rationale"],
            ),
            harm=Harm(
                types=tuple(HarmType(one) for one in data["harm_types"]),
                severity=Severity(int(data["harm_severity"])),
                serious_injury=data["harm_serious_injury"],
                rationale=data["harm_rationale"],
            ),
            risk=Risk(
                likelihood=Likelihood(int(data["risk_likelihood"])),
                imminence=Imminence(data["risk_imminence"]),
                interim_risk=data["risk_interim"],
                rationale=data["risk_rationale"],
            ),
            investigation=Investigation(
                needed=data["investigation_needed"],
                lines=tuple(data["investigation_lines"]),
                key_evidence_perishable=data["investigation_perishable"],
                advice_given=tuple(data["advice"]),
                rationale=data["investigation_rationale"],
            ),
            vulnerability=Vulnerability(
                factors=tuple(VulnerabilityFactor(one) for one in data["vulnerability_factors"]),
                household_asked=data["household_asked"],
                alone_at_risk=data["vulnerability_alone"],
                repeat_victim=data["vulnerability_repeat"],
                high_risk_abuse_history=data["vulnerability_high_risk_history"],
                serious_distress=data["vulnerability_distress"],
                safeguarding_needed=data["vulnerability_safeguarding"],
                rationale=data["vulnerability_rationale"],
                household_not_asked_because=data["household_not_asked_because"],
            ),
            engagement=Engagement(
                method=ContactMethod(data["engagement_method"]),
                call_back_owed=data["engagement_call_back"],
                safe_contact=data["engagement_safe_contact"],
                partner_referrals=tuple(data["engagement_partners"]),
                rationale=data["engagement_rationale"],
                cannot_speak_freely=data["cannot_speak_freely"],
            ),
            blocks=self._blocks(data),
            question_set=question_set_named(self.blocks),
        )


def initial_of(answers: ThriveAnswers) -> dict[str, Any]:
    """The form filled in with an earlier assessment, so that only what has changed is keyed again."""
    threat, harm, risk = answers.threat, answers.harm, answers.risk
    looked_into, person, contact = answers.investigation, answers.vulnerability, answers.engagement
    filled = {
        "threat_target": threat.target, "threat_source": threat.source, "threat_capability": threat.capability,
        "threat_intent": threat.intent, "threat_violence": threat.violence.value,
        "threat_suspect": threat.suspect.value, "threat_in_progress": threat.in_progress,
        "threat_weapon": threat.weapon, "threat_danger_to_life": threat.danger_to_life,
        "threat_rationale": threat.rationale, "harm_types": [one.value for one in harm.types],
        "harm_severity": int(harm.severity), "harm_serious_injury": harm.serious_injury,
        "harm_rationale": harm.rationale, "risk_likelihood": int(risk.likelihood),
        "risk_imminence": risk.imminence.value, "risk_interim": risk.interim_risk, "risk_rationale": risk.rationale,
        "investigation_needed": looked_into.needed, "investigation_lines": list(looked_into.lines),
        "investigation_perishable": looked_into.key_evidence_perishable, "advice": list(looked_into.advice_given),
        "investigation_rationale": looked_into.rationale,
        "vulnerability_factors": [one.value for one in person.factors], "household_asked": person.household_asked,
        "household_not_asked_because": person.household_not_asked_because, "vulnerability_alone": person.alone_at_risk,
        "vulnerability_repeat": person.repeat_victim,
        "vulnerability_high_risk_history": person.high_risk_abuse_history,
        "vulnerability_distress": person.serious_distress, "vulnerability_safeguarding": person.safeguarding_needed,
        "vulnerability_rationale": person.rationale, "engagement_method": contact.method.value,
        "engagement_call_back": contact.call_back_owed, "engagement_safe_contact": contact.safe_contact,
        "engagement_partners": list(contact.partner_referrals), "engagement_rationale": contact.rationale,
        "cannot_speak_freely": contact.cannot_speak_freely,
    }  # fmt: skip
    for one in answers.blocks:
        filled |= {f"block_{one.block.value}": one.state.value, f"block_{one.block.value}_words": one.words}
    return filled
