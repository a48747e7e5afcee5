"""THRIVE as a form: six elements, each with its structured answers and its rationale, and the grade."""

from typing import Any

from constabulary.policing.incidents.thrive import (
    ContactMethod,
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
)
from constabulary.standards.response import RESPONSE_GRADES
from constabulary.standards.rulebook import on
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


def _titled(kind: Any) -> list[tuple[Any, str]]:
    return [(one.value, str(one.name).replace("_", " ").capitalize()) for one in kind]


class ThriveForm(PageForm):
    """The six elements and the grade."""

    threat_target = words("Who or what is threatened?")
    threat_source = words("By whom or what?")
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
    engagement_rationale = words("Engagement: why you say so", rows=2)
    grade = one_of("Grade", [])
    reason_below_floor = words("Reason for a grade below the floor rules", rows=2)

    def __init__(self, *args: Any, at: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        grades = on(at)[RESPONSE_GRADES].value.grades
        self.offer("grade", [(one.code, f"{one.code} {one.label}") for one in grades])

    def answers(self) -> ThriveAnswers:
        """The assessment as the rules take it."""
        data = self.cleaned_data
        return ThriveAnswers(
            threat=Threat(
                target=data["threat_target"],
                source=data["threat_source"],
                capability=0,
                intent=0,
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
                advice_given=(),
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
            ),
            engagement=Engagement(
                method=ContactMethod(data["engagement_method"]),
                call_back_owed=data["engagement_call_back"],
                safe_contact=data["engagement_safe_contact"],
                partner_referrals=tuple(data["engagement_partners"]),
                rationale=data["engagement_rationale"],
            ),
        )
