"""Each row: an outcome that could be approved, one thing changed, and the precondition that then stands in its way."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from constabulary.policing.investigation.evidence_led import Conclusion
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.outcomes.check import RULES
from constabulary.policing.outcomes.facts import LineCount, WorkDone
from constabulary.policing.outcomes.preconditions import Kind, Stated
from constabulary.policing.victims.contact import ReachingFacts, TellingFacts
from constabulary.policing.victims.positions import Pressure, Support, VictimFacts
from tests.factories.outcomes import DOES_NOT, SUPPORTS, crime, matter, offence, with_suspect


@dataclass(frozen=True)
class Row:
    """One thing missing. `also` names other preconditions that fall with it."""

    outcome: str
    missing: str
    words: str
    changes: dict[str, Any]
    also: frozenset[str] = field(default_factory=frozenset)


WAYS_OUT = ("8", "9", "10", "12", "13", "14", "15", "16", "17", "18", "20", "21", "22")
HEARING = ("8", "9", "10", "12", "13", "15", "16", "20", "21", "22")
RELEASED = SuspectStatus.UNDER_INVESTIGATION
UNHEARD = SuspectStatus.NAMED_NOT_ARRESTED
RISK_OPEN = WorkDone(planned=True, contacted=True, risk_is_open=True)
NOBODY = {"suspect": None, "suspects": ()}
UNTOLD = {"telling": TellingFacts()}
BLANK = {"rationale": " "}
KNIFE = {"crime": crime(offence=offence("008/26"), has_victim=False)}
ROBBERY = {"crime": crime(offence=offence("034/01"))}
MURDER = {"crime": crime(offence=offence("001/01"))}
RAPE = {"crime": crime(offence=offence("019/07"))}
SILENT = VictimFacts(support=Support.NOT_REACHED)
NAMED = with_suspect(status=SuspectStatus.NAMED_NOT_ARRESTED, identity_established=False, recorded_as_suspect=False)

TOLD = ("1", "1A", "2", "2A", "3", "3A", "4", "6", "7", "8", "9", "10", "21", "22")
NAMING = (*TOLD, "5", "11", "12", "13", "17", "23", "24")


def _general() -> Iterator[Row]:
    for code in RULES:
        yield Row(code, "rationale", "No reasons are written down", BLANK)
        if code != "7":
            yield Row(code, "victim-told", "The victim has not been told", UNTOLD)
    for code in NAMING:
        yield Row(code, "suspect-named", "Nobody is named", NOBODY, _fall_with_nobody(code))
    for code in TOLD:
        yield Row(code, "suspect-told", "The suspect has not been told", _untold_suspect(code))
    for code in ("1", "1A", "2", "2A", "3", "3A", "4", "6"):
        yield Row(code, "related-crime", "Only a related crime was dealt with so", {"stated": {"only_related": "yes"}})
    for code in ("3", "3A", "6", "7", "24"):
        yield Row(code, "old-enough", "The suspect was 17", _suspect_of(code, age=17))
    for code in ("2", "2A", "23"):
        yield Row(code, "young-enough", "The suspect was 18", _suspect_of(code, age=18))
        yield Row(code, "of-responsible-age", "The suspect was 9", _suspect_of(code, age=9))
    for code in ("14", "15", "16", "18", "20", "21"):
        yield Row(code, "filed", "No officer had it, nobody decided to file it", {"crime": crime(never_given=True)})
    yield Row("11", "young-enough", "The suspect was 10", _suspect_of("11", age=10))


def _work_done() -> Iterator[Row]:
    for code in WAYS_OUT:
        yield Row(code, "plan-set", "No plan was set", {"work": WorkDone(contacted=True)})
        yield Row(code, "lines-ended", "A line of enquiry is open", {"lines": LineCount(open=1, ended=2)})
        yield Row(code, "victim-contacted", "Nobody spoke to the victim", {"work": WorkDone(planned=True)})
        yield Row(
            code,
            "victim-contacted",
            "Nobody spoke to the victim, and it was tried once only",
            {"work": WorkDone(planned=True), "reaching": ReachingFacts(attempts=1)},
        )
        yield Row(code, "risk-assessed", "The risk was asked for and not assessed", {"work": RISK_OPEN})
    for code in HEARING:
        yield Row(code, "suspects-heard", "The suspect was not heard", with_suspect(interviewed=False, status=UNHEARD))
        yield Row(
            code,
            "suspects-heard",
            "A second suspect was not heard",
            _and_another(code, UNHEARD),
            frozenset({"others-settled"}),
        )
    for code in (*HEARING, "17"):
        yield Row(
            code, "others-settled", "A second suspect is released under investigation", _and_another(code, RELEASED)
        )
    for code in ("14", "18"):
        yield Row(
            code,
            "others-settled",
            "Somebody named is released under investigation",
            {**with_suspect(status=RELEASED), "suspect": None},
            frozenset({"no-suspect-named"}),
        )
    yield Row("15", "others-settled", "The suspect is wanted", with_suspect(status=SuspectStatus.WANTED_CIRCULATED))
    for code in ("14", "18"):
        yield Row(
            code,
            "suspects-heard",
            "Somebody named was not heard",
            with_suspect(interviewed=False, status=UNHEARD),
            frozenset({"no-suspect-named"}),
        )
    for code in RULES:
        yield Row(code, "own-words", "The same words in two places", _same_words(code))


def _fall_with_nobody(code: str) -> frozenset[str]:
    also = {
        "suspect-told": TOLD,
        "old-enough": ("3", "3A", "6", "7", "24"),
        "young-enough": ("2", "2A", "11", "23"),
        "of-responsible-age": ("2", "2A", "23"),
        "stands-charged": ("1", "1A"),
        "suspect-died": ("5",),
    }
    return frozenset(name for name, codes in also.items() if code in codes)


def _and_another(code: str, status: SuspectStatus) -> dict[str, Any]:
    usual = matter(code)
    other = replace(usual.suspect or usual.suspects[0], id=2, interviewed=status is not UNHEARD, status=status)
    return {"suspects": (*usual.suspects, other)}


def _same_words(code: str) -> dict[str, Any]:
    words = next(
        (one.heading.code for one in RULES[code].stated if one.heading.kind is Kind.WORDS and code != "1A"), ""
    )
    same = "Low value, see log"
    return {"rationale": f"{same}.", "stated": {words or "exceptional_because": same}}


STATUS = {"1": SuspectStatus.CHARGED_BAIL, "1A": SuspectStatus.CHARGED_BAIL, "5": SuspectStatus.DECEASED}
AGE = {"2": 15, "2A": 15, "23": 15, "11": 9}


def _suspect_of(code: str, **changes: Any) -> dict[str, Any]:
    status = STATUS.get(code, SuspectStatus.INTERVIEWED_VOLUNTARILY)
    return with_suspect(**{"status": status, "age": AGE.get(code, 30), **changes})


def _untold_suspect(code: str) -> dict[str, Any]:
    return _suspect_of(code, told_responsible=False)


RULED: tuple[Row, ...] = (
    Row("1", "charge-proved", "Neither court date nor requisition number", {"stated": {"court_on": ""}}),
    Row("1", "prosecutor-decided", "Domestic abuse, charged by the police", {"crime": crime(domestic_abuse=True)}),
    Row("1", "charge-on-file", "The victim does not support, and nobody decided the charge in the case file",
        {"victim": DOES_NOT}),
    Row("1", "stands-charged", "The suspect was only interviewed", with_suspect()),
    Row("1A", "charge-proved", "Neither court date nor requisition number", {"stated": {"court_on": "soon"}}),
    Row("1A", "prosecutor-decided", "Hate crime, charged by the police", {"crime": crime(hate=True)}),
    Row("1A", "charge-on-file", "The victim does not support, and nobody decided the charge in the case file",
        {"victim": DOES_NOT}),
    Row("1A", "stands-charged", "The suspect was only interviewed", with_suspect()),
    Row("1A", "alternate-known", "No such offence", {"stated": {"alternate_offence": "999/99"}}),
    Row("1A", "alternate-to-murder", "Murder charged as wounding",
        {**MURDER, "stated": {"alternate_offence": "008/01", "charged_by": "cps"}}),
    Row("1A", "prosecutor-points", "Murder without the prosecutor's three points",
        {**MURDER, "stated": {"alternate_offence": "004/01", "charged_by": "cps", "prosecutor_points": ""}}),
    Row("1A", "alternate-to-rape", "Rape charged as common assault",
        {**RAPE, "stated": {"alternate_offence": "105/01", "charged_by": "cps"}}),
    *(
        Row("1A", code.replace("_", "-"), f"A robbery charged as theft, and not so: {code.replace('_', ' ')}",
            {**ROBBERY, "stated": {"alternate_offence": "046/00", "charged_by": "cps", code: ""}})
        for code in ("limited_force", "low_value", "no_weapon", "not_prolific", "no_assault_because")
    ),
    Row("2", "not-a-knife", "Possession of a knife", KNIFE),
    Row("2A", "not-a-knife", "Possession of a knife", KNIFE),
    Row("2", "prosecutor-agreed", "Indictable only, and the prosecutor was not asked",
        {"crime": crime(offence=offence("034/01")), "stated": {"prosecutor_agreed": ""}}),
    Row("2A", "prosecutor-agreed", "Indictable only, and the prosecutor was not asked",
        {"crime": crime(offence=offence("034/01")), "stated": {"prosecutor_agreed": ""}}),
    Row("3", "prosecutor-agreed", "Indictable only, and the prosecutor was not asked",
        {"crime": crime(offence=offence("034/01")), "stated": {"prosecutor_agreed": ""}}),
    Row("3A", "prosecutor-agreed", "Indictable only, and the prosecutor was not asked",
        {"crime": crime(offence=offence("034/01")), "stated": {"prosecutor_agreed": ""}}),
    Row("3A", "simple-caution", "Simple, and neither domestic abuse nor hate crime",
        {"stated": {"caution_kind": "simple"}}),
    Row("3", "simple-caution", "Simple, and neither domestic abuse nor hate crime",
        {"stated": {"caution_kind": "simple"}}),
    Row("3", "conditions", "Conditional without conditions", {"stated": {"conditions": ""}}),
    Row("3A", "conditions", "Conditional without conditions", {"stated": {"conditions": ""}}),
    Row("3", "exception-reason", "Cautioned within two years, and nothing exceptional said",
        {"stated": {"cautioned_within_two_years": "yes", "exception_reason": ""}}),
    Row("3A", "exception-reason", "A listed offence, and nothing exceptional said",
        {"stated": {"listed_offence": "yes", "exception_reason": ""}}),
    Row("4", "victim-confirmed", "Never reported, and no victim confirms it",
        {"stated": {"unreported": "yes", "victim_confirmed": ""}}),
    Row("5", "suspect-died", "The suspect is alive", with_suspect()),
    Row("6", "of-scheme", "Actual bodily harm", {"crime": crime(offence=offence("008/06"))}),
    Row("7", "cannabis-or-khat", "Another drug", {"crime": crime(offence=offence("092/71"), has_victim=False)}),
    Row("8", "not-barred", "Indictable only", {"crime": crime(offence=offence("034/01"))}),
    Row("8", "not-barred", "Abuse between intimate partners",
        {"crime": crime(domestic_abuse=True), "stated": {"intimate_partner": "yes", "exceptional_because": "Said."}}),
    Row("8", "intimate-partner", "Domestic abuse, and not said whether partners",
        {"crime": crime(domestic_abuse=True), "stated": {"intimate_partner": "", "exceptional_because": "Said."}},
        frozenset({"not-barred"})),
    Row("8", "exceptional", "Hate crime, and nothing exceptional said", {"crime": crime(hate=True)}),
    Row("10", "police-may-charge", "Domestic abuse: the prosecutor must decide",
        {"crime": crime(domestic_abuse=True)}),
    Row("14", "no-suspect-named", "A suspect is named", NAMED),
    Row("14", "position-recorded", "The victim is silent", {"victim": SILENT},
        frozenset({"wishes-recorded", "pressure-asked"})),
    Row("14", "position-recorded", "The victim supports", {"victim": SUPPORTS},
        frozenset({"wishes-recorded", "pressure-asked"})),
    Row("14", "wishes-recorded", "Nowhere to be audited",
        {"victim": VictimFacts(support=Support.DOES_NOT, wishes_recorded=True, pressure=Pressure.NONE_FOUND)}),
    Row("14", "pressure-asked", "Nobody asked about fear or pressure",
        {"victim": VictimFacts(support=Support.DOES_NOT, wishes_recorded=True, auditable=True)}),
    Row("14", "asked-alone", "A message could mean that she withdraws, and nobody has asked her alone",
        {"victim": replace(DOES_NOT, waits_to_be_asked=True)}),
    Row("14", "evidence-led-decided", "The evidence-led question is not decided", {"evidence_led": None}),
    Row("15", "suspect-identified", "Only a name is known", with_suspect(identity_established=False)),
    Row("15", "suspect-recorded", "Not recorded as suspect", with_suspect(recorded_as_suspect=False)),
    Row("15", "victim-supports", "The victim does not support: it is 16", {"victim": DOES_NOT}),
    Row("15", "victim-supports", "Nothing is recorded of the victim", {"victim": VictimFacts()}),
    Row("15", "victim-supports", "Silent, and tried twice only",
        {"victim": SILENT, "reaching": ReachingFacts(attempts=2, methods=2, over_days=7, visited=True)}),
    Row("15", "victim-supports", "Silent, and never visited",
        {"victim": SILENT, "reaching": ReachingFacts(attempts=3, methods=2, over_days=7, visited=False)}),
    Row("15", "victim-supports", "Silent, tried within six days",
        {"victim": SILENT, "reaching": ReachingFacts(attempts=3, methods=2, over_days=6, visited=True)}),
    Row("15", "victim-supports", "Silent, tried one way only",
        {"victim": SILENT, "reaching": ReachingFacts(attempts=3, methods=1, over_days=7, visited=True)}),
    Row("15", "asked-alone", "A message could mean that she withdraws, and nobody has asked her alone",
        {"victim": replace(SUPPORTS, waits_to_be_asked=True)}),
    Row("15", "points-made-out", "Against the state, and the points are not made out: consider C4",
        {"crime": crime(offence=offence("008/26"), has_victim=False), "stated": {"points_made_out": ""}}),
    Row("16", "suspect-identified", "Only a name is known", with_suspect(identity_established=False)),
    Row("16", "suspect-recorded", "Not recorded as suspect", with_suspect(recorded_as_suspect=False)),
    Row("16", "position-recorded", "The victim cannot be reached", {"victim": SILENT},
        frozenset({"wishes-recorded", "pressure-asked"})),
    Row("16", "wishes-recorded", "No wishes are recorded",
        {"victim": VictimFacts(support=Support.DOES_NOT, auditable=True, pressure=Pressure.CONCERN)}),
    Row("16", "pressure-asked", "Nobody asked about fear or pressure",
        {"victim": VictimFacts(support=Support.DOES_NOT, wishes_recorded=True, auditable=True)}),
    Row("16", "asked-alone", "A message could mean that she withdraws, and nobody has asked her alone",
        {"victim": replace(DOES_NOT, waits_to_be_asked=True)}),
    Row("16", "evidence-led-decided", "The evidence-led question is not decided", {"evidence_led": None}),
    Row("16", "evidence-led-decided", "It was decided to go on without the victim",
        {"evidence_led": Conclusion.GO_ON}),
    Row("17", "summary-only", "An either-way offence that would not be charged as summary",
        {"crime": crime(occurred_from=datetime(2026, 4, 1, 12, tzinfo=UTC))}),
    Row("17", "limit-passed", "Six months have not passed", {"crime": crime(offence=offence("105/01"))}),
    Row("18", "no-suspect-named", "A suspect is named", NAMED),
    Row("18", "lines-were-there", "No line was ever followed, and it is not said why", {"lines": LineCount()}),
    Row("20", "agency-is-no-force", "Another police force", {"stated": {"agency": "Essex Police"}}),
    Row("21", "exceptional", "Domestic abuse, and nothing exceptional said", {"crime": crime(domestic_abuse=True)}),
    Row("23", "youth-justice-ran-it", "A knife, and the youth justice service did not run it",
        {**KNIFE, "stated": {"youth_justice_ran_it": ""}}),
)  # fmt: skip


def _stated() -> Iterator[Row]:
    """Each heading left blank, where nothing else decides whether it applies."""
    ruled = {(one.outcome, one.missing) for one in RULED}
    for code, rule in RULES.items():
        for one in (*rule.stated, *rule.by_approver):
            if one.heading.code == "offence_match" and code == "3A":
                continue  # an alternate is by its nature not the offence recorded
            if (code, one.precondition.unmet.code.removeprefix("outcome.")) not in ruled:
                side = "approved" if one in rule.by_approver else "stated"
                yield Row(code, _code(one), f"Not said: {one.heading.question}", _blank(one, side), _falls(code, one))


def _code(one: Stated) -> str:
    return one.precondition.unmet.code.removeprefix("outcome.")


def _blank(one: Stated, side: str) -> dict[str, Any]:
    return {side: {one.heading.code: ""}} if side == "stated" else {side: {}}


def _falls(code: str, one: Stated) -> frozenset[str]:
    if one.heading.code == "alternate_offence":
        return frozenset({"alternate-known"})
    if code == "16" and one in RULES["16"].by_approver:
        return frozenset(_code(other) for other in RULES["16"].by_approver)
    return frozenset()


ROWS: tuple[Row, ...] = (*_general(), *_work_done(), *RULED, *_stated())
