"""Sealing the journal: every entry once, long transactions included, the head anchored outside."""

import threading
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection, transaction

from constabulary.access.roles import Role
from constabulary.casework.contact import take_call
from constabulary.casework.sealing import seal_journal
from constabulary.policing.journal.chain import FIRST_HASH, entries_of, seal_hash
from constabulary.records.models import JournalEntry, JournalSeal
from constabulary.records.queries.officers import system_officer
from tests.conftest import asking
from tests.factories.calls import shoplifting

pytestmark = pytest.mark.usefixtures("committing")


def sealed_numbers() -> list[int]:
    return [number for seal in JournalSeal.objects.order_by("number") for number, _ in entries_of(bytes(seal.manifest))]


def test_every_entry_is_sealed_once_and_each_seal_follows_from_the_one_before(at):
    system = system_officer()
    assert seal_journal(by=system, at=at) > 0
    take_call(call=shoplifting(at), by=asking(Role.CONTACT_HANDLER), at=at)
    assert seal_journal(by=system, at=at) == 3
    assert seal_journal(by=system, at=at) == 0
    assert sorted(sealed_numbers()) == list(JournalEntry.objects.order_by("id").values_list("id", flat=True))
    previous = FIRST_HASH
    for seal in JournalSeal.objects.order_by("number"):
        assert bytes(seal.previous_hash) == previous
        previous = bytes(seal.hash)
        assert previous == seal_hash(seal.number, bytes(seal.previous_hash), bytes(seal.manifest))


def test_an_entry_of_a_transaction_that_was_open_during_a_seal_is_in_the_next_one(at):
    system = system_officer()
    seal_journal(by=system, at=at)
    by = asking(Role.CONTACT_HANDLER)
    written, may_commit = threading.Event(), threading.Event()

    def slow_writer() -> None:
        try:
            with transaction.atomic():
                take_call(call=shoplifting(at), by=by, at=at)
                written.set()
                may_commit.wait(10)
        finally:
            connection.close()

    writer = threading.Thread(target=slow_writer)
    writer.start()
    assert written.wait(10)
    take_call(call=shoplifting(at), by=by, at=at)
    assert seal_journal(by=system, at=at) == 3
    may_commit.set()
    writer.join()
    assert seal_journal(by=system, at=at) == 3
    assert len(sealed_numbers()) == len(set(sealed_numbers())) == JournalEntry.objects.count()


def test_the_head_is_written_down_outside_the_database(at):
    settings.ANCHOR_FILE.unlink(missing_ok=True)
    seal_journal(by=system_officer(), at=at + timedelta(seconds=1))
    number, head, _, _ = settings.ANCHOR_FILE.read_text().splitlines()[-1].split()
    seal = JournalSeal.objects.get(number=number)
    assert bytes(seal.hash).hex() == head
