"""What entries say, read all at once for a journey's page, is what each says read alone: byte for byte, whoever asks."""

import pytest
from django.db import connection

from constabulary.access.officers import Officer
from constabulary.access.roles import Role
from constabulary.casework.connections import declare_connection
from constabulary.records.queries.officers import say_who_asks
from tests.conftest import AT, asking
from tests.databases import CLUSTER
from tests.trust.scene import Scene, restricted_chain, whole_chain

Said = dict[int, bytes]
#: As the view gives it, entry by entry; it is what everything else reads.
ALONE = "SELECT y.entry, y.content FROM journal_payload y WHERE y.entry = ANY(%s)"
TOGETHER = "SELECT y.entry, y.content FROM masked_payloads(%s) y"
FUNCTION = "SELECT pg_get_functiondef('masked_payloads(bigint[])'::regprocedure)"


def said(statement: str, entries: list[int]) -> Said:
    with connection.cursor() as cursor:
        cursor.execute(statement, [entries])
        return {row[0]: bytes(row[1]) for row in cursor.fetchall()}


def entries_by_journey() -> list[list[int]]:
    """The entries of each journey, and all that there are at once: of many journeys, under many seals."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT array_agg(id) FROM journal_entry GROUP BY journey_row")
        each = [row[0] for row in cursor.fetchall()]
    return [*each, [one for entries in each for one in entries], []]


def everyone(scene: Scene) -> list[Officer]:
    return [*(asking(role) for role in Role), scene.unit]


def differences(scene: Scene) -> tuple[int, int, int]:
    """(answers that differ, entries something is taken out of for somebody, entries kept from somebody whole)."""
    wrong, masked, kept_from = 0, set(), set()
    for who in everyone(scene):
        say_who_asks(who)
        for entries in entries_by_journey():
            alone, together = said(ALONE, entries), said(TOGETHER, entries)
            wrong += alone != together
            masked |= {entry for entry, words in alone.items() if b"[sealed]" in words}
            kept_from |= set(entries) - set(alone)
    return wrong, len(masked), len(kept_from)


@pytest.mark.parametrize("made", [whole_chain, restricted_chain], ids=["sealed", "restricted too"])
def test_together_each_entry_says_what_it_says_alone(db, made):
    scene = made(AT)
    cousin = asking(Role.INVESTIGATOR)
    declare_connection(person=scene.held.suspect.reference, nature="His cousin.", by=cousin, at=AT)
    wrong, masked, kept_from = differences(scene)
    assert wrong == 0
    assert masked > 3, "something is taken out of what some see"
    assert (kept_from > 3) == (made is restricted_chain), "a restriction keeps whole entries from those outside it"


#: What it may forget, and what it says then.
FORGOTTEN = {
    "a restriction": ("WHERE o.over = seals::text AND (y.restriction_id IS NULL OR is_cleared(y.restriction_id))",
                      "WHERE o.over = seals::text"),
    "the seals of a journey": ("of_journey := seals_hidden_in_journey(journey)", "of_journey := NULL"),
    "the seals of a subject": ("of_subject := of_subject || seals_hidden_of_ends(ARRAY[subject], ARRAY[subject])", "NULL"),
    "the seals of rows": ("IF sealed_rows && e.rows THEN", "IF false THEN"),
    "rows held from whoever asks": ("doc := jsonb_set(doc, held, '{}')", "NULL"),
    "that another journey has other seals": ("IF e.journey_row IS DISTINCT FROM journey THEN", "IF journey IS NULL THEN"),
    "that another subject has other seals": ("IF e.subject_row IS DISTINCT FROM subject THEN", "IF subject IS NULL THEN"),
}  # fmt: skip


#: An entry of no journey and about nobody that speaks of a sealed row, as the verbs leave none in this scene.
PLANTED = """
    WITH entry AS (
        INSERT INTO journal_entry SELECT (jsonb_populate_record(e, jsonb_build_object(
            'id', 9000000000, 'journey_row', NULL, 'subject_row', 1, 'rows', jsonb_build_array(c.id)
        ))).* FROM journal_entry e, contact_point c WHERE c.seal_id IS NOT NULL ORDER BY e.id LIMIT 1 RETURNING id
    )
    INSERT INTO journal_payload (entry, salt, content)
    SELECT id, '', convert_to('{"changes": {}, "facts": {"reason": "She is at 17 Marigold Wharf."}}', 'UTF8') FROM entry
"""


def answers_alone(scene: Scene) -> list[tuple[Officer, list[int], Said]]:
    """What each entry says alone, to everyone who asks for those of a journey or for all."""
    found = []
    for who in everyone(scene):
        say_who_asks(who)
        found += [(who, entries, said(ALONE, entries)) for entries in entries_by_journey()]
    return found


def is_told_otherwise(alone: list[tuple[Officer, list[int], Said]]) -> bool:
    """Whether somebody is told something else together."""
    for who, entries, answer in alone:
        say_who_asks(who)
        if said(TOGETHER, entries) != answer:
            return True
    return False


@pytest.mark.usefixtures("committing")
def test_control_whatever_is_forgotten_together_is_found():
    scene = restricted_chain(AT)
    connection.close()
    with CLUSTER.connect("superuser", connection.settings_dict["NAME"]) as past:
        past.autocommit = True
        past.execute("SET session_replication_role = replica")
        past.execute(PLANTED)
        made = past.execute(FUNCTION).fetchone()[0]
        alone = answers_alone(scene)
        assert not is_told_otherwise(alone)
        found = {}
        for name, (old, new) in FORGOTTEN.items():
            assert old in made
            past.execute(made.replace(old, new))
            found[name] = is_told_otherwise(alone)
        past.execute(made)
    assert found == dict.fromkeys(FORGOTTEN, True)
    assert not is_told_otherwise(alone)
