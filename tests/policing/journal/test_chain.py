"""The chain: whatever is changed, missing, moved or added is found, and named."""

from dataclasses import replace
from datetime import timedelta

import pytest

from constabulary.policing.journal.chain import (
    FIRST_HASH,
    ChainCheck,
    digest_of,
    entries_of,
    find_seal_fault,
    make_seal,
    payload_digest,
    unseen_by,
)
from constabulary.policing.journal.kinds import EntryKind
from tests.factories.chains import a_chain, an_entry


def followed(chain):
    """Everything shown and followed in order: the first fault, and the check."""
    check = ChainCheck()
    for seal, entries in chain:
        fault = check.show(entries) or check.follow(seal)
        if fault is not None:
            return fault, check
    return None, check


def test_a_chain_as_it_was_made_has_no_fault():
    fault, check = followed(a_chain(3, 1, 5))
    assert fault is None
    assert check.extent == "9 entries in 3 seals"
    assert check.waiting == {}
    assert followed(a_chain(1))[1].extent == "1 entry in 1 seal"


def test_entries_may_be_shown_long_before_their_seal_and_in_any_order():
    (first, one), (second, two) = a_chain(2, 2)
    check = ChainCheck()
    assert check.show(two[::-1]) is None
    assert check.show(one) is None
    assert check.follow(first) is None
    assert set(check.waiting) == {3, 4}
    assert check.follow(second) is None


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda entries: [entries[0], (entries[1][0], b"x"), entries[2]], "Entry 2 has been changed."),
        (lambda entries: [entries[0], entries[2]], "Entry 2 is missing."),
        (lambda entries: [entries[0], entries[0], entries[1], entries[2]], "Entry 1 is there twice."),
        (
            lambda entries: [(entries[1][0], entries[0][1]), (entries[0][0], entries[1][1]), entries[2]],
            "Entry 1 has been changed.",
        ),
    ],
    ids=["changed", "missing", "twice", "exchanged"],
)
def test_the_first_bad_entry_is_named(change, sentence):
    [(seal, entries)] = a_chain(3)
    fault, _ = followed([(seal, change(entries))])
    assert fault.sentence == sentence


def test_an_entry_shown_again_after_others_is_found():
    check = ChainCheck()
    check.show([an_entry(1)])
    assert check.show([an_entry(2), an_entry(1)]).sentence == "Entry 1 is there twice."


def test_an_added_entry_is_left_waiting():
    [(seal, entries)] = a_chain(3)
    _, check = followed([(seal, [*entries, an_entry(9)])])
    assert set(check.waiting) == {9}


@pytest.mark.parametrize(
    "change",
    [
        {"sealed_at": timedelta(microseconds=1)},
        {"entries": 3},
        {"manifest": b""},
        {"manifest": b"x" * 40},
        {"snapshot": "1:99:"},
        {"cluster": 8},
        {"base": 1},
        {"hash": b"x" * 32},
    ],
    ids=lambda change: next(iter(change)),
)
def test_whatever_a_seal_says_is_covered_by_its_hash(change):
    [(seal, _)] = a_chain(2)
    if "sealed_at" in change:
        change = {"sealed_at": seal.sealed_at + change["sealed_at"]}
    fault = find_seal_fault(replace(seal, **change), number=1, previous_hash=FIRST_HASH)
    assert fault.sentence == "Seal 1 has been changed."


def test_a_count_that_does_not_fit_its_manifest_is_found_even_under_a_right_hash():
    [(seal, _)] = a_chain(2)
    forged = make_seal(
        number=1, sealed_at=seal.sealed_at, previous_hash=FIRST_HASH, manifest=seal.manifest[:-1],
        snapshot=seal.snapshot, cluster=seal.cluster, base=seal.base,
    )  # fmt: skip
    assert find_seal_fault(forged, number=1, previous_hash=FIRST_HASH).sentence == "Seal 1 has been changed."


def test_a_missing_seal_and_a_foreign_one_are_found():
    first, second, third = a_chain(1, 1, 1)
    assert followed([first, third])[0].sentence == "Seal 2 is missing; the next found is 3."
    foreign = a_chain(2, 1)[1]
    assert followed([first, foreign])[0].sentence == "Seal 2 does not follow from the seal before it."
    assert followed([first, second, third])[0] is None


def test_digests_are_sha_256_and_a_payload_s_is_salted():
    assert digest_of(b"").hex().startswith("e3b0c44298fc1c14")
    assert payload_digest(b"salt", b"words") != payload_digest(b"tlas", b"words")


def test_a_seal_knows_what_it_could_not_see():
    [(seal, entries)] = a_chain(2)
    assert unseen_by(replace(seal, snapshot="5:9:5,7", base=100)) == (109, [105, 107])
    assert [number for number, _ in entries_of(seal.manifest)] == [number for number, _ in entries]


def test_every_kind_of_reading_says_that_nothing_was_changed():
    assert EntryKind.READ_PERSON.is_reading
    assert not EntryKind.CRIME_RECORDED.is_reading
    assert EntryKind.CRIME_RECORDED.sentence == "The crime was recorded."
