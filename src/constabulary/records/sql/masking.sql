-- Words with what is sealed taken out, in the database, so that the values never leave it. See records/masking.py.

-- The seals that hide something of a person, or something from them, from whoever asks.
CREATE OR REPLACE FUNCTION seals_hidden_of_person(asked bigint) RETURNS bigint[] LANGUAGE sql STABLE COST 5000 SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    -- Found first and asked of afterwards: whether it is open is not to be asked of every seal of the force.
    WITH bearing AS MATERIALIZED (
        SELECT p.id FROM same_person(asked) AS t(id) JOIN seal p ON p.person_id = t.id WHERE p.lifted_at IS NULL
        UNION SELECT p.id FROM same_person(asked) AS t(id) JOIN seal p ON p.against_id = t.id WHERE p.lifted_at IS NULL
    )
    SELECT array_agg(bearing.id) FROM bearing WHERE NOT is_unsealed(bearing.id)
$$;

-- The seals that hide something of these people or places, such as the two ends of a link.
CREATE OR REPLACE FUNCTION seals_hidden_of_ends(people bigint[], places bigint[]) RETURNS bigint[] LANGUAGE plpgsql STABLE COST 5000
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM seal s WHERE s.lifted_at IS NULL) THEN RETURN NULL; END IF;
    RETURN (
        SELECT array_agg(DISTINCT found.id) FROM (
            SELECT unnest(seals_hidden_of_person(t.id)) AS id FROM unnest(people) AS t(id) WHERE t.id IS NOT NULL
            UNION SELECT o.id FROM unnest(places) AS t(id) CROSS JOIN LATERAL seals_over_place(t.id) AS o(id)
                  WHERE t.id IS NOT NULL AND NOT is_unsealed(o.id)
        ) found
    );
END $$;

-- The same for an organisation, vehicle or telephone: of every person and place it is or was linked to.
CREATE OR REPLACE FUNCTION seals_hidden_of_thing(asked bigint) RETURNS bigint[] LANGUAGE plpgsql STABLE COST 5000
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF asked IS NULL OR NOT EXISTS (SELECT FROM seal s WHERE s.lifted_at IS NULL) THEN RETURN NULL; END IF;
    RETURN (
        SELECT seals_hidden_of_ends(
            array_agg(l.from_person_id) || array_agg(l.to_person_id), array_agg(l.from_place_id) || array_agg(l.to_place_id)
        )
        FROM record_link l
        WHERE l.from_organisation_id = asked OR l.from_vehicle_id = asked OR l.from_telephone_id = asked
           OR l.to_organisation_id = asked OR l.to_vehicle_id = asked OR l.to_telephone_id = asked
    );
END $$;

CREATE OR REPLACE FUNCTION seals_hidden_as(asked bigint) RETURNS bigint[] LANGUAGE sql STABLE COST 5000 SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN asked IS NOT NULL AND NOT is_unsealed(asked) THEN ARRAY[asked] END
$$;

-- A word as a pattern: what is not a letter or digit may be there or not.
CREATE OR REPLACE FUNCTION pattern_of_words(tokens text[]) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    made text := '';
    before text := '';
    token text;
BEGIN
    FOREACH token IN ARRAY tokens LOOP
        IF before <> '' THEN
            -- Between two numbers there must be something, or 1 2 would be found in 12.
            made := made || CASE WHEN before ~ '[0-9]$' AND token ~ '^[0-9]' THEN '[^a-z0-9]{1,4}' ELSE '[^a-z0-9]{0,4}' END;
        END IF;
        made := made || token;
        before := token;
    END LOOP;
    RETURN '(?<![a-z0-9])' || made || '(?![a-z0-9])';
END $$;

-- Every way in which an address line is likely to be written: each part between commas, the number with the first word
-- of the street, the street alone.
CREATE OR REPLACE FUNCTION patterns_of_line(line text) RETURNS SETOF text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    part text;
    tokens text[];
    parts int;
BEGIN
    FOREACH part IN ARRAY string_to_array(line, ',') LOOP
        tokens := array_remove(regexp_split_to_array(lower(part), '[^a-z0-9]+'), '');
        parts := coalesce(array_length(tokens, 1), 0);
        CONTINUE WHEN NOT EXISTS (SELECT FROM unnest(tokens) t WHERE t ~ '[a-z]{3}');
        CONTINUE WHEN parts = 1 AND length(tokens[1]) < 5;
        RETURN NEXT pattern_of_words(tokens);
        IF parts >= 3 AND tokens[1] ~ '^[0-9]' THEN
            RETURN NEXT pattern_of_words(tokens[2:]);
            IF tokens[2] ~ '[a-z]{3}' THEN
                RETURN NEXT pattern_of_words(tokens[1:2]);
            END IF;
        END IF;
    END LOOP;
END $$;

-- A telephone number with any prefix and any punctuation between its digits.
CREATE OR REPLACE FUNCTION pattern_of_telephone(digits text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT '(?<![0-9])(?:(?:\+\s?|0{1,3}\s?)?44[^0-9a-z]{0,3}(?:0[^0-9a-z]{0,3})?|0[^0-9a-z]{0,3})?'
        || array_to_string(string_to_array(ltrim(regexp_replace(digits, '[^0-9]', '', 'g'), '0'), NULL), '[^0-9a-z]{0,3}')
        || '(?![0-9])'
$$;

CREATE OR REPLACE FUNCTION pattern_of_postcode(postcode text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT '(?<![a-z0-9])' || left(squashed(postcode), -3) || '[^a-z0-9]{0,3}' || right(squashed(postcode), 3)
        || '(?![a-z0-9])'
$$;

CREATE OR REPLACE FUNCTION pattern_of_contact(kept text, normalised text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN kept LIKE '%@%' THEN '(?<![a-z0-9._%+-])' || replace(
            regexp_replace(trim(kept), '([^a-zA-Z0-9@])', '\\\1', 'g'), '@', '\s*(?:@|\(at\)|\[at\])\s*'
        ) || '(?![a-z0-9])'
        WHEN length(regexp_replace(normalised, '[^0-9]', '', 'g')) >= 6 THEN pattern_of_telephone(normalised)
        ELSE pattern_of_words(array_remove(regexp_split_to_array(lower(kept), '[^a-z0-9]+'), ''))
    END
$$;

-- A town beside a sealed address, behind or before it: it would tell where to look. Elsewhere it says nothing.
CREATE OR REPLACE FUNCTION beside_what_is_sealed(locality text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    town text;
BEGIN
    IF length(squashed(locality)) < 3 THEN RETURN ''; END IF;
    town := pattern_of_words(array_remove(regexp_split_to_array(lower(locality), '[^a-z0-9]+'), ''));
    RETURN '\[sealed\](?:[\s,;:()/-]{1,4}(?:in|at|near|of)?\s{0,2}' || town || ')|' || town || '(?:[\s,;:()/-]{1,4}\[sealed\])';
END $$;

-- The patterns of everything under these seals, longest first. Nobody but the functions here may ask. It is asked for
-- every word that is masked: in steps, which takes a third of the time of one statement with all of them in it.
CREATE OR REPLACE FUNCTION sealed_patterns(seals bigint[]) RETURNS text[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    place record;
    seen text[] := '{}';
    patterns text[] := '{}';
    towns text[] := '{}';
BEGIN
    FOR place IN
        -- Two searches by index; OR between them would read every place of the force.
        SELECT p.line, p.locality, p.postcode, p.uprn, p::text AS all_of_it FROM (
            SELECT p.line, p.locality, p.postcode, p.uprn FROM place p WHERE p.seal_id = ANY (seals)
            UNION ALL SELECT p.line, p.locality, p.postcode, p.uprn FROM person_address a JOIN place p ON p.id = a.place_id
            WHERE a.seal_id = ANY (seals)
        ) p
    LOOP
        CONTINUE WHEN place.all_of_it = ANY (seen);
        seen := seen || place.all_of_it;
        patterns := patterns || ARRAY(SELECT patterns_of_line(place.line));
        towns := towns || beside_what_is_sealed(place.locality);
        IF length(squashed(place.postcode)) >= 5 THEN
            patterns := patterns || pattern_of_postcode(place.postcode);
        END IF;
        IF place.uprn ~ '^[0-9]{6,}$' THEN
            patterns := patterns || pattern_of_words(ARRAY[place.uprn]);
        END IF;
    END LOOP;
    patterns := patterns || ARRAY(
        SELECT pattern_of_contact(c.value, c.normalised) FROM contact_point c WHERE c.seal_id = ANY (seals)
    );
    -- A town is looked for beside what was taken out before it.
    RETURN ARRAY(SELECT t.made FROM unnest(patterns) AS t(made) WHERE t.made <> '' GROUP BY t.made ORDER BY length(t.made) DESC)
        || ARRAY(SELECT DISTINCT t.made FROM unnest(towns) AS t(made) WHERE t.made <> '');
END $$;
REVOKE EXECUTE ON FUNCTION sealed_patterns(bigint[]) FROM PUBLIC;

-- Words, and every word of a document, without what fits one of the patterns.
CREATE OR REPLACE FUNCTION words_without(words text, patterns text[]) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    pattern text;
BEGIN
    FOREACH pattern IN ARRAY patterns LOOP
        words := regexp_replace(words, pattern, '[sealed]', 'gi');
    END LOOP;
    RETURN words;
END $$;

-- Every word of a document once.
CREATE OR REPLACE FUNCTION words_of_document(doc jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT ARRAY(SELECT DISTINCT word #>> '{}' FROM jsonb_path_query(doc, 'strict $.** ? (@.type() == "string")') AS t(word))
$$;

-- Those of these words that hold what fits one of the patterns, each with what stands in its place. First all are looked
-- through at once, one below the other (what is found across two of them costs time and hides nothing); mostly nothing is
-- there.
CREATE OR REPLACE FUNCTION words_to_replace(words text[], patterns text[]) RETURNS TABLE (word text, instead text)
LANGUAGE plpgsql IMMUTABLE SET search_path = public, pg_temp AS $$
DECLARE
    together text := array_to_string(words, E'\n');
    found text[] := '{}';
    pattern text;
BEGIN
    FOREACH pattern IN ARRAY patterns LOOP
        IF together ~* pattern THEN found := found || pattern; END IF;
    END LOOP;
    IF found = '{}' THEN RETURN; END IF;
    pattern := '(?:' || array_to_string(found, ')|(?:') || ')';
    FOREACH word IN ARRAY words LOOP
        IF word ~* pattern THEN
            instead := words_without(word, patterns);
            RETURN NEXT;
        END IF;
    END LOOP;
END $$;

-- A document with each of these words replaced where it stands between its quotes: to take the document apart and put it
-- together again takes five times as long.
CREATE OR REPLACE FUNCTION document_with(doc jsonb, words text[], instead text[]) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE
SET search_path = public, pg_temp AS $$
DECLARE
    masked text := doc::text;
BEGIN
    IF coalesce(words, '{}') = '{}' THEN RETURN doc; END IF;
    FOR place IN 1 .. array_length(words, 1) LOOP
        masked := replace(masked, to_jsonb(words[place])::text, to_jsonb(instead[place])::text);
    END LOOP;
    BEGIN
        RETURN masked::jsonb;
    EXCEPTION WHEN invalid_text_representation THEN
        -- A word that is written as what stands between two others was taken for that. Nothing is shown then.
        RETURN to_jsonb('[sealed]'::text);
    END;
END $$;

-- A document without what fits one of the patterns in any of its words.
CREATE OR REPLACE FUNCTION document_without(doc jsonb, patterns text[]) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE
SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (
        SELECT document_with(doc, array_agg(t.word), array_agg(t.instead))
        FROM words_to_replace(words_of_document(doc), patterns) AS t
    );
END $$;

CREATE OR REPLACE FUNCTION masked(words text, seals bigint[]) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF seals IS NULL OR words IS NULL OR words = '' THEN
        RETURN words;
    END IF;
    RETURN words_without(words, sealed_patterns(seals));
END $$;

CREATE OR REPLACE FUNCTION masked_list(words varchar[], seals bigint[]) RETURNS text[] LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    patterns text[];
BEGIN
    IF seals IS NULL OR words IS NULL OR words = '{}' THEN
        RETURN words;
    END IF;
    patterns := sealed_patterns(seals);
    RETURN ARRAY(SELECT words_without(one, patterns) FROM unnest(words) WITH ORDINALITY AS t(one, place) ORDER BY place);
END $$;

CREATE OR REPLACE FUNCTION masked_document(doc jsonb, seals bigint[]) RETURNS jsonb LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF seals IS NULL OR doc IS NULL THEN
        RETURN doc;
    END IF;
    RETURN document_without(doc, sealed_patterns(seals));
END $$;

-- Whether anything at all is held from whoever asks: where nothing is, nothing is looked through. A new way of hiding a row
-- or its words has its line here. Nobody but the functions here and in payloads.sql may ask.
CREATE OR REPLACE FUNCTION anything_is_held() RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM seal s WHERE s.lifted_at IS NULL)
        OR EXISTS (SELECT FROM restriction r WHERE r.lifted_at IS NULL)
        OR EXISTS (SELECT FROM connection c WHERE c.officer_id = asking_officer() AND c.ended_at IS NULL)
        OR EXISTS (SELECT FROM unused_item u WHERE u.sensitive)
        OR EXISTS (SELECT FROM schedule_signature s WHERE s.sensitive);
END $$;
REVOKE EXECUTE ON FUNCTION anything_is_held() FROM PUBLIC;

-- A payload without the rows that whoever asks may not see, its words masked. The bytes as kept when nothing is held.
CREATE OR REPLACE FUNCTION masked_payload(content bytea, entry_row bigint) RETURNS bytea LANGUAGE plpgsql STABLE COST 5000
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    e journal_entry;
    doc jsonb;
    seals bigint[];
    held record;
    changed boolean := false;
BEGIN
    IF content = '' OR NOT anything_is_held() THEN
        RETURN content;
    END IF;
    SELECT * INTO e FROM journal_entry j WHERE j.id = entry_row;
    doc := convert_from(content, 'UTF8')::jsonb;
    FOR held IN
        SELECT t.name, r.id FROM jsonb_each(doc -> 'changes') AS t(name, changes)
        CROSS JOIN LATERAL jsonb_object_keys(t.changes) AS r(id)
        WHERE row_is_hidden(t.name, r.id::bigint)
    LOOP
        doc := jsonb_set(doc, ARRAY['changes', held.name, held.id], '{}');
        changed := true;
    END LOOP;
    IF EXISTS (
        SELECT FROM person p WHERE p.id = e.subject_row UNION ALL SELECT FROM place p WHERE p.id = e.subject_row
    ) THEN
        seals := seals_hidden_of_ends(ARRAY[e.subject_row], ARRAY[e.subject_row]);
    END IF;
    seals := seals || seals_hidden_in_journey(e.journey_row) || seals_hidden_of_thing(e.subject_row) || ARRAY(
        SELECT unnest(seals_hidden_of_ends(
            ARRAY[l.from_person_id, l.to_person_id], ARRAY[l.from_place_id, l.to_place_id]
        )) FROM record_link l WHERE l.id = ANY (e.rows)
        UNION
        SELECT c.seal_id FROM contact_point c
        WHERE c.id = ANY (e.rows) AND c.seal_id IS NOT NULL AND NOT is_unsealed(c.seal_id)
        UNION SELECT o FROM place p CROSS JOIN LATERAL seals_over_place(p.id) AS t(o)
        WHERE p.id = ANY (e.rows) AND p.seal_id IS NOT NULL AND NOT is_unsealed(o)
        UNION SELECT a.seal_id FROM person_address a
        WHERE a.id = ANY (e.rows) AND a.seal_id IS NOT NULL AND NOT is_unsealed(a.seal_id)
    );
    IF NOT changed AND coalesce(array_length(seals, 1), 0) = 0 THEN
        RETURN content;
    END IF;
    RETURN convert_to(masked_document(doc, nullif(seals, '{}'))::text, 'UTF8');
END $$;
