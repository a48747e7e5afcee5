"""The groups by which the error of what proposes is told: how one statement puts a victim into each of them."""


def age_band_on(moment: str) -> str:
    """The age band of the person `p` at a moment of the statement, as SQL; `not_known` without a date of birth."""
    return f"""CASE WHEN p.born_on IS NULL THEN 'not_known'
        WHEN age({moment}, p.born_on) < interval '18 years' THEN 'under_18'
        WHEN age({moment}, p.born_on) < interval '25 years' THEN '18_to_24'
        WHEN age({moment}, p.born_on) < interval '45 years' THEN '25_to_44'
        WHEN age({moment}, p.born_on) < interval '65 years' THEN '45_to_64'
        ELSE '65_and_over' END"""


SEX = "coalesce(p.sex, 'not_known')"
ETHNICITY = "coalesce(p.ethnicity, 'not_stated')"
LANGUAGE = "coalesce(nullif(p.language, ''), 'not_stated')"
DISTRICT = "coalesce(d.name, 'not_known')"
