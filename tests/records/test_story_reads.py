"""The page of a journey reads what was done on it; how often it was looked at costs it nothing."""

from datetime import timedelta

from django.db import connection

from constabulary.access.roles import Role
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.journal import write_reading
from constabulary.records.models import JournalEntry
from constabulary.records.queries.stories import story_entries
from tests.conftest import asking
from tests.databases import CLUSTER
from tests.factories.incidents import quarrel
from tests.records.reading_plans import rows_read

LOOKED = 300


def test_the_story_of_a_journey_reads_what_was_done_on_it_however_often_it_was_looked_at(committing, at):
    call, by = quarrel(at), asking(Role.DISPATCHER)
    for number in range(LOOKED):
        write_reading(
            EntryKind.READ_INCIDENT, subject=f"incident {call.reference}", subject_row=call.pk, shown=[call.pk],
            journey=call.journey_id, by=by, at=at + number * timedelta(seconds=1), purpose="Looking",
        )  # fmt: skip
    # The planner knows which index is the smaller one once it has looked, as a database does by itself from time to time.
    with CLUSTER.connect("superuser", connection.settings_dict["NAME"]) as inside:
        inside.execute("ANALYZE public.journal_entry")
    done = story_entries(call.journey_id)
    assert done
    assert not [one for one in done if one.kind.is_reading]
    assert JournalEntry.objects.filter(journey_row=call.journey_id).count() >= len(done) + LOOKED
    assert rows_read(lambda: story_entries(call.journey_id), of="journal_entry") == len(done)
