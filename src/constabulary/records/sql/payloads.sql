-- What the entries of a journey say, all at once. Applied after masking.sql, whose functions it is made of.

-- The payloads of these entries, each as the view gives it. A journey's page asks for all of its entries at once: what is
-- hidden of the journey, of a subject, of the rows that they speak of is then found once and not anew for each of them.
-- Which are seen is what the table's policy says; the owner, as whom this runs, is held by none.
CREATE OR REPLACE FUNCTION masked_payloads(asked bigint[]) RETURNS TABLE (entry bigint, content bytea) LANGUAGE plpgsql STABLE
COST 50000 SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    e record;
    held text[];
    hidden text[];
    sealed_rows bigint[];
    sealed_by bigint[];
    journey bigint;
    subject bigint;
    of_journey bigint[];
    of_subject bigint[];
    seals bigint[];
    entries bigint[] := '{}';
    bearing text[] := '{}';
    patterns text[];
    words text[];
    instead text[];
    doc jsonb;
BEGIN
    IF NOT anything_is_held() THEN
        RETURN QUERY SELECT y.entry, y.content FROM journal_payload y
            WHERE y.entry = ANY (asked) AND (y.restriction_id IS NULL OR is_cleared(y.restriction_id));
        RETURN;
    END IF;
    hidden := ARRAY(
        SELECT ARRAY['changes', named.kind, named.id] FROM (
            SELECT DISTINCT t.name AS kind, r.id
            FROM journal_payload y
            CROSS JOIN LATERAL jsonb_each(convert_from(nullif(y.content, ''), 'UTF8')::jsonb -> 'changes') AS t(name, changes)
            CROSS JOIN LATERAL jsonb_object_keys(t.changes) AS r(id)
            WHERE y.entry = ANY (asked) AND (y.restriction_id IS NULL OR is_cleared(y.restriction_id))
        ) named WHERE row_is_hidden(named.kind, named.id::bigint)
    );
    WITH spoken AS MATERIALIZED (
        SELECT DISTINCT t.id FROM journal_entry j CROSS JOIN LATERAL unnest(j.rows) AS t(id) WHERE j.id = ANY (asked)
    )
    SELECT array_agg(found.id), array_agg(found.seal) INTO sealed_rows, sealed_by FROM (
        SELECT l.id, unnest(seals_hidden_of_ends(
            ARRAY[l.from_person_id, l.to_person_id], ARRAY[l.from_place_id, l.to_place_id]
        )) AS seal FROM spoken JOIN record_link l ON l.id = spoken.id
        UNION ALL SELECT c.id, c.seal_id FROM spoken JOIN contact_point c ON c.id = spoken.id
        WHERE c.seal_id IS NOT NULL AND NOT is_unsealed(c.seal_id)
        UNION ALL SELECT p.id, o FROM spoken JOIN place p ON p.id = spoken.id CROSS JOIN LATERAL seals_over_place(p.id) AS t(o)
        WHERE p.seal_id IS NOT NULL AND NOT is_unsealed(o)
        UNION ALL SELECT a.id, a.seal_id FROM spoken JOIN person_address a ON a.id = spoken.id
        WHERE a.seal_id IS NOT NULL AND NOT is_unsealed(a.seal_id)
    ) found;
    FOR e IN
        SELECT j.id, j.journey_row, j.subject_row, j.rows FROM journal_entry j WHERE j.id = ANY (asked)
        ORDER BY j.journey_row, j.subject_row
    LOOP
        IF e.journey_row IS DISTINCT FROM journey THEN
            journey := e.journey_row;
            of_journey := seals_hidden_in_journey(journey);
        END IF;
        IF e.subject_row IS DISTINCT FROM subject THEN
            subject := e.subject_row;
            of_subject := seals_hidden_of_thing(subject);
            IF EXISTS (
                SELECT FROM person p WHERE p.id = subject UNION ALL SELECT FROM place p WHERE p.id = subject
            ) THEN
                of_subject := of_subject || seals_hidden_of_ends(ARRAY[subject], ARRAY[subject]);
            END IF;
        END IF;
        seals := of_journey || of_subject;
        IF sealed_rows && e.rows THEN
            seals := seals || ARRAY(SELECT o.seal FROM unnest(sealed_rows, sealed_by) AS o(id, seal) WHERE o.id = ANY (e.rows));
        END IF;
        entries := entries || e.id;
        bearing := bearing || ARRAY(SELECT DISTINCT unnest(seals) ORDER BY 1)::text;
    END LOOP;
    -- Most entries of a journey have the same seals over them, and say the same words: each is looked through once.
    FOR seals IN SELECT DISTINCT t.over::bigint[] FROM unnest(bearing) AS t(over) LOOP
        words := NULL;
        IF seals <> '{}' THEN
            patterns := sealed_patterns(seals);
            SELECT array_agg(t.word), array_agg(t.instead) INTO words, instead FROM words_to_replace(ARRAY(
                SELECT DISTINCT unnest(words_of_document(convert_from(y.content, 'UTF8')::jsonb))
                FROM journal_payload y JOIN unnest(entries, bearing) AS o(id, over) ON o.id = y.entry
                WHERE o.over = seals::text AND y.content <> ''
            ), patterns) AS t;
        END IF;
        FOR entry, content IN
            SELECT y.entry, y.content FROM journal_payload y JOIN unnest(entries, bearing) AS o(id, over) ON o.id = y.entry
            WHERE o.over = seals::text AND (y.restriction_id IS NULL OR is_cleared(y.restriction_id))
        LOOP
            -- The bytes as kept where nothing is held.
            IF content <> '' AND (seals <> '{}' OR hidden <> '{}') THEN
                doc := convert_from(content, 'UTF8')::jsonb;
                IF hidden <> '{}' THEN
                    FOREACH held SLICE 1 IN ARRAY hidden LOOP
                        IF doc #> held IS NOT NULL THEN
                            doc := jsonb_set(doc, held, '{}');
                            content := NULL;
                        END IF;
                    END LOOP;
                END IF;
                IF words IS NOT NULL THEN
                    doc := document_with(doc, words, instead);
                END IF;
                IF content IS NULL OR seals <> '{}' THEN
                    content := convert_to(doc::text, 'UTF8');
                END IF;
            END IF;
            RETURN NEXT;
        END LOOP;
    END LOOP;
END $$;
