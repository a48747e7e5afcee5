"""The views that everything is read through: the tables, with what is sealed from whoever asks taken out of the words.

They lie in the schema `reading`, which comes first on the application's search path, so that a query that names a
table reads the view. Made from what each model declares: every personal field that holds words is masked, by the seals
that bear on the row's journey or person. Nobody can forget to call anything, and the application's connection is never
sent a sealed value that whoever asks may not see.
"""

from collections.abc import Iterator

from django.contrib.postgres.fields import ArrayField
from django.db import models

from constabulary.records.keeping import columns_of, guarded_models, keeping_of, links_to, seen_when
from constabulary.records.models.base import CodeField, History, JourneyRecord, Scope

SCHEMA = "reading"

#: Columns that are read by a function of their own.
OF_THEIR_OWN = {
    "journal_payload": {"content": "masked_payload(content, entry)"},
    "safe_route": {"code_word": "code_word_shown(code_word, contact_point_id, address_id)"},
}


def reading_statements(reader: str) -> Iterator[str]:
    """The functions that know the tables, and the views; anew each time."""
    yield _people_in_journey()
    yield _seals_hidden_in_journey()
    yield f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE"
    yield f"CREATE SCHEMA {SCHEMA}"
    yield f"GRANT USAGE ON SCHEMA {SCHEMA} TO {reader}"
    for model in guarded_models():
        masked = masked_columns(model)
        if masked:
            table = model._meta.db_table
            columns = ", ".join(f"{masked[name]} AS {name}" if name in masked else name for name in columns_of(model))
            yield f"CREATE VIEW {SCHEMA}.{table} WITH (security_invoker) AS SELECT {columns} FROM public.{table}"
            yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON {SCHEMA}.{table} TO {reader}"


def masked_columns(model: type[models.Model]) -> dict[str, str]:
    """Each column that holds words about a person, with the expression that it is read by."""
    found = dict(OF_THEIR_OWN.get(model._meta.db_table, {}))
    bearing = _bearing(model)
    if not bearing or keeping_of(model).history is History.TECHNICAL:
        return found
    for field in model._meta.concrete_fields:
        column = str(field.column)
        if column not in found and field.name in keeping_of(model).personal and (how := _masking_of(field)):
            found[column] = f"{how}({column}, {bearing})"
    return found


def _bearing(model: type[models.Model]) -> str:
    """The seals that bear on a row: of its journey, of its person, or of the seal that it is about."""
    columns = columns_of(model)
    if keeping_of(model).masked_by:
        return keeping_of(model).masked_by
    if keeping_of(model).scope is Scope.SEALED:
        return ""  # The row itself is held; what it says is shown to whoever is shown the row.
    if issubclass(model, JourneyRecord):
        return "seals_hidden_in_journey(journey_id)"
    if "person_id" in columns:
        return "seals_hidden_of_person(person_id)"
    return "seals_hidden_as(seal_id)" if "seal_id" in columns else ""


def _masking_of(field: "models.Field[object, object]") -> str:
    if isinstance(field, CodeField):
        return ""
    if isinstance(field, models.JSONField):
        return "masked_document"
    if isinstance(field, ArrayField):
        words = isinstance(field.base_field, models.CharField) and not isinstance(field.base_field, CodeField)
        return "masked_list" if words else ""
    return "masked" if isinstance(field, models.TextField | models.CharField) else ""


def _rows_named(table: str) -> str:
    """Every row of a table that a journey's rows name: a new link joins by being declared as a foreign key."""
    return " UNION ALL ".join(
        f"SELECT t.{column} AS id FROM {model._meta.db_table} t WHERE t.journey_id = asked AND t.{column} IS NOT NULL"
        for model in guarded_models()
        for column in links_to(model, table)
    )


def _people_in_journey() -> str:
    return f"""
    CREATE OR REPLACE FUNCTION people_in_journey(asked bigint) RETURNS SETOF bigint LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = public, pg_temp AS $$ {_rows_named("person")} $$"""


def _seals_hidden_in_journey() -> str:
    people, places = _rows_named("person"), _rows_named("place")
    # Every masked column of every row asks, most rows of a statement are of one journey: the last answer is kept while
    # the statement, who asks and the journey are the same. Whoever could forge it could as well say who asks.
    # In steps, because what is asked first (whether a seal bears at all) mostly ends it.
    return f"""
    CREATE OR REPLACE FUNCTION seals_hidden_in_journey(asked bigint) RETURNS bigint[] LANGUAGE plpgsql STABLE COST 5000
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        about text := concat_ws(' ', asking_officer(), asked, statement_timestamp(), '');
        kept text := current_setting('constabulary.hidden_in', true);
        people bigint[];
        bearing bigint[];
    BEGIN
        IF starts_with(kept, about) THEN
            RETURN nullif(substr(kept, length(about) + 1), '')::bigint[];
        END IF;
        IF EXISTS (SELECT FROM seal s WHERE s.lifted_at IS NULL) THEN
            people := ARRAY(SELECT DISTINCT id FROM ({people}) named);
            IF EXISTS (
                SELECT FROM person p WHERE p.id = ANY (people) AND p.merged_into_id IS NOT NULL
                UNION ALL SELECT FROM person p WHERE p.merged_into_id = ANY (people)
            ) THEN
                people := ARRAY(
                    SELECT DISTINCT same.id FROM unnest(people) AS t(id) CROSS JOIN LATERAL same_person(t.id) AS same(id)
                );
            END IF;
            bearing := ARRAY(
                SELECT s.id FROM seal s WHERE s.person_id = ANY (people) AND s.lifted_at IS NULL
                UNION SELECT s.id FROM seal s WHERE s.against_id = ANY (people) AND s.lifted_at IS NULL
                UNION SELECT s.id FROM ({places}) places JOIN place p ON p.id = places.id
                      JOIN seal s ON s.id = p.seal_id WHERE s.lifted_at IS NULL
            );
            bearing := (SELECT array_agg(t.id) FROM unnest(bearing) AS t(id) WHERE NOT is_unsealed(t.id));
        END IF;
        PERFORM set_config('constabulary.hidden_in', about || coalesce(bearing::text, ''), true);
        RETURN bearing;
    END $$"""


def row_is_hidden() -> str:
    """The function that tells whether a row is hidden from whoever asks; policies of other tables call it too.

    A branch for each table: only the one asked for is run, and its plan is kept from call to call.
    """
    cases = " ".join(
        f"WHEN '{table}' THEN RETURN EXISTS (SELECT FROM {table} WHERE id = asked AND NOT ({seen_when(model)}));"
        for model in guarded_models()
        if (keeping_of(model).scope in {Scope.PERSON, Scope.SEALED} or keeping_of(model).also_held)
        and (table := model._meta.db_table)
    )
    # The rows of published tables are asked by nobody; those held besides their journey are hidden in payloads too.
    return f"""
    CREATE OR REPLACE FUNCTION row_is_hidden(kind text, asked bigint) RETURNS boolean LANGUAGE plpgsql STABLE COST 5000
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
    BEGIN
        CASE kind {cases} ELSE RETURN false; END CASE;
    END $$"""
