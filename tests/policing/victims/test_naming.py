"""Who can be named as the victim of a crime in which nobody was, and of which crime."""

from dataclasses import replace

import pytest

from constabulary.policing.victims.naming import (
    NamingFacts,
    find_reasons_against_any,
    find_reasons_against_naming,
)

ON_RECORD = NamingFacts(
    basis="V", is_cancelled=False, has_victim=False, is_named=False, by_reference=True, is_known=True, is_suspect=False,
    named_like_suspect=False,
)  # fmt: skip
NEW = replace(ON_RECORD, is_named=True, by_reference=False, is_known=False)


def codes(found) -> list[str]:
    return [one.code.removeprefix("naming.") for one in found]


@pytest.mark.parametrize(
    ("basis", "is_cancelled", "has_victim", "refused"),
    [
        pytest.param("V", False, False, [], id="against a victim nobody has named"),
        pytest.param("S/V", False, False, [], id="against the state or a victim"),
        pytest.param("S", False, False, ["is-against-state"], id="against the state alone"),
        pytest.param("V", True, False, ["is-cancelled"], id="cancelled"),
        pytest.param("V", False, True, ["has-one"], id="one is named"),
        pytest.param("S", True, True, ["is-cancelled", "is-against-state", "has-one"], id="all three"),
    ],
)
@pytest.mark.source("Home Office, Notifiable offences 2026-27")
def test_which_crimes_a_victim_can_still_be_named_of(basis, is_cancelled, has_victim, refused):
    assert codes(find_reasons_against_any(basis, is_cancelled=is_cancelled, has_victim=has_victim)) == refused
    facts = replace(ON_RECORD, basis=basis, is_cancelled=is_cancelled, has_victim=has_victim)
    assert codes(find_reasons_against_naming(facts, words="She rang.")) == refused


@pytest.mark.parametrize(
    ("facts", "words", "refused"),
    [
        pytest.param(ON_RECORD, "She rang.", [], id="somebody on record"),
        pytest.param(NEW, "She rang.", [], id="a new name"),
        pytest.param(NEW, " ", ["how-missing"], id="nothing said of how it is known"),
        pytest.param(replace(NEW, is_named=False), "She rang.", ["nobody-named"], id="nobody"),
        pytest.param(replace(ON_RECORD, is_known=False), "She rang.", ["unknown"], id="a record that is not seen"),
        pytest.param(replace(ON_RECORD, is_suspect=True), "She rang.", ["is-suspect"], id="a suspect"),
        pytest.param(replace(NEW, named_like_suspect=True), "He rang.", ["named-like-suspect"], id="a suspect's name"),
        pytest.param(replace(ON_RECORD, named_like_suspect=True), "He rang.", [], id="a suspect's name, another record"),
        pytest.param(
            replace(NEW, is_named=False, is_cancelled=True), "", ["is-cancelled", "nobody-named", "how-missing"],
            id="everything",
        ),
    ],
)  # fmt: skip
def test_who_can_be_named_as_the_victim(facts, words, refused):
    assert codes(find_reasons_against_naming(facts, words=words)) == refused


ALONE = replace(NEW, is_named=False, organisation=("Cove Stores", "business"))
WITH = replace(ON_RECORD, organisation=("Cove Stores", "business"))


@pytest.mark.parametrize(
    ("facts", "words", "refused"),
    [
        pytest.param(ALONE, "It rang.", [], id="an organisation, and nobody yet who speaks for it"),
        pytest.param(WITH, "It rang.", [], id="somebody on record speaks for it"),
        pytest.param(replace(ALONE, is_named=True), "It rang.", [], id="somebody new speaks for it"),
        pytest.param(
            replace(ALONE, organisation=(" ", "business")), "It rang.", [("naming.organisation-missing", "organisation")],
            id="no name",
        ),
        pytest.param(
            replace(ALONE, organisation=("A" * 121, "business")), "It rang.", [("details.thing-too-long", "organisation")],
            id="a name longer than a record holds",
        ),
        pytest.param(
            replace(ALONE, organisation=("Cove", "hut")), "It rang.", [("details.kind-unknown", "organisation")],
            id="of no kind there is",
        ),
        pytest.param(
            replace(WITH, is_known=False), "It rang.", [("naming.unknown", "contact")], id="a record that is not seen"
        ),
        pytest.param(
            replace(WITH, is_suspect=True), "It rang.", [("naming.contact-is-suspect", "contact")],
            id="a suspect speaks for it",
        ),
        pytest.param(
            replace(ALONE, is_named=True, named_like_suspect=True), "It rang.",
            [("naming.contact-like-suspect", "contact_family")], id="a suspect's name",
        ),
        pytest.param(replace(WITH, named_like_suspect=True), "It rang.", [], id="a suspect's name, another record"),
        pytest.param(ALONE, "", [("naming.how-missing", "words")], id="nothing said of how it is known"),
        pytest.param(
            replace(WITH, organisation=("", "hut"), is_cancelled=True, has_victim=True, is_suspect=True), " ",
            [
                ("naming.is-cancelled", ""), ("naming.has-one", ""), ("naming.organisation-missing", "organisation"),
                ("naming.contact-is-suspect", "contact"), ("naming.how-missing", "words"),
            ],
            id="everything",
        ),
    ],
)  # fmt: skip
def test_which_organisation_can_be_named_as_the_victim_and_who_speaks_for_it(facts, words, refused):
    assert [(one.code, one.field) for one in find_reasons_against_naming(facts, words=words)] == refused
