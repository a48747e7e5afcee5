"""The bulk path writes the very rows and entries that the acts write one by one."""

import json
import re
from collections.abc import Callable
from itertools import count
from typing import Any

import psycopg
import pytest
from django.db import connection

from constabulary.access.roles import Role
from constabulary.casework.contact import take_call
from constabulary.policing.decisions import NotAllowed
from constabulary.records.database_store import BLOCK
from constabulary.records.guards import guarded_models
from constabulary.records.memory_store import MemoryStore
from constabulary.records.models import Force, JournalEntry, JournalPayload
from constabulary.records.writing import reset_store, use_store
from tests import databases
from tests.conftest import asking
from tests.factories.calls import former_partner_damage, shoplifting, thrive

pytestmark = pytest.mark.usefixtures("committing")

Story = Callable[[], object]
FIRST = 1_000_000


def stories(at) -> list[Story]:
    by = asking(Role.CONTACT_HANDLER)
    return [
        lambda: take_call(call=former_partner_damage(at), by=by, at=at),
        lambda: take_call(call=shoplifting(at), by=by, at=at),
    ]


def in_memory(told: list[Story]) -> MemoryStore:
    """The stories acted in memory."""
    store = MemoryStore(count(FIRST))
    store.keep(*Force.objects.all())
    token = use_store(store)
    try:
        for story in told:
            story()
    finally:
        reset_store(token)
    return store


def write(store: MemoryStore) -> int:
    """Write what is in memory, as the owner."""
    with databases.CLUSTER.connect("owner", connection.settings_dict["NAME"]) as owner, owner.transaction():
        return store.write(owner)


def in_order(thing: Any) -> Any:
    """The same with every mapping in order of its keys, numbers as numbers: 9999 comes before 10000."""
    if isinstance(thing, dict):
        return {key: in_order(thing[key]) for key in sorted(thing, key=lambda key: (len(str(key)), str(key)))}
    return [in_order(one) for one in thing] if isinstance(thing, list) else thing


def rows_since(first: int) -> list[str]:
    """Every row of every table from this number on, in order of number; numbers told by their order of appearance.

    A row may be hidden from whoever reads here (a telephone that was sealed before): its entries still name its number.
    """
    found: list[tuple[int, str]] = []
    numbers: set[int] = set()
    for model in guarded_models():
        if model._meta.pk.attname != "id" or model._meta.db_table == "journal_seal":
            continue
        for row in model.objects.filter(pk__gte=first).values():
            number = row.pop("id")
            numbers |= {number, *(one for one in row.get("rows", ()) if model is JournalEntry and one >= first)}
            for moved in ("recorded_at", "transaction", "canonical", "payload_digest"):
                if model is JournalEntry:
                    row.pop(moved)
            if model is JournalEntry:
                payload = JournalPayload.objects.get(entry=number)
                row["payload"] = json.loads(bytes(payload.content))
            found.append((number, json.dumps(in_order({"table": model._meta.db_table, **row}), default=str)))
    found.sort()
    order = {str(number): f"<{place}>" for place, number in enumerate(sorted(numbers))}
    return [re.sub(r"\d+", lambda digits: order.get(digits.group(), digits.group()), text) for _, text in found]


def test_acts_in_memory_leave_the_same_rows_and_entries_as_acts_on_the_database(at):
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('record_id')")
        first = cursor.fetchone()[0] + BLOCK
    for story in stories(at):
        story()
    one_by_one = rows_since(first)
    assert write(in_memory(stories(at))) > 20
    in_bulk = rows_since(FIRST)
    assert len(in_bulk) > 30
    assert in_bulk == one_by_one


def test_a_refused_act_leaves_nothing_in_memory(at):
    refused = shoplifting(at, answers=thrive(threat={"weapon": True}), grade="G5")

    def story() -> None:
        with pytest.raises(NotAllowed):
            take_call(call=refused, by=asking(Role.CONTACT_HANDLER), at=at)

    store = in_memory([story])
    assert store.entries == []
    assert write(store) == 0


def test_entries_loaded_by_the_owner_keep_the_moment_they_were_recorded_at(at):
    write(in_memory(stories(at)))
    assert set(JournalEntry.objects.filter(pk__gte=FIRST).values_list("recorded_at", flat=True)) == {at}


def test_a_row_that_no_entry_speaks_of_is_refused_in_bulk_too(at):
    store = in_memory(stories(at))
    store.entries[-1][0].rows.pop()
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="no journal entry of this transaction speaks of"):
        write(store)


@pytest.mark.parametrize("role", ["application", "auditor"])
def test_nobody_but_the_owner_can_lay_out_what_entries_speak_of(role, at):
    with (
        databases.CLUSTER.connect(role, connection.settings_dict["NAME"]) as other,
        pytest.raises(psycopg.errors.InsufficientPrivilege, match="permission denied to create temporary tables"),
    ):
        other.execute("CREATE TEMP TABLE journal_spoken AS SELECT 77::bigint AS id")
