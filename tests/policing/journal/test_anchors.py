"""Heads written down outside: a cut tail and a rewritten chain are found, and so is a changed file."""

from datetime import timedelta

import pytest

from constabulary.policing.journal.anchors import (
    AnchorCheck,
    Slip,
    anchor_line,
    find_slip_fault,
    number_of_line,
    read_slip,
)
from tests.factories.chains import SEALED_AT, a_chain, anchors_of


def compared(lines, chain, until=None):
    check = AnchorCheck(lines)
    for seal, _ in chain:
        fault = check.follow(seal)
        if fault is not None:
            return fault, check
    return check.end(until=until), check


def test_a_file_written_beside_its_chain_fits_it():
    chain = a_chain(2, 3, 1)
    fault, check = compared(anchors_of(chain), chain)
    assert fault is None
    assert check.first_without is None
    assert number_of_line(anchor_line(chain[1][0])) == 2
    assert number_of_line(b"not ours\n") is None


def test_a_whole_chain_rewritten_is_found_at_its_first_seal():
    lines = anchors_of(a_chain(2, 3, 1))
    rewritten = a_chain(1, 4, 1)
    fault, _ = compared(lines, rewritten)
    assert fault.sentence == "The chain has been rewritten, or the anchor file changed: they differ on seal 1."


def test_a_cut_tail_is_found():
    chain = a_chain(2, 3, 1)
    fault, _ = compared(anchors_of(chain), chain[:2])
    assert fault.sentence == "The chain has been cut: seal 3 is anchored outside and no longer there."


def test_seals_after_the_export_was_made_need_not_be_in_it():
    chain = a_chain(2, 3, 1)
    made_then = SEALED_AT + timedelta(seconds=0.5)
    fault, check = compared(anchors_of(chain), chain[:1], until=made_then)
    assert (fault, check.later) == (None, 3)
    fault, _ = compared([*anchors_of(chain), b"nonsense\n"], chain[:1], until=made_then)
    assert fault.sentence == "Line 4 of the anchor file has been changed."


def test_a_file_that_is_older_than_the_chain_says_from_where_on():
    chain = a_chain(2, 3, 1)
    fault, check = compared(anchors_of(chain)[:1], chain)
    assert fault is None
    assert check.first_without.number == 2


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda lines: [lines[0], b"x" + lines[1][1:], lines[2]], "Line 2 of the anchor file has been changed."),
        (lambda lines: [lines[0], lines[1].replace(b" 3\n", b" 4\n"), lines[2]], "Line 2 of the anchor file has been"),
        (lambda lines: [lines[0], lines[2]], "Line 2 of the anchor file names seal 3 instead of seal 2."),
        (lambda lines: [lines[1], lines[0], lines[2]], "Line 1 of the anchor file names seal 2 instead of seal 1."),
        (lambda lines: [lines[0], lines[0], *lines[1:]], "Line 2 of the anchor file names seal 1 instead of seal 2."),
    ],
    ids=["flipped", "another count", "one taken out", "exchanged", "one put in"],
)
def test_a_changed_file_is_found(change, sentence):
    chain = a_chain(2, 3, 1)
    fault, _ = compared(change(anchors_of(chain)), chain)
    assert fault.sentence.startswith(sentence)


def test_a_printed_slip_is_compared_by_the_beginning_of_its_hash():
    [(seal, _)] = a_chain(2)
    typed = f"1: {seal.hash.hex()[:8].upper()} {seal.hash.hex()[8:20]}"
    assert find_slip_fault(read_slip(typed), seal) is None
    other = Slip(number=1, hash_begins="0" * 16)
    assert find_slip_fault(other, seal).sentence.startswith("The chain has been rewritten: seal 1")
    assert find_slip_fault(other, None).sentence.startswith("The chain has been cut: the slip names seal 1")


@pytest.mark.parametrize("typed", ["", "1", "1:abc", "x:" + "0" * 16, "1:" + "g" * 16, "1:" + "0" * 65])
def test_what_is_no_slip_is_refused(typed):
    with pytest.raises(ValueError, match="NUMBER:HASH"):
        read_slip(typed)
