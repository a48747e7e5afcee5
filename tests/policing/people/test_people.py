"""Rules about names, addresses, links, warnings, combining and disclosing."""

from datetime import UTC, date, datetime, timedelta

import pytest

from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.exports import ExportFormat
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.journal.stages import BEGINNINGS, Stage, stage_of
from constabulary.policing.people import details, disclosure, links, merging, warnings
from constabulary.policing.people.disclosure import BASES, Basis, Section
from constabulary.policing.people.links import LINK_KINDS, Thing
from constabulary.standards.people import URGENT, WARNINGS, is_shown_first, title_of_warning
from constabulary.standards.rulebook import on

AT = datetime(2026, 11, 2, 14, tzinfo=UTC)
TODAY = date(2026, 11, 2)


def codes(reasons) -> list[str]:
    return [one.code.partition(".")[2] for one in reasons]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, [], id="a family name alone is a name"),
        pytest.param({"family": " "}, ["name-missing"], id="no name at all"),
        pytest.param({"kind": "title"}, ["kind-unknown"], id="a kind that is none"),
        pytest.param({"is_known": True}, ["name-known"], id="known by it already"),
    ],
)
def test_a_name(changes, expected):
    asked = {"given": "", "family": "Marlow", "kind": "alias", "is_known": False, **changes}
    assert codes(details.find_reasons_against_name(**asked)) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, [], id="a new day of birth"),
        pytest.param({"reason": ""}, ["reason-missing"], id="no reason"),
        pytest.param({"names": ("", " ")}, ["name-missing"], id="the name taken away"),
        pytest.param({"born_on": date(2026, 11, 3)}, ["born-in-future"], id="born tomorrow"),
        pytest.param({"died_on": date(1989, 1, 1)}, ["died-before-born"], id="died before birth"),
        pytest.param({"died_on": date(2026, 11, 3)}, ["died-before-born"], id="died tomorrow"),
        pytest.param({"died_on": date(2026, 11, 2), "born_on": None}, [], id="died today, birth not known"),
        pytest.param({"changes": False}, ["nothing-changed"], id="nothing is different"),
    ],
)
def test_a_correction(changes, expected):
    asked = {"reason": "Passport.", "names": ("Ruth", ""), "born_on": date(1990, 1, 1), "died_on": None, "today": TODAY,
             "changes": True, **changes}  # fmt: skip
    assert codes(details.find_reasons_against_correction(**asked)) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, [], id="a line is enough"),
        pytest.param({"line": ""}, ["line-missing"], id="nothing names the place"),
        pytest.param({"place_is_unknown": True}, ["place-unknown"], id="a reference that leads nowhere"),
        pytest.param({"kind": "castle"}, ["kind-unknown"], id="a kind that is none"),
        pytest.param({"from_on": TODAY, "until_on": date(2026, 11, 1)}, ["ends-before-start"], id="ends first"),
    ],
)
def test_an_address(changes, expected):
    asked = {"line": "4 Larch Row", "kind": "home", "from_on": None, "until_on": None, "place_is_unknown": False}
    assert codes(details.find_reasons_against_address(**{**asked, **changes})) == expected


@pytest.mark.parametrize(
    ("kind", "contact", "is_known", "expected"),
    [
        pytest.param("telephone", "07700 900123", False, [], id="a number"),
        pytest.param("telephone", "her number", False, ["number-has-letters"], id="words are no number"),
        pytest.param("email", "ruth@example.org", False, [], id="an e-mail address"),
        pytest.param("email", "ruth at home", False, ["contact-malformed"], id="no e-mail address"),
        pytest.param("online", "ruth_m", False, [], id="an online name is anything"),
        pytest.param("pigeon", "x", False, ["kind-unknown"], id="a kind that is none"),
        pytest.param("email", " ", False, ["contact-missing"], id="nothing"),
        pytest.param("online", "ruth_m", True, ["contact-known"], id="noted already"),
    ],
)
def test_a_contact_detail(kind, contact, is_known, expected):
    assert codes(details.find_reasons_against_contact(value=contact, kind=kind, is_known=is_known)) == expected


def test_ending_things_and_writing_on_a_combined_record():
    against = details.find_reasons_against_ending
    assert codes(against(reason="Moved.", has_ended=False)) == []
    assert codes(against(reason="", has_ended=True)) == ["reason-missing", "ended-already"]
    early = {"from_on": TODAY, "until_on": date(2026, 11, 1)}
    assert codes(against(reason="Moved.", has_ended=False, **early)) == ["ends-before-start"]
    assert codes(details.find_reasons_against_writing(is_merged=True)) == ["is-merged"]
    assert codes(details.find_reasons_against_writing(is_merged=False)) == []
    thing = details.find_reasons_against_thing
    assert codes(thing(known_by="", kind="hut", kinds=details.VEHICLE_KINDS)) == ["thing-missing", "kind-unknown"]
    firm = details.find_reasons_against_organisation
    assert codes(firm(name="A" * 120, kind="business")) == []
    assert codes(firm(name="A" * 121, kind="hut")) == ["kind-unknown", "thing-too-long"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, [], id="a person keeps a vehicle"),
        pytest.param({"ends": None}, ["end-unknown"], id="the other is not there"),
        pytest.param({"is_itself": True}, ["to-itself"], id="to itself"),
        pytest.param({"ends": Thing.PERSON}, ["kind-does-not-fit"], id="nobody is kept like a vehicle"),
        pytest.param({"kind": "enemy"}, ["kind-does-not-fit"], id="a kind that is none"),
        pytest.param({"source": ""}, ["source-missing"], id="not said how it is known"),
        pytest.param({"is_there": True}, ["already-linked"], id="there already"),
        pytest.param({"from_on": TODAY, "until_on": date(2026, 1, 1)}, ["backwards"], id="ends first"),
    ],
)
def test_a_link(changes, expected):
    asked = {"begins": Thing.PERSON, "ends": Thing.VEHICLE, "kind": "keeper", "source": "seen", "is_itself": False,
             "is_there": False, "from_on": None, "until_on": None}  # fmt: skip
    assert codes(links.find_reasons_against_link(**{**asked, **changes})) == expected


def test_a_link_reads_from_both_sides():
    assert links.words_of_link("keeper", from_its_end=False) == "Keeper of"
    assert links.words_of_link("keeper", from_its_end=True) == "Kept by"
    assert links.words_of_link("gone", from_its_end=True) == "gone"
    assert Thing.PLACE.label == "Place"
    assert all(card.begins and card.ends for card in LINK_KINDS.values())


@pytest.mark.parametrize(
    ("kind", "day", "expected"),
    [
        pytest.param("weapons", TODAY + timedelta(days=365), [], id="a year ahead"),
        pytest.param("weapons", TODAY + timedelta(days=366), ["review-too-far"], id="a day more than a year"),
        pytest.param(URGENT, TODAY + timedelta(days=92), [], id="urgent: three months"),
        pytest.param(URGENT, TODAY + timedelta(days=93), ["review-too-far"], id="urgent: a day more"),
        pytest.param("weapons", TODAY, ["review-in-past"], id="today is no later look"),
        pytest.param("weapons", None, ["review-missing"], id="no day"),
    ],
)
def test_the_day_of_the_next_look(kind, day, expected):
    found = warnings.find_reasons_against_review_day(kind=kind, review_on=day, rulebook=on(AT), at=AT)
    assert codes(found) == expected


def test_a_warning_its_look_and_its_end():
    made = warnings.find_reasons_against_warning
    assert codes(made(kind_fits=True, grounds="Knife in car.", is_there=False)) == []
    assert codes(made(kind_fits=False, grounds="Nasty", is_there=True)) == [
        "kind-missing", "grounds-missing", "there-already",
    ]  # fmt: skip
    assert codes(warnings.find_reasons_against_look(finding="", has_ended=True)) == ["finding-missing", "ended-already"]
    assert codes(warnings.find_reasons_against_end(reason="", has_ended=True)) == ["reason-missing", "ended-already"]


def test_a_look_is_due_at_the_end_of_its_day_and_safety_comes_first():
    duty = warnings.find_duty_of_look("weapons", on(AT), review_on=date(2026, 12, 1))
    assert (duty.kind, duty.risk, duty.edition) == (DutyKind.REVIEW_WARNING, 2, "Warnings 1")
    assert duty.due_at.date() == date(2026, 12, 1)
    assert warnings.find_duty_of_look("school", on(AT), review_on=date(2026, 12, 1)).risk == 1


def test_the_kinds_of_warning_cover_first_contact():
    assert title_of_warning("dangerous_dog") == "Dangerous dog"
    assert title_of_warning("of old") == "of old"
    assert is_shown_first("weapons")
    assert not is_shown_first("school")
    assert is_shown_first("of old"), "what no list knows is shown first"
    assert {place for one in WARNINGS.entries for place in one.about} == {"person", "place"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, [], id="two records of one person"),
        pytest.param({"reason": "same"}, ["reason-missing"], id="a word is no reason"),
        pytest.param({"is_itself": True}, ["is-itself"], id="itself"),
        pytest.param({"either_is_merged": True}, ["merged-already"], id="combined already"),
        pytest.param({"one_against_the_other": True}, ["one-against-the-other"], id="sealed against each other"),
        pytest.param(
            {"victim_and_suspect": True}, ["victim-and-suspect"], id="one suspected of a crime against the other"
        ),
    ],
)
def test_combining(changes, expected):
    asked = {"reason": "Same passport number.", "is_itself": False, "either_is_merged": False,
             "one_against_the_other": False, "victim_and_suspect": False}  # fmt: skip
    assert codes(merging.find_reasons_against_merging(**{**asked, **changes})) == expected


def test_taking_apart():
    assert codes(merging.find_reasons_against_unmerging(reason="Two sisters, really.", is_merged=True)) == []
    assert codes(merging.find_reasons_against_unmerging(reason="", is_merged=False)) == ["reason-missing", "not-merged"]


WHY = "The conference must know; the council keeps it."


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, [], id="a partner protects a child"),
        pytest.param({"recipient": "Marsh"}, ["recipient-missing"], id="a person without organisation"),
        pytest.param({"purpose": "asked"}, ["purpose-missing"], id="no purpose"),
        pytest.param({"sections": frozenset()}, ["nothing-chosen"], id="nothing chosen"),
        pytest.param({"sections": frozenset({Section.LINKS})}, ["section-not-carried"], id="links are about others"),
        pytest.param({"with_sealed": True, "sealed_reason": WHY}, [], id="sealed, with its reason"),
        pytest.param({"with_sealed": True}, ["sealed-reason-too-short"], id="sealed without a reason"),
        pytest.param(
            {"with_sealed": True, "sealed_reason": WHY, "basis": Basis.SUBJECT_ACCESS}, ["sealed-not-carried"],
            id="sealed never goes by subject access",
        ),
    ],
)  # fmt: skip
def test_a_disclosure(changes, expected):
    asked = {"basis": Basis.SAFEGUARDING, "recipient": "J. Marsh, Council", "purpose": "Child protection conference.",
             "sections": frozenset({Section.IDENTITY}), "with_sealed": False, "sealed_reason": "", **changes}  # fmt: skip
    assert codes(disclosure.find_reasons_against_disclosure(**asked)) == expected


def test_subject_access_carries_neither_others_nor_warnings():
    assert not BASES[Basis.SUBJECT_ACCESS].sections & {Section.LINKS, Section.WARNINGS}
    assert set(BASES) == set(Basis)
    assert ExportFormat.CSV


def test_every_kind_of_entry_finds_its_stage():
    assert stage_of(EntryKind.INCIDENT_GRADED) is Stage.INCIDENT
    assert stage_of(EntryKind.CRIME_RECORDED) is Stage.RECORDING
    assert stage_of(EntryKind.CRIME_REOPENED) is Stage.OUTCOME
    assert stage_of(EntryKind.MESSAGE_SENT) is Stage.VICTIM
    assert stage_of(EntryKind.FORCE_SET_UP) is Stage.OTHER
    assert [one.label for one in Stage][-1] == "Everything else"
    for beginning, _ in BEGINNINGS:
        assert any(kind.value.startswith(beginning) for kind in EntryKind), beginning
