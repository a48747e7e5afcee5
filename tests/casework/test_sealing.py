"""Sealing the journal while others write, and writing its heads down outside."""

import threading
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework import sealing
from constabulary.casework.anchoring import AnchorsBroken, anchor_again, last_anchored
from constabulary.casework.contact import take_call
from constabulary.casework.sealing import SealingTrouble, seal_journal
from constabulary.policing.journal.anchors import anchor_line
from constabulary.policing.journal.chain import FIRST_HASH, entries_of, find_seal_fault
from constabulary.records.guards import apply_guards
from constabulary.records.models import Incident, JournalEntry, JournalSeal
from constabulary.records.queries.officers import system_officer
from constabulary.records.queries.seals import head_seal, seals_after
from tests.conftest import asking
from tests.databases import CLUSTER
from tests.factories.calls import shoplifting

pytestmark = pytest.mark.usefixtures("committing")


def sealed_numbers() -> list[int]:
    return [number for seal in JournalSeal.objects.order_by("number") for number, _ in entries_of(bytes(seal.manifest))]


def a_call(at) -> None:
    take_call(call=shoplifting(at), by=asking(Role.CONTACT_HANDLER), at=at)


def test_every_entry_is_sealed_once_and_each_seal_follows_from_the_one_before(at):
    system = system_officer()
    assert seal_journal(by=system, at=at) > 0
    a_call(at)
    assert seal_journal(by=system, at=at) == 3
    assert seal_journal(by=system, at=at) == 0
    assert sorted(sealed_numbers()) == list(JournalEntry.objects.order_by("id").values_list("id", flat=True))
    previous = FIRST_HASH
    for number, seal in enumerate(seals_after(0), start=1):
        assert find_seal_fault(seal, number=number, previous_hash=previous) is None
        previous = seal.hash


def test_a_large_batch_is_cut_into_seals(at, monkeypatch):
    monkeypatch.setattr(sealing, "MOST_IN_A_SEAL", 10)
    told: list[int] = []
    sealed = seal_journal(by=system_officer(), at=at, told=told.append)
    assert [seal.entries for seal in seals_after(0)][:-1] == [10] * (len(told) - 1)
    assert told[-1] == sealed == JournalEntry.objects.count()


@pytest.fixture
def open_writer(at):
    """Somebody whose act is written and not committed until `.set()`."""
    by = asking(Role.CONTACT_HANDLER)
    written, may_commit = threading.Event(), threading.Event()

    def write_slowly() -> None:
        try:
            with transaction.atomic():
                take_call(call=shoplifting(at), by=by, at=at)
                written.set()
                may_commit.wait(20)
        finally:
            connection.close()

    writer = threading.Thread(target=write_slowly)
    writer.start()
    assert written.wait(10)

    def commit() -> None:
        may_commit.set()
        writer.join()

    yield commit
    commit()


def test_an_entry_of_a_transaction_that_was_open_during_seals_is_in_the_next_one(at, open_writer):
    system = system_officer()
    seal_journal(by=system, at=at)
    for _ in range(3):
        a_call(at)
        assert seal_journal(by=system, at=at) == 3
    open_writer()
    assert seal_journal(by=system, at=at) == 3
    assert len(sealed_numbers()) == len(set(sealed_numbers())) == JournalEntry.objects.count()


def test_two_sealers_do_not_seal_at_once(at):
    with CLUSTER.connect("application", connection.settings_dict["NAME"]) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [sealing.SEALER_LOCK])
        assert seal_journal(by=system_officer(), at=at) == 0
        other.execute("SELECT pg_advisory_unlock(%s)", [sealing.SEALER_LOCK])
    assert seal_journal(by=system_officer(), at=at) > 0


def test_every_seal_is_written_down_outside_the_database(at):
    for second in range(3):
        a_call(at)
        seal_journal(by=system_officer(), at=at + timedelta(seconds=second))
    assert settings.ANCHOR_FILE.read_bytes() == b"".join(anchor_line(seal) for seal in seals_after(0))
    assert settings.ANCHOR_FILE.stat().st_mode & 0o077 == 0


def seal_some(at, runs: int) -> bytes:
    for second in range(runs):
        a_call(at)
        seal_journal(by=system_officer(), at=at + timedelta(seconds=second))
    return settings.ANCHOR_FILE.read_bytes()


@pytest.mark.parametrize("lost", [1, 30, 150], ids=["the newline", "part of the line", "the whole line and more"])
def test_a_sealer_killed_before_its_line_was_whole_is_made_good_by_the_next(at, lost):
    whole = seal_some(at, 4)
    line = len(whole.splitlines(keepends=True)[-1])
    settings.ANCHOR_FILE.write_bytes(whole[: -min(lost, line)])
    a_call(at)
    seal_journal(by=system_officer(), at=at)
    assert settings.ANCHOR_FILE.read_bytes() == b"".join(anchor_line(seal) for seal in seals_after(0))


@pytest.mark.parametrize(
    "change",
    [
        lambda whole: b"".join(whole.splitlines(keepends=True)[:2]),
        lambda whole: b"",
        lambda whole: whole + b"nonsense\n",
        lambda whole: whole + b"7 part of another line",
    ],
    ids=["cut by more than one run", "emptied", "another last line", "another beginning"],
)
def test_an_anchor_file_that_does_not_end_where_it_should_is_not_healed_in_silence(at, change):
    whole = seal_some(at, 6)
    settings.ANCHOR_FILE.write_bytes(change(whole))
    a_call(at)
    with pytest.raises(AnchorsBroken, match="anchor-again"):
        seal_journal(by=system_officer(), at=at)
    assert sorted(sealed_numbers()) == sorted(JournalEntry.objects.values_list("id", flat=True)), "sealing goes on"


def test_an_anchor_file_of_another_chain_is_not_added_to(at):
    settings.ANCHOR_FILE.write_bytes(b"5 " + b"0" * 64 + b" 2026-11-02T14:00:00.000000+00:00 3\n")
    with pytest.raises(AnchorsBroken, match="seal 5, which the database does not have"):
        seal_journal(by=system_officer(), at=at)


def test_the_anchor_file_can_be_written_anew_by_someone_who_says_why(at):
    seal_some(at, 4)
    settings.ANCHOR_FILE.write_bytes(b"")
    with pytest.raises(NotPermitted):
        anchor_again(reason="It was lost with the old disk.", by=asking(Role.CONTACT_HANDLER), at=at)
    kept = anchor_again(reason="It was lost with the old disk.", by=system_officer(), at=at)
    assert kept is not None
    assert kept.read_bytes() == b""
    kept.unlink()
    seal_journal(by=system_officer(), at=at)
    assert last_anchored(settings.ANCHOR_FILE) == (head_seal().number, b"")
    entry = JournalEntry.objects.get(kind="anchors_written_anew")
    assert entry.purpose == "It was lost with the old disk."


def on_another_server(name: str) -> None:
    """Make the database believe that it was restored here from another server."""
    with CLUSTER.connect("superuser", name) as superuser:
        superuser.execute(
            "CREATE OR REPLACE FUNCTION journal_cluster() RETURNS bigint IMMUTABLE LANGUAGE sql AS 'SELECT 1::bigint'"
        )


def test_a_database_brought_from_another_server_is_not_sealed_before_its_count_is_settled(at):
    seal_some(at, 1)
    on_another_server(connection.settings_dict["NAME"])
    with pytest.raises(SealingTrouble, match="constabulary migrate"):
        seal_journal(by=system_officer(), at=at)


def test_after_the_guards_have_settled_the_count_everything_is_sealed_exactly_once(at, open_writer):
    name = connection.settings_dict["NAME"]
    open_writer()
    seal_some(at, 2)
    a_call(at)
    on_another_server(name)
    with CLUSTER.connect("owner", name) as owner, owner.cursor() as cursor:
        apply_guards(cursor)
    highest = JournalEntry.objects.order_by("-transaction").values_list("transaction", flat=True).first()
    a_call(at)
    assert JournalEntry.objects.order_by("-id").first().transaction > highest
    assert seal_journal(by=system_officer(), at=at) == 6
    a_call(at)
    assert seal_journal(by=system_officer(), at=at) == 3
    assert sorted(sealed_numbers()) == sorted(JournalEntry.objects.values_list("id", flat=True))
    assert len({seal.base for seal in seals_after(0)}) == 2


def test_an_act_of_the_old_server_does_not_cover_a_write_on_the_new_one(at):
    """A restored database counts its transactions anew: an old act may not pass for the present one."""
    name = connection.settings_dict["NAME"]
    a_call(at)
    row = Incident.objects.get()
    on_another_server(name)
    with CLUSTER.connect("owner", name) as owner, owner.cursor() as cursor:
        apply_guards(cursor)
    with CLUSTER.connect("superuser", name) as superuser:
        superuser.execute("SET session_replication_role = replica")
        # Every old entry speaks of the row, each of one of the next transactions by the server's own count.
        superuser.execute(
            "UPDATE journal_entry e SET rows = rows || %s::bigint, transaction = pg_current_xact_id()::text::bigint + n "
            "FROM (SELECT id, row_number() OVER () AS n FROM journal_entry) o WHERE o.id = e.id",
            [row.pk],
        )
    with pytest.raises(DatabaseError, match="no journal entry"), transaction.atomic():
        Incident.objects.filter(pk=row.pk).update(domestic_abuse=True)
