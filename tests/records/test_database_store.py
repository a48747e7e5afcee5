"""An act goes to the database at once, its COMMIT included; nothing is kept of one that fails, or of one inside another that does."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Timer

import pytest
from django.db import IntegrityError, connection, transaction

from constabulary.access.roles import Role
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.database_store import raw_connection
from constabulary.records.models import Contact, Journey
from constabulary.records.writing import writing
from tests.conftest import AT, asking
from tests.databases import CLUSTER

NOWHERE = 999_999_989


def open_journey(*, contact_of: int | None = None) -> Journey:
    """A journey of its own act; with a contact that belongs to `contact_of`."""
    by = asking(Role.CONTACT_HANDLER)
    with writing(by=by, at=AT, purpose="Answering a call") as w:
        number = w.new_id()
        journey = Journey(id=number, reference=f"J26-{number}", opened_at=AT, opened_by_id=by.id)
        w.entry(EntryKind.CONTACT_RECORDED, subject=journey, journey=number)
        w.insert(journey)
        w.find(Journey, reference="J26-0")
        if contact_of is not None:
            w.insert(
                Contact(
                    journey_id=contact_of, channel="999", caller_role="witness", answered_at=AT, answered_by_id=by.id
                )
            )
    return journey


def is_there(journey: int) -> bool:
    """Whether another connection sees it, so that it is committed."""
    with connection.copy().cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM public.journey WHERE id = %s)", [journey])
        found: bool = cursor.fetchone()[0]
        cursor.db.close()
    return found


def test_when_an_act_is_over_it_is_committed(committing):
    assert is_there(open_journey().id)
    assert not connection.in_atomic_block


def test_what_fails_only_at_the_commit_is_raised_and_leaves_nothing(committing):
    before = Journey.objects.count()
    with pytest.raises(IntegrityError):
        open_journey(contact_of=NOWHERE)
    assert Journey.objects.count() == before
    assert is_there(open_journey().id), "the connection goes on"


@contextmanager
def slow_to_take_entries() -> Iterator[None]:
    """The database rests at each entry; whoever waits for it for half a minute is cut off, so that the test can fail."""
    name = connection.settings_dict["NAME"]
    backend = raw_connection().info.backend_pid
    with CLUSTER.connect("superuser", name) as superuser:
        superuser.execute(
            "CREATE FUNCTION rest() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.5); RETURN NEW; END';"
            "CREATE TRIGGER rest BEFORE INSERT ON public.journal_entry FOR EACH ROW EXECUTE FUNCTION rest()"
        )
        superuser.commit()
        cut = Timer(30, lambda: superuser.execute("SELECT pg_terminate_backend(%s)", [backend]))
        cut.start()
        try:
            yield
        finally:
            cut.cancel()
            cut.join()


def test_an_act_of_megabytes_is_committed_though_the_database_is_slow_to_take_it(committing):
    by = asking(Role.CONTACT_HANDLER)
    with slow_to_take_entries(), writing(by=by, at=AT, purpose="Answering a call") as w:
        number = w.new_id()
        journey = Journey(id=number, reference=f"J26-{number}", opened_at=AT, opened_by_id=by.id)
        w.entry(EntryKind.CONTACT_RECORDED, subject=journey, journey=number, facts={"said": "a" * 8_000_000})
        w.insert(journey)
    assert is_there(number)


def opened_and_given_up() -> int:
    """The number of a journey whose outer transaction did not end well."""
    with suppress(RuntimeError), transaction.atomic():
        number = open_journey().id
        raise RuntimeError
    return number


def test_an_act_inside_another_transaction_waits_for_that_one(committing):
    with transaction.atomic():
        journey = open_journey().id
        assert not is_there(journey)
    assert is_there(journey)
    journey = opened_and_given_up()
    assert not is_there(journey)


def test_the_statements_of_acts_are_prepared(committing):
    open_journey()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'INSERT INTO public.%%'", [])
        assert cursor.fetchone()[0] >= 2
