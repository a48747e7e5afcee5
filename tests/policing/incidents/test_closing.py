"""How an incident may end: a truth table of what each ending needs."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from constabulary.policing.incidents import closing
from constabulary.policing.incidents.closing import ClosingFacts, Closure, Finishing

AT = datetime(2026, 11, 2, 18, 0, tzinfo=UTC)
FINE = ClosingFacts(
    attended=False,
    assessed_at=AT - timedelta(minutes=20),
    reassess_within=timedelta(minutes=30),
    crime_reported=False,
    recording_decided=False,
    cause_for_concern=False,
    handed_over=False,
    awaits_attendance=False,
    units_out=False,
    thrive_asked=True,
    threat_stands=False,
    floor_stands=False,
    call_back_owed=False,
)
STALE = {"assessed_at": AT - timedelta(minutes=31)}


def against(closure=Closure.RESOLVED, category="civil-dispute", rationale="Settled.", **changes):
    return closing.find_reasons_against_closing(
        replace(FINE, **changes), closure=closure, category=category, rationale=rationale, at=AT
    )


@pytest.mark.parametrize(
    ("given", "reasons"),
    [
        ({}, ()),
        ({"category": "crime-reported"}, (closing.CATEGORY_MISSING,)),
        ({"category": ""}, (closing.CATEGORY_MISSING,)),
        ({"category": "duplicate"}, (closing.CATEGORY_MISSING,)),
        ({"closure": Closure.CRIME_RELATED, "category": "crime-reported"}, ()),
        ({"rationale": "  "}, (closing.RATIONALE_MISSING,)),
        (STALE, (closing.THRIVE_FIRST,)),
        ({**STALE, "attended": True}, ()),
        ({**STALE, "closure": Closure.CRIME, "category": "crime"}, ()),
        ({**STALE, "closure": Closure.CRIME, "category": "crime", "awaits_attendance": True}, (closing.THRIVE_FIRST,)),
        ({**STALE, "closure": Closure.DUPLICATE, "category": "duplicate"}, ()),
        ({**STALE, "closure": Closure.TRANSFERRED}, (closing.THRIVE_FIRST,)),
        ({**STALE, "closure": Closure.NOT_A_CRIME}, (closing.THRIVE_FIRST,)),
        ({"assessed_at": AT - timedelta(minutes=30)}, ()),
        ({"crime_reported": True}, (closing.DECIDE_RECORDING_FIRST,)),
        ({"crime_reported": True, "recording_decided": True}, ()),
        ({"crime_reported": True, "closure": Closure.TRANSFERRED}, ()),
        ({"category": "abandoned-call", "cause_for_concern": True}, (closing.CONCERN_FOR_SAFETY,)),
        ({"category": "abandoned-call"}, ()),
        ({"handed_over": True}, (closing.HANDED_OVER,)),
        ({"handed_over": True, "closure": Closure.CRIME, "category": "crime"}, ()),
    ],
    ids=[
        "fresh THRIVE, category, words", "the code for a report of crime ends nothing", "no category",
        "duplicate has its own way", "crime-related keeps its category", "no words", "THRIVE too old",
        "attended: no THRIVE needed", "a crime carries it on",
        "a crime that somebody was to be sent to needs THRIVE", "the master carries it on",
        "a transfer needs THRIVE", "not a crime needs THRIVE", "THRIVE just within", "crime reported and not decided",
        "decided", "the other force decides", "abandoned call with concern", "abandoned call without",
        "on its way to a desk", "but a crime is recorded",
    ],
)  # fmt: skip
@pytest.mark.source("NSIR 2011 1.17, 2.3; rules 5-8")
def test_what_stands_against_closing(given, reasons):
    assert against(**given) == reasons


@pytest.mark.parametrize(
    ("given", "reasons"),
    [
        ({}, ()),
        ({"awaits_attendance": True}, (closing.AWAITS_ATTENDANCE,)),
        ({"units_out": True}, (closing.UNITS_OUT,)),
        ({"awaits_attendance": True, "units_out": True}, (closing.AWAITS_ATTENDANCE, closing.UNITS_OUT)),
    ],
    ids=["the response has ended", "nobody has been", "a unit is there", "a unit is on its way"],
)
def test_recording_leaves_an_incident_open_while_the_response_goes_on(given, reasons):
    assert closing.find_reasons_to_stay_open(replace(FINE, **given)) == reasons


@pytest.mark.parametrize(
    ("state", "closure", "itself", "restricted", "reason"),
    [
        (None, "", False, False, closing.MASTER_MISSING),
        ("open", "", True, False, closing.MASTER_MISSING),
        ("closed", "resolved", False, False, closing.MASTER_IS_CLOSED),
        ("closed", "duplicate", False, False, closing.MASTER_IS_DUPLICATE),
        ("attended", "", False, True, closing.DUPLICATE_IS_RESTRICTED),
        (None, "", False, True, closing.MASTER_MISSING),
        ("attended", "", False, False, None),
    ],
    ids=["unknown", "itself", "closed", "a duplicate", "restricted", "unknown to a restricted one", "open"],
)
@pytest.mark.source("NSIR 2011 1.5")
def test_a_duplicate_needs_a_master_that_is_open(state, closure, itself, restricted, reason):
    found = closing.find_reasons_against_duplicate(
        master_state=state, master_closure=closure, is_itself=itself, is_restricted=restricted
    )
    assert found == ((reason,) if reason else ())


@pytest.mark.source("NSIR 2011 1.11")
def test_a_transfer_is_one_when_somebody_there_has_taken_it():
    assert closing.find_reasons_against_transfer(force="", accepted_by="") == (
        closing.FORCE_MISSING,
        closing.ACCEPTED_BY_MISSING,
    )
    assert closing.find_reasons_against_transfer(force="Essex", accepted_by="PC 12, ref 77") == ()


def test_every_closure_has_a_title():
    assert {one.label for one in Closure} == set(closing.CLOSURE_TITLES.values())


@pytest.mark.parametrize(
    ("given", "reasons"),
    [
        ({}, (closing.THRIVE_UNFINISHED,)),
        ({**STALE, "attended": True}, (closing.THRIVE_UNFINISHED,)),
        (STALE, (closing.THRIVE_UNFINISHED,)),
        ({"closure": Closure.CRIME, "category": "crime", "attended": True}, (closing.THRIVE_UNFINISHED,)),
        ({"closure": Closure.DUPLICATE, "category": "duplicate"}, ()),
    ],
    ids=["resolved", "resolved after somebody was there", "long ago: said once", "a crime", "a duplicate"],
)
def test_what_was_opened_before_thrive_does_not_end_before_it_is_finished(given, reasons):
    assert against(**given, thrive_asked=False) == reasons


@pytest.mark.parametrize(
    ("given", "reasons"),
    [
        ({}, ()),
        ({"threat_stands": True}, (closing.THREAT_STANDS,)),
        ({"floor_stands": True}, (closing.FLOOR_STANDS,)),
        ({"call_back_owed": True}, (closing.CALL_BACK_PROMISED,)),
    ],
    ids=["nothing open", "a threat", "an urgent answer of THRIVE", "a call back promised"],
)
def test_what_keeps_an_incident_open_after_recording_unless_somebody_says_why_not(given, reasons):
    assert closing.find_reasons_to_keep_open(replace(FINE, **given)) == reasons


@pytest.mark.parametrize(
    ("given", "finishing", "reasons", "stays"),
    [
        ({}, Finishing(), (), False),
        ({}, Finishing(is_finished=True), (), False),
        ({}, Finishing(is_finished=False), (), True),
        ({"threat_stands": True}, Finishing(), (), True),
        ({"threat_stands": True}, Finishing(is_finished=False, because="He is held."), (), True),
        ({"threat_stands": True}, Finishing(is_finished=True), (closing.FINISHED_BECAUSE_MISSING,), True),
        ({"threat_stands": True}, Finishing(is_finished=True, because="He is held."), (), False),
        (
            {"awaits_attendance": True}, Finishing(is_finished=True, because="He is held."),
            (closing.AWAITS_ATTENDANCE.on("finished"),), True,
        ),
    ],
    ids=[
        "nothing open and not asked", "said to be finished", "said to go on", "a threat and not asked",
        "a threat and said to go on", "a threat and no reason", "a threat and a reason", "a response goes on",
    ],
)  # fmt: skip
def test_whether_recording_ends_the_incident(given, finishing, reasons, stays):
    facts = replace(FINE, **given)
    assert closing.find_reasons_against_finishing(facts, finishing) == reasons
    assert closing.is_to_stay_open(facts, finishing) is stays


DUE = AT + timedelta(hours=24)
SOONER, LATER = DUE - timedelta(hours=1), DUE + timedelta(hours=1)


@pytest.mark.source("Crime Recording Rules for Front line Officers and Staff 2026/27, page 10")
@pytest.mark.parametrize(
    ("standing", "is_recorded", "decided_on"),
    [
        pytest.param((), False, True, id="found no crime before this report was heard, or never decided on"),
        pytest.param((), True, False, id="a crime already"),
        pytest.param((LATER,), False, True, id="its own is due later: this was reported first"),
        pytest.param((SOONER,), False, False, id="its own is due sooner"),
        pytest.param((DUE,), False, False, id="due at the same time: it has one"),
        pytest.param((LATER, SOONER), False, False, id="two wait, one of them sooner"),
        pytest.param((LATER,), True, True, id="a crime that is decided on again, later than this is due"),
        pytest.param((SOONER,), True, False, id="a crime that is decided on again, sooner"),
    ],
)
def test_whether_what_a_duplicate_owed_is_decided_on_the_incident_that_is_worked(standing, is_recorded, decided_on):
    assert closing.is_master_decided_on(DUE, standing=standing, is_recorded=is_recorded) is decided_on


@pytest.mark.parametrize(
    ("owed", "victim", "organisation", "goes_on"),
    [
        (True, 7, None, True), (True, None, 8, True), (True, 7, 8, True), (True, None, None, False),
        (False, 7, None, False), (False, None, 8, False), (False, None, None, False),
    ],
)  # fmt: skip
def test_a_promised_call_back_goes_on_with_a_crime_that_has_somebody_to_ring(owed, victim, organisation, goes_on):
    assert closing.call_back_goes_on(owed=owed, victim=victim, organisation=organisation) is goes_on
