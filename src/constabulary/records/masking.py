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
    # Whoever answers there leads to her as the number does.
    "safe_route": {
        "code_word": "code_word_shown(code_word, contact_point_id, address_id)",
        "trusted_person": (
            "code_word_shown(masked(trusted_person, seals_hidden_of_person(person_id)), contact_point_id, address_id)"
        ),
    },
}


def reading_statements(reader: str) -> Iterator[str]:
    """The functions that know the tables, and the views; anew each time."""
    yield _people_in_journey()
    yield _seals_hidden_in_journey()
    yield _look_over_journeys()
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


def _rows_named(table: str, *, of_several: bool = False) -> str:
    """Every row of a table that a journey's rows name: a new link joins by being declared as a foreign key.

    Of several journeys at once, each row beside its journey.
    """
    which = "t.journey_id = ANY (asked)" if of_several else "t.journey_id = asked"
    beside = ", t.journey_id AS journey" if of_several else ""
    return " UNION ALL ".join(
        f"SELECT t.{column} AS id{beside} FROM {model._meta.db_table} t WHERE {which} AND t.{column} IS NOT NULL"
        for model in guarded_models()
        for column in links_to(model, table)
    )


def _people_in_journey() -> str:
    return f"""
    CREATE OR REPLACE FUNCTION people_in_journey(asked bigint) RETURNS SETOF bigint LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = public, pg_temp AS $$ {_rows_named("person")} $$"""


#: What of the database is seen now, in words that end with " ,": while they are the same, so is everything that is read.
#: It is the snapshot in a transaction that has written nothing; the statement in one that has, and on a standby, whose
#: snapshots do not name what is under way. A snapshot writes commas between the transactions under way, and what is kept
#: writes them between journeys: a journey must never be taken for a transaction of the same number.
SEEN_NOW = """CASE WHEN pg_current_xact_id_if_assigned() IS NULL AND NOT pg_is_in_recovery()
                THEN translate(pg_current_snapshot()::text, ',', ' ') ELSE statement_timestamp()::text END || ' ,'"""
#: So many characters of bare journeys are kept at most; then they are begun anew.
MOST_KEPT = 8_000


def _seals_hidden_in_journey() -> str:
    people, places = _rows_named("person"), _rows_named("place")
    # Every masked column of every row asks, most rows of a page are of one journey. Where no seal bears, whoever asks
    # and whenever, the journey is kept as bare while what is seen of the database is the same. Where one does, the answer
    # hangs on who asks and on the clock too: it is kept for one statement, one officer, one journey. Whoever could forge
    # either could as well say who asks.
    # In steps, because what is asked first (whether a seal bears at all) mostly ends it.
    return f"""
    CREATE OR REPLACE FUNCTION seals_hidden_in_journey(asked bigint) RETURNS bigint[] LANGUAGE plpgsql STABLE COST 5000
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        about text;
        kept text := current_setting('constabulary.bare', true);
        seen text := {SEEN_NOW};
        people bigint[];
        bearing bigint[];
    BEGIN
        IF asked IS NULL THEN RETURN NULL; END IF;
        IF starts_with(kept, seen) THEN
            IF strpos(kept, ',' || asked || ',') > 0 THEN RETURN NULL; END IF;
        ELSE
            kept := seen;
        END IF;
        about := concat_ws(' ', asking_officer(), asked, statement_timestamp(), '');
        IF starts_with(current_setting('constabulary.hidden_in', true), about) THEN
            RETURN nullif(substr(current_setting('constabulary.hidden_in'), length(about) + 1), '')::bigint[];
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
        END IF;
        IF coalesce(bearing, '{{}}') = '{{}}' THEN
            IF length(kept) > {MOST_KEPT} THEN kept := seen; END IF;
            PERFORM set_config('constabulary.bare', kept || asked || ',', true);
            RETURN NULL;
        END IF;
        bearing := (SELECT array_agg(t.id) FROM unnest(bearing) AS t(id) WHERE NOT is_unsealed(t.id));
        PERFORM set_config('constabulary.hidden_in', about || coalesce(bearing::text, ''), true);
        RETURN bearing;
    END $$"""


def _look_over_journeys() -> str:
    people, places = _rows_named("person", of_several=True), _rows_named("place", of_several=True)
    # A list asks it of all its journeys before it reads their words: one search of each table in place of one for each
    # line. What it keeps as bare is what `seals_hidden_in_journey` would find so one by one: nobody in it is under a
    # seal, has one against them or is of several records, and no place of it is sealed. Everything else is left to it.
    return f"""
    CREATE OR REPLACE FUNCTION look_over_journeys(asked bigint[]) RETURNS boolean LANGUAGE plpgsql STABLE COST 5000
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        kept text := current_setting('constabulary.bare', true);
        seen text := {SEEN_NOW};
        journeys bigint[];
        people bigint[];
        marked bigint[];
        bare text;
    BEGIN
        IF NOT EXISTS (SELECT FROM seal s WHERE s.lifted_at IS NULL) THEN
            -- Nor would any be found one by one, each after a search of its own.
            bare := array_to_string(asked, ',');
        ELSE
            SELECT array_agg(named.journey), array_agg(named.id) INTO journeys, people FROM ({people}) named;
            marked := ARRAY(
                SELECT s.person_id FROM seal s WHERE s.person_id = ANY (people) AND s.lifted_at IS NULL
                UNION ALL SELECT s.against_id FROM seal s WHERE s.against_id = ANY (people) AND s.lifted_at IS NULL
                UNION ALL SELECT p.id FROM person p WHERE p.id = ANY (people) AND p.merged_into_id IS NOT NULL
                UNION ALL SELECT p.merged_into_id FROM person p WHERE p.merged_into_id = ANY (people)
            );
            SELECT string_agg(t.id::text, ',') INTO bare FROM unnest(asked) AS t(id)
            WHERE t.id <> ALL (ARRAY(
                SELECT part.journey FROM unnest(journeys, people) AS part(journey, id) WHERE part.id = ANY (marked)
                UNION ALL SELECT named.journey FROM ({places}) named JOIN place p ON p.id = named.id
                          WHERE p.seal_id IS NOT NULL
            ));
        END IF;
        IF bare <> '' THEN
            PERFORM set_config(
                'constabulary.bare', CASE WHEN starts_with(kept, seen) THEN kept ELSE seen END || bare || ',', true
            );
        END IF;
        RETURN true;
    END $$"""


def row_is_hidden() -> str:
    """The function that tells whether a row is hidden from whoever asks; policies of other tables call it too.

    A branch for each table: only the one asked for is run, and its plan is kept from call to call.
    """
    held = {
        model._meta.db_table: seen_when(model)
        for model in guarded_models()
        if keeping_of(model).scope in {Scope.PERSON, Scope.SEALED} or keeping_of(model).also_held
    }
    cases = " ".join(
        f"WHEN '{table}' THEN RETURN EXISTS (SELECT FROM {table} WHERE id = asked AND NOT ({seen}));"
        for table, seen in held.items()
    )
    # The rows of published tables are asked by nobody; those held besides their journey are hidden in payloads too. First
    # whether it is a table of these at all: most are not, and each branch that is passed over costs as much.
    return f"""
    CREATE OR REPLACE FUNCTION row_is_hidden(kind text, asked bigint) RETURNS boolean LANGUAGE plpgsql STABLE COST 5000
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
    BEGIN
        IF kind <> ALL ('{{{",".join(held)}}}') THEN RETURN false; END IF;
        CASE kind {cases} END CASE;
    END $$"""
