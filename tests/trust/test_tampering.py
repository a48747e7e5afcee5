"""Trust tests 8 and 9: whatever somebody does to the journal behind its guards is found and named."""

import os
import random
import re
from datetime import timedelta

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from constabulary.access.roles import Role
from constabulary.casework.contact import take_call
from constabulary.casework.erasure import erase_payloads
from constabulary.casework.reading import open_incident
from constabulary.casework.restrictions import restrict_journey
from constabulary.casework.sealing import seal_journal
from constabulary.jobs.verifying import verify_journal
from constabulary.policing.journal.anchors import Slip, anchor_line
from constabulary.policing.journal.chain import FIRST_HASH, entries_of, make_manifest, make_seal
from constabulary.policing.journal.erasure import Erasure, LegalBasis
from constabulary.policing.protection.restrictions import RestrictionKind
from constabulary.records.models import Incident, JournalPayload
from constabulary.records.queries.officers import system_officer
from constabulary.records.queries.seals import head_seal, seals_after
from tests.conftest import asking
from tests.databases import CLUSTER
from tests.factories.calls import former_partner_damage, shoplifting
from tests.trust.tampering import Tamperer

IN_EVERY_RUN = 100
IN_FULL = 1000
SEED = int(os.environ.get("TAMPERING_SEED", "20190502"))

pytestmark = pytest.mark.usefixtures("committing")


def auditor() -> psycopg.Connection:
    return CLUSTER.connect("auditor", connection.settings_dict["NAME"])


def faults() -> list[str]:
    anchors = settings.ANCHOR_FILE.read_bytes().splitlines(keepends=True) if settings.ANCHOR_FILE.exists() else []
    return [fault.sentence for fault in verify_journal(auditor, anchors=anchors).faults]


@pytest.fixture
def journal(at):
    """Calls taken and read, one restricted, one payload erased, sealed every few acts and anchored."""
    for minute in range(12):
        moment = at + timedelta(minutes=minute)
        call = (former_partner_damage if minute % 2 else shoplifting)(moment)
        taken = take_call(call=call, by=asking(Role.CONTACT_HANDLER), at=moment)
        open_incident(reference=taken.incident, purpose="Reviewing", by=asking(Role.DISPATCHER), at=moment)
        if minute == 4:
            journey = Incident.objects.get(pk=taken.incident_id).journey_id
            by = asking(Role.VULNERABILITY_DESK)
            restrict_journey(journey=journey, kind=RestrictionKind.CHILD, reason="A child", by=by, at=moment)
        if minute == 6:
            erasure = Erasure(
                entries=(JournalPayload.objects.order_by("entry").values_list("entry", flat=True)[3],),
                basis=LegalBasis.COURT_ORDER, decided_by="Crown Court", reason="Ordered.", needed_as_evidence=False,
            )  # fmt: skip
            erase_payloads(erasure=erasure, by=asking(Role.CRIME_REGISTRAR), at=moment)
        if minute % 2:
            seal_journal(by=system_officer(), at=moment)
    connection.close()
    assert faults() == []


def sweep(count: int) -> None:
    """So many tamperings, one after the other, each put back before the next."""
    dice = random.Random(SEED)
    missed = []
    with CLUSTER.connect("superuser", connection.settings_dict["NAME"]) as superuser:
        tamperer = Tamperer(superuser, settings.ANCHOR_FILE, dice)
        for _ in range(count):
            what = tamperer.tamper()
            found = faults()
            if not found or (tamperer.named and not re.search(rf"\b{tamperer.named}\b", " ".join(found))):
                missed.append((what, found))
            tamperer.put_back()
    assert faults() == [], "putting back failed"
    assert missed == [], f"{len(missed)} of {count} tamperings were not found or not named (TAMPERING_SEED={SEED})"


def test_each_of_a_hundred_random_tamperings_is_found(journal):
    sweep(IN_EVERY_RUN)


@pytest.mark.slow
def test_each_of_a_thousand_random_tamperings_is_found(journal):
    sweep(IN_FULL)


def rewritten(superuser: psycopg.Connection) -> None:
    """Somebody changes an act of the past and makes every digest, manifest and seal anew, right in itself."""
    superuser.execute("SET session_replication_role = replica")
    superuser.execute("UPDATE journal_entry SET by_number = 'D99' WHERE id = (SELECT min(id) FROM journal_entry)")
    superuser.execute("UPDATE journal_entry e SET canonical = journal_canonical(e)")
    canonical = dict(superuser.execute("SELECT id, canonical FROM journal_entry").fetchall())
    previous = FIRST_HASH
    for number, sealed_at, manifest, snapshot, cluster, base in superuser.execute(
        "SELECT number, sealed_at, manifest, snapshot, cluster, base FROM journal_seal ORDER BY number"
    ).fetchall():
        numbers = [entry for entry, _ in entries_of(manifest)]
        seal = make_seal(
            number=number, sealed_at=sealed_at, previous_hash=previous,
            manifest=make_manifest((entry, canonical[entry]) for entry in numbers),
            snapshot=snapshot, cluster=cluster, base=base,
        )  # fmt: skip
        previous = seal.hash
        superuser.execute(
            "UPDATE journal_seal SET previous_hash = %s, manifest = %s, hash = %s WHERE number = %s",
            [seal.previous_hash, seal.manifest, seal.hash, number],
        )


def test_a_whole_chain_rewritten_consistently_is_found_by_the_anchors_and_by_a_printed_slip(journal):
    """Trust test 9."""
    head = head_seal()
    with CLUSTER.connect("superuser", connection.settings_dict["NAME"]) as superuser:
        rewritten(superuser)
    assert faults() == ["The chain has been rewritten, or the anchor file changed: they differ on seal 1."]
    settings.ANCHOR_FILE.write_bytes(b"".join(anchor_line(seal) for seal in seals_after(0)))
    assert faults() == [], "who holds the database and the file can rewrite both:"
    slip = Slip(number=head.number, hash_begins=head.hash.hex()[:16])
    anchors = settings.ANCHOR_FILE.read_bytes().splitlines(keepends=True)
    [fault] = verify_journal(auditor, anchors=anchors, slip=slip).faults
    assert (
        fault.sentence == f"The chain has been rewritten: seal {head.number} is not the one the slip was printed from."
    )


def test_a_tail_cut_off_the_database_is_found_by_the_anchors(journal):
    with CLUSTER.connect("superuser", connection.settings_dict["NAME"]) as superuser:
        superuser.execute("SET session_replication_role = replica")
        manifest = superuser.execute("DELETE FROM journal_seal WHERE number = 6 RETURNING manifest").fetchone()[0]
        numbers = [number for number, _ in entries_of(manifest)]
        superuser.execute("DELETE FROM journal_payload WHERE entry = ANY(%s)", [numbers])
        superuser.execute("DELETE FROM journal_entry WHERE id = ANY(%s)", [numbers])
    assert faults() == ["The chain has been cut: seal 6 is anchored outside and no longer there."]


def test_an_erased_payload_is_in_order_and_one_that_is_simply_gone_is_not(journal):
    with CLUSTER.connect("superuser", connection.settings_dict["NAME"]) as superuser:
        superuser.execute("SET session_replication_role = replica")
        gone = superuser.execute("SELECT min(entry) FROM journal_payload").fetchone()[0]
        superuser.execute("DELETE FROM journal_payload WHERE entry = %s", [gone])
    assert faults() == [f"The payload of entry {gone} is missing."]


def test_an_entry_that_waits_too_long_for_its_seal_is_told(journal, at):
    take_call(call=shoplifting(at), by=asking(Role.CONTACT_HANDLER), at=at)
    connection.close()
    assert faults() == [], "a fresh entry waits a moment"
    last = "e.id IN (SELECT id FROM journal_entry ORDER BY id DESC LIMIT 3)"
    with CLUSTER.connect("superuser", connection.settings_dict["NAME"]) as superuser:
        superuser.execute("SET session_replication_role = replica")
        superuser.execute(f"UPDATE journal_entry e SET recorded_at = recorded_at - interval '2 minutes' WHERE {last}")
        superuser.execute(f"UPDATE journal_entry e SET canonical = journal_canonical(e) WHERE {last}")
    [fault] = faults()
    assert re.match(r"3 entries wait for a seal, the first, \d+, since .* UTC. Is the worker running\?", fault)
