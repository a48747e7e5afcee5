"""How many reports of each grade come in to the response scenario is what the rule of grading makes of a day of reports."""

from collections import Counter

import pytest

from constabulary.policing.incidents.grading import Marked, propose_grade
from constabulary.policing.incidents.thrive import (
    HarmType,
    Imminence,
    Likelihood,
    Severity,
    Suspect,
    Violence,
    VulnerabilityFactor,
)
from constabulary.simulation.scenarios.library import read_scenario
from constabulary.standards.response import ADVISORY_SCORE, RESPONSE_GRADES
from constabulary.standards.rulebook import on
from tests.factories.calls import thrive

CLASS_OF_GRADE = {"G1": "immediate", "G2": "priority", "G3": "scheduled"}
PLAIN = Marked(domestic_abuse=False, stalking=False, hate=False)
ABUSE = Marked(domestic_abuse=True, stalking=False, hate=False)

#: A day of reports that a crew is sent to, as they are told (an assumption, as the scenario says of its volumes): how many,
#: what is marked, what THRIVE answers.
DAY_OF_REPORTS = (
    (14, PLAIN, {
        "threat": {"in_progress": True, "violence": Violence.USED, "suspect": Suspect.ON_SCENE, "capability": 3, "intent": 3},
        "harm": {"types": (HarmType.PHYSICAL,), "severity": Severity.SERIOUS},
        "risk": {"likelihood": Likelihood.CERTAIN, "imminence": Imminence.NOW},
    }),
    (12, ABUSE, {
        "threat": {"in_progress": True, "violence": Violence.THREATENED, "suspect": Suspect.ON_SCENE},
        "harm": {"types": (HarmType.PHYSICAL, HarmType.PSYCHOLOGICAL), "severity": Severity.SERIOUS},
        "risk": {"likelihood": Likelihood.LIKELY, "imminence": Imminence.NOW},
    }),
    (8, PLAIN, {
        "threat": {"danger_to_life": True},
        "vulnerability": {"factors": (VulnerabilityFactor.MENTAL_HEALTH,), "safeguarding_needed": True},
        "risk": {"likelihood": Likelihood.LIKELY, "imminence": Imminence.NOW},
    }),
    (30, PLAIN, {
        "harm": {"types": (HarmType.PHYSICAL,), "severity": Severity.MODERATE},
        "risk": {"likelihood": Likelihood.LIKELY, "imminence": Imminence.HOURS},
        "vulnerability": {"serious_distress": True},
    }),
    (18, ABUSE, {
        "harm": {"types": (HarmType.PSYCHOLOGICAL,), "severity": Severity.MODERATE},
        "risk": {"likelihood": Likelihood.LIKELY, "imminence": Imminence.NOW},
    }),
    (14, PLAIN, {
        "harm": {"types": (HarmType.PROPERTY,), "severity": Severity.MODERATE},
        "risk": {"likelihood": Likelihood.LIKELY, "imminence": Imminence.NOW},
        "investigation": {"needed": True, "key_evidence_perishable": True},
    }),
    (24, PLAIN, {
        "harm": {"types": (HarmType.PROPERTY,), "severity": Severity.MODERATE},
        "risk": {"likelihood": Likelihood.LIKELY, "imminence": Imminence.DAYS},
        "investigation": {"needed": True},
    }),
)  # fmt: skip


def graded(day) -> Counter[str]:
    book = on(read_scenario("response").start)
    found: Counter[str] = Counter()
    for many, marked, answers in day:
        made = propose_grade(
            thrive(**answers), marked=marked, grades=book[RESPONSE_GRADES], weights=book[ADVISORY_SCORE]
        )
        found[CLASS_OF_GRADE.get(made.grade, "nobody is sent")] += many
    return found


def test_as_many_of_each_grade_come_in_as_the_rule_grades_so():
    come_in = {one.name: one.arrivals.per_day for one in read_scenario("response").classes}
    assert graded(DAY_OF_REPORTS) == come_in


@pytest.mark.parametrize("place", range(len(DAY_OF_REPORTS)))
def test_control_reports_that_are_told_otherwise_make_another_day(place):
    many, marked, answers = DAY_OF_REPORTS[place]
    is_immediate = graded([DAY_OF_REPORTS[place]]) == {"immediate": many}
    worst = {**answers, "threat": {**answers.get("threat", {}), "danger_to_life": True}}
    calm = {"investigation": {"needed": True}, "risk": {"imminence": Imminence.HOURS}}
    told = (many, PLAIN, calm) if is_immediate else (many, marked, worst)
    assert graded([*DAY_OF_REPORTS[:place], told, *DAY_OF_REPORTS[place + 1 :]]) != graded(DAY_OF_REPORTS)
