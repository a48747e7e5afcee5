"""An exported journal, verified line by line."""

import json
from datetime import timedelta

import pytest

from constabulary.policing.journal.chain import Fault
from constabulary.policing.journal.export import ExportCheck, NotAnExport, seal_of_line
from tests.factories.chains import SEALED_AT, a_chain, an_entry, export_of


def read(lines, each_seal=lambda _: None):
    check = ExportCheck(each_seal)
    return check.read(lines) or check.end(), check


def test_an_export_holds_the_chain_and_says_when_it_was_made():
    fault, check = read(export_of(a_chain(2, 3), waiting=[an_entry(6), an_entry(7)]))
    assert fault is None
    assert check.chain.extent == "5 entries in 2 seals"
    assert set(check.chain.waiting) == {6, 7}
    assert check.exported_at == SEALED_AT + timedelta(minutes=1)


def test_a_journal_without_a_seal_can_be_exported():
    assert read(export_of([], waiting=[an_entry(1)]))[0] is None
    assert read(export_of([]))[0] is None


def test_a_seal_is_read_as_it_was_written():
    chain = a_chain(2)
    line = export_of(chain)[3]
    assert seal_of_line(json.loads(line)) == chain[0][0]


def without(index):
    return lambda lines: [*lines[:index], *lines[index + 1 :]]


def put(index, line):
    return lambda lines: [*lines[:index], line, *lines[index:]]


def changed(index, change):
    return lambda lines: [*lines[:index], change(lines[index]), *lines[index + 1 :]]


# The export of a chain of 2 and 3 entries with one waiting: 0 first, 1 2 entries, 3 seal, 4 5 6 entries, 7 seal,
# 8 waiting, 9 last.
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (changed(2, lambda line: line.replace(b"opened", b"closed")), "Entry 2 has been changed."),
        (without(1), "Entry 1 is missing."),
        (put(2, an_entry(9)[1] + b"\n"), "Entry 9 was added later."),
        (put(4, an_entry(9)[1] + b"\n"), "Entry 9 was added later."),
        (put(8, an_entry(9, transaction=2)[1] + b"\n"), "Entry 9 was added later: it is in no seal"),
        (changed(2, lambda line: b"[x, 1]\n"), "A line before seal 1 is neither entry nor seal."),
        (changed(8, lambda line: b"[6, broken\n"), "A line before seal 3 is neither entry nor seal."),
        (changed(8, lambda line: b'[6, "x"]\n'), "A line before seal 3 is neither entry nor seal."),
        (put(2, b"nonsense\n"), "A line before seal 1 is neither entry nor seal."),
        (put(2, b'{"other": 1}\n'), "A line before seal 1 is neither entry nor seal."),
        (put(2, b"7\n"), "A line before seal 1 is neither entry nor seal."),
        (changed(3, lambda line: b'{"seal": 1}\n'), "A line before seal 1 is neither entry nor seal."),
        (changed(3, lambda line: line.replace(b'"entries": 2', b'"entries": 1')), "Seal 1 has been changed."),
        (without(3), "Entry 1 has been"),
        (without(9), "The file has been cut after seal 2."),
        (lambda lines: lines[:5], "The file has been cut after seal 1."),
        (without(8), "The file does not hold what its last line says it holds."),
        (lambda lines: [*lines, lines[-1]], "A line before seal 3 is neither entry nor seal."),
        (put(2, an_entry(1)[1] + b"\n"), "Entry 1 is there twice."),
        (changed(9, lambda line: line.replace(b'"seals": 2', b'"seals": 3')), "The file does not hold"),
    ],
)
def test_a_changed_export_is_found(change, sentence):
    lines = export_of(a_chain(2, 3), waiting=[an_entry(6)])
    fault, _ = read(change(lines))
    if sentence == "Entry 1 has been":
        # Without the first seal its entries are of none.
        assert fault.sentence == "Seal 1 is missing; the next found is 2."
    else:
        assert fault.sentence.startswith(sentence)


def test_the_first_fault_ends_the_reading_and_what_hears_of_seals_may_object():
    heard = []

    def each_seal(seal):
        heard.append(seal.number)
        return Fault(seal=seal.number, entry=None, sentence="No.") if seal.number == 2 else None

    fault, _ = read(export_of(a_chain(1, 1, 1)), each_seal)
    assert (fault.sentence, heard) == ("No.", [1, 2])


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([], "empty"),
        ([b"hello\n"], "no export"),
        ([b"[1, 2]\n", b"7\n"], "no export"),
        ([b'{"journal": "another"}\n'], "no export"),
        ([b'{"journal": "constabulary", "format": 2}\n'], "of format 2"),
        ([b'{"journal": "constabulary", "format": 1}\n'], "does not say when"),
        ([b'{"journal": "constabulary", "format": 1, "exported_at": "x"}\n'], "does not say when"),
    ],
    ids=["empty", "text", "entries only", "another journal", "another format", "no moment", "wrong moment"],
)
def test_what_is_no_export_is_refused(lines, why):
    with pytest.raises(NotAnExport, match=why):
        read(lines)
