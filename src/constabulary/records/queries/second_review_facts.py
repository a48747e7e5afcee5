"""A closed crime as it stood when it was decided: the facts, without the decision, whose it was, or what they wrote.

Left out are outcomes and cancellations, reviews and their directions, what was told to the victim of an outcome, the
evidence-led decision and what was recommended. What happened since is left out by its moment; a suspect stands where
they stood then.
"""

import json
from datetime import datetime
from typing import Any

from django.db import connection

from constabulary.policing.investigation.evidence_led import ITEMS, Said
from constabulary.policing.investigation.suspects import SUSPECT_STATUS_TITLES, SuspectStatus
from constabulary.policing.victims.positions import Pressure, Support
from constabulary.records.queries.second_reviews import Sampled
from constabulary.standards.values import value


@value
class Told:
    """One fact: what it is about, and what is known of it."""

    about: str
    words: str
    on: datetime | None = None


@value
class BlindFacts:
    """What is known of a crime or report as it stood; in groups, each with its lines."""

    offence: str
    summary: str
    occurred_from: datetime | None
    reported_at: datetime
    as_at: datetime
    domestic_abuse: bool
    account: str
    groups: tuple[tuple[str, tuple[Told, ...]], ...]


def _rows(sql: str, sampled: Sampled) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            sql, {"crime": sampled.crime_id, "incident": sampled.incident_id, "at": sampled.closed_at,
                  "number": sampled.number, "journey": sampled.journey_id},
        )  # fmt: skip
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def facts_as_they_stood(sampled: Sampled) -> BlindFacts:
    """The facts of a drawn crime or report at the moment of its first decision."""
    (row,) = _rows(
        """
        SELECT coalesce(nullif(c.offence_title, ''), ''), coalesce(nullif(c.summary, ''), i.summary), c.occurred_from,
            i.reported_at, coalesce(c.domestic_abuse OR c.stalking, i.domestic_abuse), coalesce(k.account, '')
        FROM incident i LEFT JOIN crime c ON c.id = %(crime)s LEFT JOIN LATERAL (
            SELECT account FROM contact k WHERE k.journey_id = %(journey)s AND k.answered_at <= %(at)s
            ORDER BY k.id LIMIT 1
        ) k ON true
        WHERE i.id = %(incident)s
        """,
        sampled,
    )
    groups = {
        "What the victim wants": _positions(sampled),
        "Suspects": _suspects(sampled),
        "Lines of enquiry": _lines(sampled),
        "Exhibits and statements": _material(sampled),
        "Evidence that does not need the victim, as it was answered": _evidence_led(sampled),
        "Risk as assessed": _risk(sampled),
        "What came to light": _came_to_light(sampled),
    }
    return BlindFacts(
        offence=row[0], summary=row[1], occurred_from=row[2], reported_at=row[3], as_at=sampled.closed_at,
        domestic_abuse=row[4], account=row[5], groups=tuple((title, told) for title, told in groups.items() if told),
    )  # fmt: skip


def _positions(sampled: Sampled) -> tuple[Told, ...]:
    rows = _rows(
        "SELECT support, wishes, reasons, pressure, pressure_words, seen_alone, support_offered, would_attend, "
        "recorded_at FROM victim_position WHERE crime_id = %(crime)s AND recorded_at <= %(at)s ORDER BY id",
        sampled,
    )
    found: list[Told] = []
    for support, wishes, reasons, pressure, pressure_words, alone, offered, attend, on in rows:
        told = {
            Support(support).label: wishes, "Why": reasons,
            f"Fear and pressure, {Pressure(pressure).label.lower()}": pressure_words or ("Seen alone." if alone else ""),
            "Support offered": offered, "Would attend court": attend,
        }  # fmt: skip
        found += [Told(about=about, words=words, on=on) for about, words in told.items() if words]
    return tuple(found)


def _suspects(sampled: Sampled) -> tuple[Told, ...]:
    rows = _rows(
        """
        SELECT s.person_id IS NOT NULL, s.description, s.interviewed_at IS NOT NULL AND s.interviewed_at <= %(at)s,
            coalesce((SELECT e.to_state FROM suspect_event e WHERE e.suspect_id = s.id AND e.noted_at <= %(at)s
                AND e.to_state <> '' ORDER BY e.id DESC LIMIT 1), s.state)
        FROM suspect s WHERE s.crime_id = %(crime)s AND s.added_at <= %(at)s ORDER BY s.id
        """,
        sampled,
    )
    return tuple(
        Told(
            about=f"Suspect {place}, {'named' if named else 'not named'}",
            words=f"{SUSPECT_STATUS_TITLES[SuspectStatus(state)]}"
            f"{', interviewed' if interviewed else ''}{'. ' + said if said else ''}",
        )
        for place, (named, said, interviewed, state) in enumerate(rows, 1)
    )


def _lines(sampled: Sampled) -> tuple[Told, ...]:
    rows = _rows(
        "SELECT objective, action, CASE WHEN ended_at <= %(at)s THEN result ELSE '' END, added_at FROM line_of_enquiry "
        "WHERE crime_id = %(crime)s AND added_at <= %(at)s ORDER BY number",
        sampled,
    )
    return tuple(
        Told(about=objective, words=f"{action}. {result or 'Not ended then.'}", on=on)
        for objective, action, result, on in rows
    )


def _material(sampled: Sampled) -> tuple[Told, ...]:
    rows = _rows(
        "SELECT 'Exhibit', description, seized_at FROM exhibit WHERE crime_id = %(crime)s AND seized_at <= %(at)s "
        "UNION ALL SELECT 'Statement', summary, taken_at FROM statement "
        "WHERE crime_id = %(crime)s AND taken_at <= %(at)s ORDER BY 3, 1, 2",
        sampled,
    )
    return tuple(Told(about=what, words=words, on=on) for what, words, on in rows)


def _evidence_led(sampled: Sampled) -> tuple[Told, ...]:
    rows = _rows(
        "SELECT answers::text, considered_at FROM evidence_led_consideration "
        "WHERE crime_id = %(crime)s AND considered_at <= %(at)s ORDER BY id DESC LIMIT 1",
        sampled,
    )
    return tuple(
        Told(
            about=ITEMS[code].question,
            words=". ".join(filter(None, (Said(one["said"]).label, one.get("words")))),
            on=on,
        )
        for answers, on in rows
        for code, one in json.loads(answers).items()
        if code in ITEMS
    )


def _risk(sampled: Sampled) -> tuple[Told, ...]:
    rows = _rows(
        "SELECT grade, assessed_at FROM risk_assessment WHERE journey_id = %(journey)s AND assessed_at <= %(at)s "
        "ORDER BY id",
        sampled,
    )
    return tuple(Told(about="Risk of abuse", words=str(grade).capitalize(), on=on) for grade, on in rows)


def _came_to_light(sampled: Sampled) -> tuple[Told, ...]:
    rows = _rows(
        "SELECT a.information_came, a.information_source, a.information_checked, a.information_changes FROM sampled_closure d "
        "JOIN cancellation a ON a.id = d.cancellation_id WHERE d.id = %(number)s",
        sampled,
    )
    titles = ("When", "From whom or what", "How it was checked", "What it changes")
    return tuple(Told(about=title, words=said) for row in rows for title, said in zip(titles, row, strict=True) if said)
