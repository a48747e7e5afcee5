"""Victims: positions, agreements, updates, what was tried, needs and rights."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from constabulary.policing.protection.safe_route import Hours, Way
from constabulary.policing.recording.crimes import CrimeFacts
from constabulary.policing.victims.contact import (
    AgreementDetails,
    ContactMade,
    ContactMethod,
    Occasion,
    Reached,
    SpokenTo,
    UpdateDetails,
    find_reasons_against_acting,
    find_reasons_against_agreement,
    find_reasons_against_update,
    reaching_of,
    telling_of,
)
from constabulary.policing.victims.duties import (
    OwedVictim,
    change_due,
    default_interval,
    find_duties_of_recording,
    goes_on_due,
    resumed_update_on,
)
from constabulary.policing.victims.needs import (
    Enhanced,
    Need,
    NeedsDetails,
    SupportReferral,
    find_reasons_against_needs,
    has_enhanced_rights,
)
from constabulary.policing.victims.positions import (
    PositionDetails,
    Pressure,
    RecordedIn,
    Support,
    VictimFacts,
    find_reasons_against_position,
)
from constabulary.standards.calendar import LONDON
from constabulary.standards.offences import offences_with_code
from constabulary.standards.rulebook import on
from constabulary.standards.victims import GRAVEST_CRIMES

AT = datetime(2026, 11, 2, 14, tzinfo=UTC)
WITHDRAWN = PositionDetails(
    support=Support.DOES_NOT,
    wishes="To be left alone.",
    reasons="He has moved away.",
    recorded_in=RecordedIn.STATEMENT,
    reference="MG11/2",
    pressure=Pressure.NONE_FOUND,
    seen_alone=True,
    support_offered="An advocate.",
)


@pytest.mark.source("OUT-26 p19; domain/01 6.6")
@pytest.mark.parametrize(
    ("position", "refused"),
    [
        pytest.param(WITHDRAWN, set(), id="a whole withdrawal"),
        pytest.param(replace(WITHDRAWN, wishes=""), {"wishes-missing"}, id="no wishes"),
        pytest.param(replace(WITHDRAWN, reasons=""), {"reasons-missing"}, id="no reasons"),
        pytest.param(replace(WITHDRAWN, recorded_in=RecordedIn.NOTHING), {"not-auditable"}, id="nothing signed"),
        pytest.param(replace(WITHDRAWN, reference=" "), {"not-auditable"}, id="no reference"),
        pytest.param(replace(WITHDRAWN, pressure=Pressure.NOT_ASKED), {"pressure-missing"}, id="pressure not asked"),
        pytest.param(replace(WITHDRAWN, pressure=Pressure.CONCERN), {"pressure-words-missing"}, id="concern, no words"),
        pytest.param(
            replace(WITHDRAWN, pressure=Pressure.CONCERN, pressure_words="He waited outside."), set(), id="a concern"
        ),
        pytest.param(replace(WITHDRAWN, support_offered=""), {"support-missing"}, id="no support offered"),
        pytest.param(PositionDetails(support=Support.SUPPORTS, wishes="Court."), set(), id="supports"),
        pytest.param(PositionDetails(support=Support.SUPPORTS), {"wishes-missing"}, id="supports, no wishes"),
        pytest.param(PositionDetails(support=Support.NOT_REACHED), set(), id="cannot be reached"),
    ],
)
def test_what_the_record_of_a_position_lacks(position, refused):
    found = find_reasons_against_position(position)
    assert {one.code.removeprefix("position.") for one in found} == refused


@pytest.mark.parametrize(
    ("agreed", "safety", "has_route", "refused"),
    [
        pytest.param(
            AgreementDetails(how=ContactMethod.TELEPHONE, by_safe_route=True, every_days=7), True, True, set(),
            id="safe",
        ),
        pytest.param(
            AgreementDetails(how=ContactMethod.TELEPHONE, by_safe_route=True, every_days=7), True, False, {"not-safe"},
            id="by a route that nobody has confirmed",
        ),
        pytest.param(
            AgreementDetails(how=ContactMethod.LETTER, by_safe_route=False, every_days=7), True, True, {"not-safe"},
            id="domestic abuse outside the safe route",
        ),
        pytest.param(
            AgreementDetails(how=ContactMethod.LETTER, by_safe_route=False, every_days=28), False, False, set(),
            id="a shop by letter",
        ),
        pytest.param(
            AgreementDetails(how=ContactMethod.LETTER, by_safe_route=False, every_days=0), False, False, {"interval-odd"},
            id="never",
        ),
    ],
)  # fmt: skip
def test_how_contact_may_be_agreed(agreed, safety, has_route, refused):
    found = find_reasons_against_agreement(agreed, safety_matters=safety, has_route=has_route)
    assert {one.code.removeprefix("contact_with_victim.") for one in found} == refused


REACHED = UpdateDetails(
    occasion=Occasion.AS_AGREED, method=ContactMethod.TELEPHONE, reached=Reached.REACHED, by_safe_route=True,
    said="He is on bail.", questions="None.", next_on=date(2026, 11, 9),
)  # fmt: skip
TRIED = replace(REACHED, reached=Reached.NO_REPLY, said="", questions="", next_on=None)


@pytest.mark.source("HMICFRS 2025: quality of contact")
@pytest.mark.parametrize(
    ("update", "is_open", "refused"),
    [
        pytest.param(REACHED, True, set(), id="whole"),
        pytest.param(replace(REACHED, said=""), True, {"said-missing"}, id="nothing said"),
        pytest.param(replace(REACHED, questions=""), True, {"questions-missing"}, id="no word on questions"),
        pytest.param(replace(REACHED, next_on=None), True, {"next-missing"}, id="no next contact"),
        pytest.param(replace(REACHED, next_on=None), False, set(), id="no next contact after the outcome"),
        pytest.param(replace(REACHED, next_on=date(2026, 11, 1)), True, {"next-in-past"}, id="next in the past"),
        pytest.param(replace(REACHED, occasion=Occasion.OUTCOME), True, {"outcome-missing"}, id="which outcome?"),
        pytest.param(replace(REACHED, occasion=Occasion.OUTCOME, outcome_type="16"), True, set(), id="outcome 16"),
        pytest.param(TRIED, True, set(), id="an attempt needs no more"),
        pytest.param(replace(TRIED, reached=Reached.MESSAGE_LEFT), True, {"said-missing"}, id="a message says what"),
    ],
)
def test_what_an_update_lacks(update, is_open, refused):
    found = find_reasons_against_update(update, at=AT, is_open=is_open)
    assert {one.code.removeprefix("contact_with_victim.") for one in found} == refused


CHANGE = replace(REACHED, occasion=Occasion.CHANGE)


@pytest.mark.parametrize(
    ("update", "waiting", "refused"),
    [
        pytest.param(CHANGE, (), set(), id="a change, none waits"),
        pytest.param(CHANGE, (1,), {"changes-missing"}, id="a change, and which of those that wait is not said"),
        pytest.param(replace(CHANGE, changes=(1,)), (1, 2), set(), id="one of two"),
        pytest.param(replace(CHANGE, changes=(1, 2)), (1, 2), set(), id="both"),
        pytest.param(replace(CHANGE, other_change=True), (1,), set(), id="something else"),
        pytest.param(REACHED, (1,), set(), id="as agreed, no change told"),
        pytest.param(replace(REACHED, changes=(1,)), (1,), set(), id="as agreed, and a change told"),
        pytest.param(replace(CHANGE, changes=(1, 3)), (1, 2), {"changes-moved"}, id="one that waits no more"),
        pytest.param(
            replace(TRIED, occasion=Occasion.CHANGE), (1,), set(), id="nobody answered, and nothing is said to be told"
        ),
        pytest.param(replace(TRIED, changes=(1,)), (1,), {"changes-not-told"}, id="nobody answered, and one ticked"),
        pytest.param(
            replace(TRIED, reached=Reached.MESSAGE_LEFT, said="Ring us.", changes=(1,)), (1,), {"changes-not-told"},
            id="a message left, and one ticked",
        ),
    ],
)  # fmt: skip
def test_of_the_changes_that_wait_it_is_said_which_were_told(update, waiting, refused):
    found = find_reasons_against_update(update, at=AT, is_open=True, waiting=frozenset(waiting))
    assert {one.code.removeprefix("contact_with_victim.") for one in found} == refused


@pytest.mark.source("Our safeguard: nothing reaches a victim outside the confirmed safe route")
@pytest.mark.parametrize(
    ("update", "safety", "has_route", "refused"),
    [
        pytest.param(REACHED, True, True, set(), id="by the safe route"),
        pytest.param(REACHED, True, False, {"route-not-confirmed"}, id="by a route that nobody has confirmed"),
        pytest.param(REACHED, False, False, set(), id="ticked where safety is no matter"),
        pytest.param(replace(REACHED, by_safe_route=False), True, True, {"outside-route"}, id="otherwise, unexplained"),
        pytest.param(
            replace(REACHED, by_safe_route=False, outside_route="She rang us."),
            True,
            False,
            set(),
            id="otherwise, explained",
        ),
        pytest.param(
            replace(REACHED, by_safe_route=False, outside_route=" "), True, True, {"outside-route"}, id="blank"
        ),
        pytest.param(
            replace(TRIED, by_safe_route=False), True, True, {"outside-route"}, id="an attempt is explained too"
        ),
        pytest.param(replace(REACHED, by_safe_route=False), False, False, set(), id="where safety is no matter"),
    ],
)
def test_contact_outside_the_safe_route_is_explained_in_domestic_abuse_and_stalking(update, safety, has_route, refused):
    found = find_reasons_against_update(update, at=AT, is_open=True, safety_matters=safety, has_route=has_route)
    assert {one.code.removeprefix("contact_with_victim.") for one in found} == refused


BY_DAY, BY_NIGHT = Hours(from_time=time(9), until_time=time(17)), Hours(from_time=time(22), until_time=time(6))


@pytest.mark.source("Our safeguard: nothing reaches a victim outside the confirmed safe route")
@pytest.mark.parametrize(
    ("clock", "hours", "update", "safety", "refused"),
    [
        pytest.param("12:00", BY_DAY, REACHED, True, set(), id="in its hours"),
        pytest.param("09:00", BY_DAY, REACHED, True, set(), id="in its first minute"),
        pytest.param("17:00", BY_DAY, REACHED, True, {"outside-hours"}, id="when its hours end"),
        pytest.param("08:59", BY_DAY, REACHED, True, {"outside-hours"}, id="before its hours"),
        pytest.param("23:30", BY_NIGHT, REACHED, True, set(), id="in hours across midnight"),
        pytest.param("12:00", BY_NIGHT, REACHED, True, {"outside-hours"}, id="between hours across midnight"),
        pytest.param("18:00", BY_DAY, TRIED, True, {"outside-hours"}, id="an attempt out of hours"),
        pytest.param("18:00", BY_DAY, REACHED, False, set(), id="where safety is no matter"),
        pytest.param("18:00", None, REACHED, True, set(), id="a route without hours"),
        pytest.param(
            "18:00", BY_DAY, replace(REACHED, by_safe_route=False, outside_route="She rang us."), True, set(),
            id="otherwise, explained",
        ),
    ],
)  # fmt: skip
def test_nothing_goes_by_the_safe_route_outside_its_hours(clock, hours, update, safety, refused):
    at = datetime.combine(date(2026, 11, 2), time.fromisoformat(clock), LONDON)
    found = find_reasons_against_update(update, at=at, is_open=True, safety_matters=safety, has_route=True, hours=hours)
    assert {one.code.removeprefix("contact_with_victim.") for one in found} == refused


@pytest.mark.source("Our safeguard: nothing reaches a victim outside the confirmed safe route")
def test_without_a_route_its_hours_are_not_asked():
    at = datetime.combine(date(2026, 11, 2), time(18), LONDON)
    found = find_reasons_against_update(REACHED, at=at, is_open=True, safety_matters=True, hours=BY_DAY)
    assert [one.code for one in found] == ["contact_with_victim.route-not-confirmed"]


def made(days: int, method=ContactMethod.TELEPHONE, reached=Reached.NO_REPLY, **changes) -> ContactMade:
    return ContactMade(at=AT + timedelta(days=days), method=method, reached=reached, **{"was_safe": True, **changes})


def test_what_was_tried_counts_from_the_last_time_the_victim_was_reached():
    tried = reaching_of(
        [
            made(7, ContactMethod.VISIT),
            made(-9),
            made(-1, reached=Reached.REACHED),
            made(0),
            made(3, ContactMethod.LETTER, Reached.MESSAGE_LEFT),
        ]
    )
    assert (tried.attempts, tried.methods, tried.over_days, tried.visited) == (3, 3, 7, True)
    assert reaching_of([made(0, reached=Reached.REACHED)]).attempts == 0


def test_only_what_was_about_this_outcome_and_by_the_safe_route_counts_as_an_attempt_to_tell():
    contacts = [
        made(0, outcome_type="16"),
        made(1, reached=Reached.MESSAGE_LEFT, outcome_type="16"),
        made(1, reached=Reached.MESSAGE_LEFT, outcome_type="16", was_safe=False),
        made(2, reached=Reached.REACHED, outcome_type="15"),
    ]
    told = telling_of(contacts, "16")
    assert (told.told, told.attempts, told.message_left) == (False, 2, True)
    assert telling_of(contacts, "15").told


def test_needs_are_put_in_words_and_enhanced_rights_follow_the_crime():
    assert find_reasons_against_needs(NeedsDetails())
    assert not find_reasons_against_needs(NeedsDetails(words="She asked for an interpreter."))
    referred = NeedsDetails(words="She wants to talk.", support=SupportReferral.REFERRED)
    assert [one.code for one in find_reasons_against_needs(referred)] == ["needs.not-referred"]
    assert not find_reasons_against_needs(referred, has_referral=True)


NOTHING_MARKED = dict.fromkeys(("domestic_abuse", "stalking", "hate", "vulnerable_victim"), False)


@pytest.mark.source("Victims' Code 2020")
@pytest.mark.parametrize(
    ("code", "marked", "expected"),
    [
        ("149/00", "", False),
        *(("149/00", name, True) for name in NOTHING_MARKED),
        ("008/06", "", False),
        ("002/00", "", True),
        ("005/01", "", True),
        ("036/01", "", True),
        ("036/06", "", True),
        ("056/01", "", True),
        ("056/02", "", False),
        ("001/01", "", True),
        ("004/04", "", True),
        ("019/08", "", True),
    ],
    ids=[
        "damage", "damage in domestic abuse", "damage in stalking", "damage as hate crime", "damage, a vulnerable victim",
        "actual bodily harm", "attempted murder", "harm with intent", "kidnapping", "slavery", "arson endangering life",
        "arson not endangering life", "murder", "death by dangerous driving", "rape",
    ],
)  # fmt: skip
def test_the_gravest_crimes_give_enhanced_rights_whatever_is_marked(code, marked, expected):
    offence = offences_with_code(code)[0]
    facts = CrimeFacts(offence=offence, **{**NOTHING_MARKED, **({marked: True} if marked else {})})
    assert has_enhanced_rights(facts, on(AT)[GRAVEST_CRIMES].value) is expected


@pytest.mark.source("Victims' Code 2020")
def test_enhanced_rights_shorten_every_clock():
    rulebook = on(AT)
    usual, enhanced = (OwedVictim(reported_at=AT, enhanced=one, risk=0) for one in (False, True))
    for owed in (change_due, goes_on_due):
        due = [owed(victim, rulebook, since=AT).due_at.date().isoformat() for victim in (usual, enhanced)]
        assert due == ["2026-11-09", "2026-11-03"]
    assert default_interval(rulebook, enhanced=False)[0] == 28
    assert default_interval(rulebook, enhanced=True)[0] == 7
    kinds = [one.kind.value for one in find_duties_of_recording(usual, rulebook, at=AT)]
    assert kinds == ["acknowledge_report", "assess_needs", "refer_to_support"]
    late = find_duties_of_recording(usual, rulebook, at=AT + timedelta(days=7))[2]
    assert late.due_at.date().isoformat() == "2026-11-04", "counted from the report, however late it is recorded"


@pytest.mark.parametrize(
    ("every_days", "promised", "expected"),
    [
        pytest.param(None, None, None, id="nothing agreed, nothing promised"),
        pytest.param(7, None, 7, id="as agreed"),
        pytest.param(7, 3, 3, id="promised sooner"),
        pytest.param(7, 20, 7, id="promised later"),
        pytest.param(7, -1, 7, id="promised for a day that has passed"),
        pytest.param(None, 0, 0, id="promised for today, nothing agreed"),
        pytest.param(None, -1, None, id="nothing agreed, and the promised day has passed"),
    ],
)
def test_a_victim_hears_of_a_case_that_is_open_again_as_agreed_and_as_promised(every_days, promised, expected):
    today = AT.date()
    day = today + timedelta(days=promised) if promised is not None else None
    found = resumed_update_on(AT, every_days=every_days, promised=day)
    assert found == (today + timedelta(days=expected) if expected is not None else None)


def test_everything_that_is_chosen_from_has_words():
    groups = (ContactMethod, Reached, SpokenTo, Occasion, Support, RecordedIn, Pressure, Need, Enhanced)
    assert all(one.label for group in (*groups, SupportReferral) for one in group)
    assert VictimFacts(support=Support.DOES_NOT).does_not_support


@pytest.mark.source("Our safeguard: nothing reaches a victim outside the confirmed safe route")
@pytest.mark.parametrize("method", ContactMethod)
@pytest.mark.parametrize(
    ("way", "allowed"),
    [
        (Way.RING, {"telephone"}), (Way.TEXT, {"telephone", "message"}), (Way.TRUSTED, {"telephone"}),
        (Way.EMAIL, {"email"}), (Way.LETTER, {"letter"}), (None, set(ContactMethod)),
    ],
    ids=["ring only", "ring or text", "somebody they trust", "e-mail", "letter", "a way not known"],
)  # fmt: skip
def test_a_route_allows_its_own_methods_and_no_other(way, allowed, method):
    agreed = AgreementDetails(how=method, by_safe_route=True, every_days=7)
    found = find_reasons_against_agreement(agreed, safety_matters=True, has_route=True, way=way)
    assert [one.field for one in found] == ([] if method in allowed else ["how"])
    # Outside a route, or where none is confirmed, its methods say nothing.
    outside = replace(agreed, by_safe_route=False)
    assert not find_reasons_against_agreement(outside, safety_matters=False, has_route=True, way=way)
    assert not find_reasons_against_agreement(agreed, safety_matters=False, has_route=False, way=way)
    update = replace(REACHED, method=method)
    found = find_reasons_against_update(update, at=AT, is_open=True, safety_matters=True, has_route=True, way=way)
    assert [one.field for one in found] == ([] if method in allowed else ["method"])
    otherwise = replace(update, by_safe_route=False, outside_route="She came to the station alone.")
    assert not find_reasons_against_update(otherwise, at=AT, is_open=True, safety_matters=True, has_route=True, way=way)


@pytest.mark.source("Our safeguard: nothing reaches a victim outside the confirmed safe route")
@pytest.mark.parametrize(
    ("update", "refused"),
    [
        pytest.param(REACHED, {"code-word-not-given"}, id="reached, no word of it"),
        pytest.param(replace(REACHED, code_word_given=True), set(), id="given"),
        pytest.param(TRIED, set(), id="nobody answered"),
        pytest.param(replace(REACHED, method=ContactMethod.MESSAGE), set(), id="in writing"),
        pytest.param(replace(REACHED, by_safe_route=False, outside_route="She rang us."), set(), id="not by the route"),
    ],
)
def test_where_a_code_word_is_agreed_whoever_answers_is_known_by_it(update, refused):
    found = find_reasons_against_update(
        update, at=AT, is_open=True, safety_matters=True, has_route=True, way=Way.TEXT, has_code_word=True
    )
    assert {one.code.removeprefix("contact_with_victim.") for one in found} == refused


@pytest.mark.parametrize(("has_victim", "refused"), [(True, []), (False, ["contact_with_victim.no-victim"])])
def test_nothing_is_done_for_a_victim_where_there_is_none(has_victim, refused):
    assert [one.code for one in find_reasons_against_acting(has_victim=has_victim)] == refused
