-- Finding people and places by key. A condition on an array is not leakproof, so under row-level security no index would
-- serve it and every search would read the whole table. These functions read the index as the owner and hold each row by
-- the very conditions of its table's policy before it counts: what whoever asks may not see neither appears nor changes
-- which others do. Whatever they give back is read again by its number under row-level security.

CREATE OR REPLACE FUNCTION place_is_shown(place_row bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM place p WHERE p.id = place_row AND (p.seal_id IS NULL OR place_is_unsealed(p.id)))
$$;

-- The person that someone's record was merged into, at the end of the chain; themselves where it was not.
CREATE OR REPLACE FUNCTION surviving_person(person_row bigint) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    WITH RECURSIVE chain AS (
        SELECT p.id, p.merged_into_id, 1 AS step FROM person p WHERE p.id = person_row
        UNION ALL
        SELECT q.id, q.merged_into_id, chain.step + 1 FROM chain JOIN person q ON q.id = chain.merged_into_id
        WHERE chain.step < 10
    )
    SELECT chain.id FROM chain ORDER BY chain.step DESC LIMIT 1
$$;

-- The people who share most of the keys, by weight; of each key no more than `each` are looked at. A key that more share
-- would bring any of them, and most of what a search reads: it is left out unless it is of the name as typed.
CREATE OR REPLACE FUNCTION people_by_keys(asked integer[], weights float8[], own boolean[], each integer, most integer)
RETURNS TABLE (person_id bigint, weight float8) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET enable_seqscan = off SET jit = off AS $$
BEGIN
    RETURN QUERY
    SELECT k.person_id, sum(a.weight) FROM unnest(asked, weights, own) AS a(key, weight, own) CROSS JOIN LATERAL (
        SELECT t.person_id FROM person_keys t
        WHERE t.keys @> ARRAY[a.key] AND (t.restriction_id IS NULL OR is_cleared(t.restriction_id))
        LIMIT each
    ) k
    WHERE a.own OR NOT EXISTS (SELECT FROM common_key c WHERE c.key = a.key)
    GROUP BY k.person_id ORDER BY 2 DESC, 1 LIMIT most;
END $$;

-- Which keys more people share than a search looks at; of everyone, whoever asks: it is said of a key, never of a person.
CREATE OR REPLACE FUNCTION count_common_keys(each integer) RETURNS bigint LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    DELETE FROM common_key;
    INSERT INTO common_key (key, people)
    SELECT k.key, count(*) FROM person_keys t CROSS JOIN LATERAL unnest(t.keys) AS k(key)
    GROUP BY k.key HAVING count(*) > each;
    SELECT count(*) FROM common_key;
$$;

-- The same of places. The sealed ones are few and are laid out once: to look each place up would take most of a search.
CREATE OR REPLACE FUNCTION places_by_keys(asked integer[], weights float8[], each integer, most integer)
RETURNS TABLE (place_id bigint, weight float8) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET enable_seqscan = off SET jit = off AS $$
BEGIN
    RETURN QUERY
    SELECT k.place_id, sum(a.weight) FROM unnest(asked, weights) AS a(key, weight) CROSS JOIN LATERAL (
        SELECT t.place_id FROM place_keys t
        WHERE t.keys @> ARRAY[a.key] AND (
            t.place_id NOT IN (SELECT p.id FROM place p WHERE p.seal_id IS NOT NULL) OR place_is_unsealed(t.place_id)
        )
        LIMIT each
    ) k
    GROUP BY k.place_id ORDER BY 2 DESC, 1 LIMIT most;
END $$;
