-- Seals: who may see what is sealed, and how new rows of what is sealed seal themselves. Applied after functions.sql.

-- Letters and digits only, lower case: how values are compared.
CREATE OR REPLACE FUNCTION squashed(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT lower(regexp_replace(words, '[^a-zA-Z0-9]+', '', 'g'))
$$;

CREATE INDEX IF NOT EXISTS place_sealed ON place (squashed(line)) WHERE seal_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS contact_point_sealed ON contact_point (normalised) WHERE seal_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS person_address_sealed ON person_address (seal_id) WHERE seal_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS place_by_seal ON place (seal_id) WHERE seal_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS contact_point_by_seal ON contact_point (seal_id) WHERE seal_id IS NOT NULL;

-- Every record that is of the same person: two found to be of one are combined by the one leading to the other, and
-- whatever protects either protects both (docs/decisions/0011).
-- One row nearly always: a planner that expects a thousand reads whole tables for them.
CREATE OR REPLACE FUNCTION same_person(asked bigint) RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 1
SET search_path = public, pg_temp AS $$
BEGIN
    IF asked IS NULL THEN
        RETURN;
    END IF;
    IF NOT EXISTS (SELECT FROM person p WHERE p.id = asked AND p.merged_into_id IS NOT NULL)
       AND NOT EXISTS (SELECT FROM person p WHERE p.merged_into_id = asked) THEN
        RETURN NEXT asked;
        RETURN;
    END IF;
    RETURN QUERY WITH RECURSIVE up AS (
        SELECT p.id, p.merged_into_id FROM person p WHERE p.id = asked
        UNION SELECT p.id, p.merged_into_id FROM person p JOIN up ON p.id = up.merged_into_id
    ), down AS (
        SELECT up.id FROM up WHERE up.merged_into_id IS NULL
        UNION SELECT p.id FROM person p JOIN down ON p.merged_into_id = down.id
    ) SELECT down.id FROM down;
END $$;

-- The call signs that are committed to open incidents which whoever asks may not see: that they are, and nothing else.
CREATE OR REPLACE FUNCTION units_committed_unseen() RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    SELECT DISTINCT d.unit::text FROM deployment d JOIN incident i ON i.id = d.incident_id
    WHERE d.state IN ('sent', 'en_route', 'at_scene') AND i.state <> 'closed'
      AND d.restriction_id IS NOT NULL AND NOT is_cleared(d.restriction_id)
$$;

-- Whether a number is sealed on somebody's record from whoever asks; then a telephone known by it is hidden too.
CREATE OR REPLACE FUNCTION number_is_sealed(asked text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM contact_point c JOIN seal s ON s.id = c.seal_id AND s.lifted_at IS NULL
        WHERE c.seal_id IS NOT NULL AND c.normalised = asked AND NOT is_unsealed(s.id)
    )
$$;

-- Whether whoever asks may see every end of a link.
CREATE OR REPLACE FUNCTION link_is_seen(
    people bigint[], places bigint[], telephones bigint[], incident_row bigint, crime_row bigint
) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT NOT EXISTS (SELECT FROM unnest(people) AS t(id) WHERE t.id IS NOT NULL AND row_is_hidden('person', t.id))
       AND NOT EXISTS (SELECT FROM unnest(places) AS t(id) WHERE t.id IS NOT NULL AND row_is_hidden('place', t.id))
       AND NOT EXISTS (
           SELECT FROM unnest(telephones) AS t(id) WHERE t.id IS NOT NULL AND row_is_hidden('telephone', t.id)
       )
       AND NOT EXISTS (
           SELECT FROM incident i
           WHERE i.id = incident_row AND i.restriction_id IS NOT NULL AND NOT is_cleared(i.restriction_id)
       )
       AND NOT EXISTS (
           SELECT FROM crime c
           WHERE c.id = crime_row AND c.restriction_id IS NOT NULL AND NOT is_cleared(c.restriction_id)
       )
$$;

-- Whom a seal is against, all their records; of one that follows another, whom that is against.
CREATE OR REPLACE FUNCTION people_sealed_against(seal_row bigint) RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    SELECT t.id FROM seal s LEFT JOIN seal followed ON followed.id = s.same_as_id
    CROSS JOIN LATERAL same_person(coalesce(s.against_id, followed.against_id)) AS t(id) WHERE s.id = seal_row
$$;

-- A seal opens to those granted it or the one that it follows, and never to anyone connected with the person it is set against.
CREATE OR REPLACE FUNCTION is_unsealed(sealed_by bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM seal s
        WHERE s.id = sealed_by AND (
            s.lifted_at IS NOT NULL
            OR (
                EXISTS (
                    SELECT 1 FROM seal_grant g
                    WHERE g.seal_id IN (s.id, s.same_as_id) AND g.officer_id = asking_officer() AND g.ended_at IS NULL
                      AND (g.until IS NULL OR g.until > present_moment())
                )
                AND NOT EXISTS (
                    SELECT 1 FROM connection c
                    WHERE c.person_id IN (SELECT t.id FROM people_sealed_against(s.id) AS t(id))
                      AND c.officer_id = asking_officer() AND c.ended_at IS NULL
                )
            )
        )
    )
$$;

-- Whether whoever asks is connected with this person.
CREATE OR REPLACE FUNCTION is_on_the_side_of(person_row bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM connection c
        WHERE c.officer_id = asking_officer() AND c.ended_at IS NULL
          AND c.person_id IN (SELECT same_person(person_row))
    )
$$;

-- How many addresses and contact details lie under a seal.
CREATE OR REPLACE FUNCTION rows_under_seal(asked bigint) RETURNS integer LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    SELECT (SELECT count(*) FROM person_address a WHERE a.seal_id = asked)::int
         + (SELECT count(*) FROM contact_point c WHERE c.seal_id = asked)::int
$$;

-- Which they are, by kind and never by what they say: 'address home', 'contact telephone', one for each.
CREATE OR REPLACE FUNCTION kinds_under_seal(asked bigint) RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    SELECT ARRAY(
        SELECT 'address ' || a.kind FROM person_address a WHERE a.seal_id = asked
        UNION ALL SELECT 'contact ' || c.kind FROM contact_point c WHERE c.seal_id = asked
        ORDER BY 1
    )
$$;

-- Whether two places are one address, as far as their words tell.
CREATE OR REPLACE FUNCTION same_area(postcode text, locality text, other_postcode text, other_locality text)
RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN postcode <> '' AND other_postcode <> '' THEN squashed(postcode) = squashed(other_postcode)
        ELSE locality = '' OR other_locality = '' OR squashed(locality) = squashed(other_locality)
    END
$$;

-- The seals in force over a place: its own, those of every address there, and those of the same address kept twice.
CREATE OR REPLACE FUNCTION seals_over_place(place_row bigint) RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    WITH same AS (
        SELECT p.id, p.seal_id FROM place p WHERE p.id = place_row
        UNION
        SELECT t.id, t.seal_id FROM place p JOIN place t
            ON t.seal_id IS NOT NULL AND squashed(t.line) = squashed(p.line)
            AND same_area(t.postcode, t.locality, p.postcode, p.locality)
        WHERE p.id = place_row
    )
    SELECT s.id FROM seal s WHERE s.lifted_at IS NULL AND s.id IN (
        SELECT same.seal_id FROM same
        UNION SELECT a.seal_id FROM person_address a JOIN same ON same.id = a.place_id WHERE a.seal_id IS NOT NULL
    )
$$;

-- A place under several seals opens to whoever is granted one and connected with nobody any of them is against.
CREATE OR REPLACE FUNCTION place_is_unsealed(place_row bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    WITH over AS (SELECT s.id, s.against_id FROM seal s WHERE s.id IN (SELECT seals_over_place(place_row)))
    SELECT NOT EXISTS (SELECT FROM over) OR (
        EXISTS (SELECT FROM over WHERE is_unsealed(over.id))
        AND NOT EXISTS (
            SELECT FROM over CROSS JOIN LATERAL same_person(over.against_id) AS t(id)
            JOIN connection c ON c.person_id = t.id
            WHERE c.officer_id = asking_officer() AND c.ended_at IS NULL
        )
    )
$$;

-- New rows of what is sealed seal themselves, and a row that leaves one seal stays under any other over it.
CREATE OR REPLACE FUNCTION seal_of_place() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.seal_id IS NULL THEN
        SELECT s.id INTO NEW.seal_id
        FROM place t JOIN seal s ON s.id = t.seal_id AND s.lifted_at IS NULL
        WHERE t.seal_id IS NOT NULL AND t.id <> NEW.id AND (
            (squashed(t.line) = squashed(NEW.line) AND same_area(t.postcode, t.locality, NEW.postcode, NEW.locality))
        )
        ORDER BY s.id LIMIT 1;
    END IF;
    IF NEW.seal_id IS NULL AND TG_OP = 'UPDATE' THEN
        SELECT s.id INTO NEW.seal_id
        FROM person_address a JOIN seal s ON s.id = a.seal_id AND s.lifted_at IS NULL
        WHERE a.place_id = NEW.id ORDER BY s.id LIMIT 1;
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION seal_of_person_address() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.seal_id IS NULL THEN
        SELECT s.id INTO NEW.seal_id FROM place p JOIN seal s ON s.id = p.seal_id AND s.lifted_at IS NULL
        WHERE p.id = NEW.place_id;
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION seal_of_contact_point() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.seal_id IS NULL THEN
        SELECT s.id INTO NEW.seal_id FROM contact_point t JOIN seal s ON s.id = t.seal_id AND s.lifted_at IS NULL
        WHERE t.seal_id IS NOT NULL AND t.normalised = NEW.normalised AND t.id <> NEW.id
        ORDER BY s.id LIMIT 1;
    END IF;
    RETURN NEW;
END $$;

-- What keeps whoever asks from a record: its restriction, and the seals over its journey, place or person. Asked only
-- to open it in an emergency, by people whose roles let them.
CREATE OR REPLACE FUNCTION restriction_holding(known_as text) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    SELECT held.restriction_id FROM (
        SELECT i.restriction_id, i.journey_id AS journey, NULL::bigint AS person FROM incident i WHERE i.reference = known_as
        UNION ALL SELECT c.restriction_id, c.journey_id, NULL::bigint FROM crime c WHERE c.reference = known_as
        UNION ALL SELECT j.restriction_id, j.id, NULL::bigint FROM journey j WHERE j.reference = known_as
        UNION ALL SELECT p.restriction_id, NULL::bigint, p.id FROM person p WHERE p.reference = known_as
    ) held
    WHERE held.restriction_id IS NOT NULL AND NOT is_cleared(held.restriction_id) AND NOT EXISTS (
        SELECT FROM connection c
        WHERE c.officer_id = asking_officer() AND c.ended_at IS NULL
          AND c.person_id IN (
            SELECT same_person(t.id) FROM (
                SELECT held.person AS id UNION SELECT people_in_journey(held.journey)
            ) t
          )
    )
    LIMIT 1
$$;

CREATE OR REPLACE FUNCTION seals_holding(known_as text) RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    WITH hiding AS (SELECT unnest(coalesce(
        (SELECT seals_hidden_in_journey(held.id) FROM (
            SELECT i.journey_id AS id FROM incident i WHERE i.reference = known_as
            UNION ALL SELECT c.journey_id FROM crime c WHERE c.reference = known_as
            UNION ALL SELECT j.id FROM journey j WHERE j.reference = known_as
        ) held LIMIT 1),
        (SELECT seals_hidden_of_person(p.id) FROM person p WHERE p.reference = known_as),
        (SELECT array_agg(s.id) FROM place p CROSS JOIN LATERAL seals_over_place(p.id) AS s(id)
         WHERE p.reference = known_as AND NOT is_unsealed(s.id))
    )) AS id)
    SELECT array_agg(hiding.id) FROM hiding JOIN seal s ON s.id = hiding.id WHERE NOT EXISTS (
        SELECT FROM people_sealed_against(s.id) AS t(id) WHERE is_on_the_side_of(t.id)
    )
$$;

-- Everybody who has somebody whoever asks is connected with on the other side: a suspect where they are anything else
-- in the same incident or crime, or someone a seal of theirs is against. Policies ask once a statement, in a subquery,
-- and compare: to ask of every row in turn whose person has whom on the other side would cost milliseconds a row.
CREATE OR REPLACE FUNCTION people_on_the_other_side() RETURNS bigint[] LANGUAGE plpgsql STABLE COST 5000
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM connection c WHERE c.officer_id = asking_officer() AND c.ended_at IS NULL) THEN
        RETURN '{}';
    END IF;
    RETURN (
        WITH known AS (
            SELECT c.id AS connection, t.id AS person FROM connection c CROSS JOIN LATERAL same_person(c.person_id) AS t(id)
            WHERE c.officer_id = asking_officer() AND c.ended_at IS NULL
        ), other AS (
            SELECT known.connection, s.person_id AS person FROM known
            JOIN seal s ON s.against_id = known.person AND s.lifted_at IS NULL
            UNION SELECT known.connection, v.person_id FROM known JOIN incident_person o ON o.person_id = known.person
                  JOIN incident_person v ON v.incident_id = o.incident_id
                  WHERE v.id <> o.id AND 'suspect' IN (o.role, v.role)
            UNION SELECT known.connection, v.person_id FROM known JOIN crime_person o ON o.person_id = known.person
                  JOIN crime_person v ON v.crime_id = o.crime_id
                  WHERE v.id <> o.id AND 'suspect' IN (o.role, v.role)
        )
        SELECT coalesce(array_agg(DISTINCT t.id), '{}')
        FROM other CROSS JOIN LATERAL same_person(other.person) AS t(id)
        WHERE NOT EXISTS (SELECT FROM known WHERE known.connection = other.connection AND known.person = t.id)
    );
END $$;

-- The crimes of which one of them is the victim.
CREATE OR REPLACE FUNCTION crimes_of_the_other_side() RETURNS bigint[] LANGUAGE plpgsql STABLE COST 5000
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    people bigint[] := people_on_the_other_side();
BEGIN
    IF people = '{}' THEN RETURN people; END IF;
    RETURN (SELECT coalesce(array_agg(c.id), '{}') FROM crime c WHERE c.victim_id = ANY (people));
END $$;

-- The crimes whose sensitive unused material whoever asks may see: theirs, those of whom they supervise, and those of
-- which they are the disclosure officer now.
CREATE OR REPLACE FUNCTION crimes_of_sensitive_material() RETURNS bigint[] LANGUAGE plpgsql STABLE COST 5000
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (
        SELECT coalesce(array_agg(DISTINCT t.id), '{}') FROM (
            SELECT c.id FROM crime c WHERE c.officer_id = asking_officer()
            UNION ALL SELECT c.id FROM officer o JOIN crime c ON c.officer_id = o.id WHERE o.supervisor_id = asking_officer()
            UNION ALL SELECT d.crime_id FROM disclosure_officer d WHERE d.officer_id = asking_officer() AND NOT EXISTS (
                SELECT FROM disclosure_officer later WHERE later.crime_id = d.crime_id AND later.id > d.id
            )
        ) AS t(id)
    );
END $$;

-- Words for the defence: what any seal of the journey hides is taken out, whoever prints them and whatever they may see. All
-- of a schedule at once: who is in the journey and what is sealed of them is looked for once.
CREATE OR REPLACE FUNCTION words_for_the_defence(words text[], journey_row bigint) RETURNS text[] LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    people bigint[] := ARRAY(
        SELECT DISTINCT same.id FROM people_in_journey(journey_row) AS t(id) CROSS JOIN LATERAL same_person(t.id) AS same(id)
    );
BEGIN
    RETURN masked_list(words, (
        SELECT array_agg(s.id) FROM seal s
        WHERE s.lifted_at IS NULL AND (s.person_id = ANY (people) OR s.against_id = ANY (people))
    ));
END $$;

-- The code word of a route, and who answers there, for those who may see where it leads.
CREATE OR REPLACE FUNCTION code_word_shown(word text, contact_point_row bigint, address_row bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT CASE WHEN word <> '' AND (
        EXISTS (SELECT FROM contact_point c
                WHERE c.id = contact_point_row AND c.seal_id IS NOT NULL AND NOT is_unsealed(c.seal_id))
        OR EXISTS (SELECT FROM person_address a
                   WHERE a.id = address_row AND a.seal_id IS NOT NULL AND NOT is_unsealed(a.seal_id))
    ) THEN '[sealed]' ELSE word END
$$;

-- Whether a route still is the person's, and leads where nobody else answers.
CREATE OR REPLACE FUNCTION route_still_holds(route_row bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public AS $$
    SELECT EXISTS (
        SELECT FROM safe_route r
        LEFT JOIN contact_point c ON c.id = r.contact_point_id
        LEFT JOIN person_address a ON a.id = r.address_id
        WHERE r.id = route_row AND r.ended_at IS NULL
          AND NOT EXISTS (
            SELECT FROM safe_route later
            WHERE later.person_id IN (SELECT same_person(r.person_id)) AND later.ended_at IS NULL
              AND (later.confirmed_at, later.id) > (r.confirmed_at, r.id)
          )
          AND (c.id IS NULL OR (NOT c.shared AND c.ended_at IS NULL))
          AND (a.id IS NULL OR a.until_on IS NULL OR a.until_on > present_moment()::date)
    )
$$;

-- Where a waiting message goes: told to the system that sends it and to nobody else.
CREATE OR REPLACE FUNCTION where_to_send(message_row bigint) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public AS $$
    SELECT coalesce(c.value, concat_ws(', ', nullif(p.line, ''), nullif(p.locality, ''), nullif(p.postcode, '')))
    FROM message m
    JOIN safe_route r ON r.id = m.route_id
    LEFT JOIN contact_point c ON c.id = r.contact_point_id
    LEFT JOIN person_address a ON a.id = r.address_id
    LEFT JOIN place p ON p.id = a.place_id
    WHERE m.id = message_row AND m.state = 'queued' AND route_still_holds(r.id)
      AND EXISTS (SELECT FROM officer o WHERE o.id = asking_officer() AND o.is_system)
$$;

-- Rows of another system that were refused and not stored since, or wait: where they stood and why, never what they say.
CREATE OR REPLACE FUNCTION takeover_open_rejects(asked bigint)
RETURNS TABLE (staged_table text, line integer, fate text, reasons text[], columns text[]) LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT DISTINCT ON (j.staged_table, coalesce(nullif(j.old_reference, ''), encode(j.digest, 'hex')))
        j.staged_table::text, j.line, j.fate::text, j.reasons::text[], j.columns::text[]
    FROM takeover_reject j
    WHERE j.takeover_id = asked AND (j.fate = 'held' OR NOT EXISTS (
        SELECT FROM takeover_row r WHERE r.takeover_id = j.takeover_id AND r.staged_table = j.staged_table
            AND r.old_reference = j.old_reference AND (r.id > j.id OR r.digest = j.digest)))
    ORDER BY j.staged_table, coalesce(nullif(j.old_reference, ''), encode(j.digest, 'hex')), j.id DESC
$$;
