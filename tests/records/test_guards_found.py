"""Guards that somebody has changed are found."""

import pytest
from django.db import connection

from constabulary.records import guards_found
from tests.databases import CLUSTER


def test_a_database_fresh_from_its_guards_has_nothing_changed(db):
    assert guards_found.changed_functions() == []
    assert guards_found.missing_triggers() == []
    assert guards_found.missing_policies() == []
    assert guards_found.wrong_grants() == []


@pytest.mark.usefixtures("committing")
@pytest.mark.parametrize(
    ("change", "look", "found"),
    [
        (
            "CREATE OR REPLACE FUNCTION journal_required() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
            guards_found.changed_functions,
            "journal_required",
        ),
        (
            "CREATE OR REPLACE VIEW journal_payload_digest AS SELECT e.id AS entry, e.payload_digest AS digest FROM journal_entry e",
            guards_found.changed_functions,
            "public.journal_payload_digest",
        ),
        (
            "CREATE OR REPLACE FUNCTION is_cleared(marking bigint) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
            guards_found.changed_functions,
            "is_cleared",
        ),
        (
            "ALTER TABLE incident DISABLE TRIGGER journal_required_update",
            guards_found.missing_triggers,
            "incident.journal_required_update",
        ),
        ("DROP TRIGGER never_deleted ON person", guards_found.missing_triggers, "person.never_deleted"),
        (
            "DROP TRIGGER unchanged ON journal_seal; CREATE TRIGGER unchanged BEFORE TRUNCATE ON journal_seal "
            "FOR EACH STATEMENT EXECUTE FUNCTION journal_unchanged()",
            guards_found.missing_triggers,
            "journal_seal.unchanged",
        ),
        ("ALTER TABLE incident NO FORCE ROW LEVEL SECURITY", guards_found.missing_policies, "incident"),
        ("ALTER TABLE incident DISABLE ROW LEVEL SECURITY", guards_found.missing_policies, "incident"),
        ("CREATE POLICY anyone ON incident USING (true)", guards_found.missing_policies, "incident.anyone"),
        ("ALTER POLICY see ON incident USING (true)", guards_found.missing_policies, "incident.see"),
        ("DROP POLICY correct ON incident", guards_found.missing_policies, "incident.correct"),
        (
            "GRANT DELETE ON incident TO constabulary_application",
            guards_found.wrong_grants,
            "constabulary_application DELETE public.incident",
        ),
        (
            "GRANT UPDATE ON incident TO constabulary_application",
            guards_found.wrong_grants,
            "constabulary_application UPDATE public.incident.id",
        ),
        (
            "GRANT SELECT ON person TO constabulary_auditor",
            guards_found.wrong_grants,
            "constabulary_auditor SELECT public.person",
        ),
        (
            "REVOKE INSERT ON incident FROM constabulary_application",
            guards_found.wrong_grants,
            "constabulary_application INSERT public.incident",
        ),
    ],
    ids=lambda value: value[:50] if isinstance(value, str) else "",
)
def test_a_changed_guard_is_found(change, look, found):
    with CLUSTER.connect("superuser", connection.settings_dict["NAME"]) as superuser:
        superuser.execute(change)
    assert found in look(), look()


def test_a_view_reads_the_same_as_an_older_and_a_newer_postgresql_print_it():
    declared = "SELECT id, masked(reason, seals_hidden_in_journey(journey_id)) AS reason FROM public.allocation"
    newer = " SELECT id,\n    masked(reason, seals_hidden_in_journey(journey_id)) AS reason\n   FROM public.allocation;"
    older = (
        " SELECT allocation.id,\n    masked(allocation.reason, seals_hidden_in_journey(allocation.journey_id)) AS reason\n"
        "   FROM public.allocation;"
    )
    said = guards_found.view_as_words("reading.allocation", declared)
    assert guards_found.view_as_words("reading.allocation", newer) == said
    assert guards_found.view_as_words("reading.allocation", older) == said
    assert guards_found.view_as_words("reading.allocation", older.replace("masked", "")) != said
