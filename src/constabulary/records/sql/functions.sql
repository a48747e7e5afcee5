-- Functions that the guards of the tables call. Applied again after every migration; see records/guards.py.

-- Numbers are reserved in blocks of 64 by each connection (records/database_store.py).
CREATE SEQUENCE IF NOT EXISTS record_id INCREMENT BY 64;

-- A restored database counts its transactions anew. What this database adds to its server's count, so that no two
-- acts of its whole life share a number, is worked out here, whenever the server turns out to be another one.
DO $$
DECLARE
    here bigint;
    base bigint := 0;
BEGIN
    SELECT system_identifier INTO here FROM pg_control_system();
    IF to_regprocedure('journal_cluster()') IS NOT NULL THEN
        IF journal_cluster() = here THEN
            RETURN;
        END IF;
        LOCK TABLE journal_entry IN SHARE ROW EXCLUSIVE MODE;
        SELECT greatest(coalesce(max(transaction), 0), journal_base()) + 1 INTO base FROM journal_entry;
    END IF;
    EXECUTE format(
        'CREATE OR REPLACE FUNCTION journal_base() RETURNS bigint LANGUAGE sql IMMUTABLE AS %L',
        format('SELECT %s::bigint', base)
    );
    EXECUTE format(
        'CREATE OR REPLACE FUNCTION journal_cluster() RETURNS bigint LANGUAGE sql IMMUTABLE AS %L',
        format('SELECT (%s)::bigint', here)
    );
END $$;

-- The number of this transaction in the whole life of the database.
CREATE OR REPLACE FUNCTION journal_transaction() RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT journal_base() + pg_current_xact_id()::text::bigint
$$;

-- The canonical bytes of an entry: what is hashed, and what an export carries.
CREATE OR REPLACE FUNCTION journal_canonical(e journal_entry) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT convert_to(jsonb_build_array(
        e.id, e.kind, e.subject, e.subject_row, e.journey_row, e.by_row, e.by_number,
        (extract(epoch FROM e.happened_at) * 1000000)::bigint,
        (extract(epoch FROM e.recorded_at) * 1000000)::bigint,
        e.purpose, e.editions, e.rows, encode(e.payload_digest, 'hex'), e.transaction
    )::text, 'UTF8')
$$;

-- The database itself says when an entry was recorded and in which transaction. Only the owner, while loading a
-- history (the demo force, a migration from another system), may say when it was.
CREATE OR REPLACE FUNCTION journal_fill() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT (current_user = 'constabulary_owner' AND current_setting('constabulary.loading', true) = 'on') THEN
        NEW.recorded_at := clock_timestamp();
    END IF;
    NEW.transaction := journal_transaction();
    NEW.canonical := journal_canonical(NEW);
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION journal_unchanged() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is never changed: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

-- A payload may go only under an erasure entry of the same transaction that names it.
CREATE OR REPLACE FUNCTION journal_payload_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM public.journal_entry e
        WHERE e.transaction = journal_transaction()
          AND e.kind = 'payload_erased' AND OLD.entry = ANY (e.rows)
    ) THEN
        RAISE EXCEPTION 'the payload of entry % may go only under an erasure entry', OLD.entry
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN OLD;
END $$;

-- Whether an act of this transaction makes or lifts a restriction, and so may change markings.
CREATE OR REPLACE FUNCTION a_marking_is_spoken_of() RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM public.journal_entry e
        WHERE e.transaction = journal_transaction()
          AND e.kind IN ('restriction_made', 'restriction_lifted')
    )
$$;

-- Of a payload nothing but its marking may change, and only in an act that says so.
CREATE OR REPLACE FUNCTION journal_payload_marking() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.entry, NEW.salt, NEW.content) IS DISTINCT FROM (OLD.entry, OLD.salt, OLD.content)
       OR NOT a_marking_is_spoken_of() THEN
        RAISE EXCEPTION 'the journal is never changed: UPDATE on journal_payload is refused'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

-- No row is written without an entry of the same transaction that speaks of it, by whatever path it is written.
-- A restriction is spoken of once: the rows that the database marks with it need no more than its entry.
CREATE OR REPLACE FUNCTION journal_required() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    silent bigint;
BEGIN
    -- The owner's own session that loads a history has thousands of entries in one transaction and dozens of tables
    -- after them: what the entries speak of is laid out once (records/memory_store.py), not for each table anew.
    IF session_user = 'constabulary_owner' AND current_setting('constabulary.loading', true) = 'on'
       AND to_regclass('pg_temp.journal_spoken') IS NOT NULL THEN
        SELECT c.id INTO silent
        FROM changed c
        WHERE NOT EXISTS (SELECT FROM pg_temp.journal_spoken spoken WHERE spoken.id = c.id)
        LIMIT 1;
    ELSE
        -- Taken away as a set: a join is planned once and for the few rows of a page's act, and so holds each of the
        -- thousands that a night's ledger has against each that its entry speaks of.
        SELECT c.id INTO silent
        FROM (
            SELECT c.id FROM changed c
            EXCEPT SELECT unnest(e.rows) FROM public.journal_entry e WHERE e.transaction = journal_transaction()
        ) c
        LIMIT 1;
    END IF;
    IF silent IS NOT NULL AND TG_OP = 'UPDATE' AND a_marking_is_spoken_of() THEN
        SELECT c.id INTO silent
        FROM changed c
        JOIN unchanged u ON u.id = c.id
        WHERE to_jsonb(c) - 'restriction_id' IS DISTINCT FROM to_jsonb(u) - 'restriction_id'
          AND NOT EXISTS (
            SELECT FROM public.journal_entry e
            WHERE e.transaction = journal_transaction() AND c.id = ANY (e.rows)
          )
        LIMIT 1;
    END IF;
    IF silent IS NOT NULL THEN
        RAISE EXCEPTION 'no journal entry of this transaction speaks of % %', TG_TABLE_NAME, silent
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NULL;
END $$;

-- Rows that come in bulk (published tables): an entry of the same transaction speaks of what they belong to, and what
-- they belong to is there. Told which column leads to it and in which table it is.
CREATE OR REPLACE FUNCTION journal_required_of_owner() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
DECLARE
    spoken bigint[];
    silent bigint;
BEGIN
    EXECUTE format(
        'SELECT coalesce(array_agg(parent.id), ''{}'') FROM %I parent WHERE parent.id IN (
             SELECT unnest(e.rows) FROM journal_entry e WHERE e.transaction = journal_transaction()
         )', TG_ARGV[1]
    ) INTO spoken;
    EXECUTE format('SELECT %1$I FROM changed WHERE %1$I <> ALL ($1) LIMIT 1', TG_ARGV[0]) INTO silent USING spoken;
    IF silent IS NOT NULL THEN
        RAISE EXCEPTION 'no journal entry of this transaction speaks of % %, which rows of % belong to',
            TG_ARGV[1], silent, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION record_never_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'records are not deleted: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

-- Of what is only added to, nothing but the marking may change, and only in an act that says so.
CREATE OR REPLACE FUNCTION record_append_only() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF to_jsonb(NEW) - 'restriction_id' IS DISTINCT FROM to_jsonb(OLD) - 'restriction_id'
       OR NOT a_marking_is_spoken_of() THEN
        RAISE EXCEPTION '% is added to, never changed', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

-- Markings travel from a journey or a person to every row of theirs. These run as the owner, because whoever adds
-- a row to a restricted journey need not be able to see it.
CREATE OR REPLACE FUNCTION marking_of_journey() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    SELECT j.restriction_id INTO NEW.restriction_id FROM journey j WHERE j.id = NEW.journey_id;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION marking_of_person() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    SELECT p.restriction_id INTO NEW.restriction_id FROM person p WHERE p.id = NEW.person_id;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION marking_of_entry(e journal_entry) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    SELECT coalesce(
        (SELECT j.restriction_id FROM journey j WHERE j.id = e.journey_row),
        (SELECT p.restriction_id FROM person p WHERE p.id = e.subject_row)
    )
$$;

CREATE OR REPLACE FUNCTION marking_of_payload() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    -- As marking_of_entry says, written out: a call within a call takes twice as long, and every entry pays for it.
    SELECT coalesce(
        (SELECT j.restriction_id FROM journey j WHERE j.id = e.journey_row),
        (SELECT p.restriction_id FROM person p WHERE p.id = e.subject_row)
    ) INTO NEW.restriction_id FROM journal_entry e WHERE e.id = NEW.entry;
    RETURN NEW;
END $$;

-- Who is asking, as the application has said for this connection; nobody when it has not.
CREATE OR REPLACE FUNCTION asking_officer() RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT nullif(current_setting('constabulary.officer', true), '')::bigint
$$;

-- This moment; in a demonstration force made for another day, that moment of that day (casework/clock.py).
CREATE OR REPLACE FUNCTION present_moment() RETURNS timestamptz LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    SELECT clock_timestamp() + coalesce((SELECT f.clock_offset FROM force f LIMIT 1), interval '0')
$$;

CREATE OR REPLACE FUNCTION is_cleared(marking bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM officer o
        WHERE o.id = asking_officer() AND (
            o.is_system
            OR EXISTS (
                SELECT 1 FROM restriction_grant g
                WHERE g.restriction_id = marking AND g.ended_at IS NULL
                  AND (g.until IS NULL OR g.until > present_moment())
                  AND (g.officer_id = o.id OR g.team_id = o.team_id)
            )
            OR EXISTS (SELECT 1 FROM restriction r WHERE r.id = marking AND r.lifted_at IS NOT NULL)
        )
    )
$$;

-- What the auditor's account may see of payloads, whatever their marking: their digests, and whether they are marked as
-- their journey or person is (see marking_of_entry); never their content.
CREATE OR REPLACE VIEW journal_payload_digest AS
SELECT p.entry, sha256(p.salt || p.content) AS digest FROM journal_payload p;

CREATE OR REPLACE VIEW journal_payload_mismarked AS
SELECT p.entry FROM journal_payload p
LEFT JOIN journal_entry e ON e.id = p.entry
LEFT JOIN journey j ON j.id = e.journey_row
LEFT JOIN person q ON q.id = e.subject_row
WHERE p.restriction_id IS DISTINCT FROM coalesce(j.restriction_id, q.restriction_id);
