"""Who is asking, and who there is."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection

from constabulary.access.officers import Officer
from constabulary.access.ranks import Rank
from constabulary.access.roles import Role
from constabulary.records.queries.together import Asked, Asking, Question, ask
from constabulary.standards.values import value

OFFICER_COLUMNS = """
    o.id, o.collar_number, o.name, o.rank, o.team_id, t.name, o.pip_level, o.is_system,
    ARRAY(SELECT g.role FROM role_grant g WHERE g.holder_id = o.id AND g.ended_at IS NULL),
    o.skills
"""


@value
class SignedIn:
    """A sign-in that was found, and whose it is."""

    officer: Officer
    signed_in_at: datetime
    seen_at: datetime
    overlay: str
    #: Whether they have yet to change a password that somebody else knows.
    must_change: bool
    #: The decision aids that are accepted, each with the last day it is.
    aids: Mapping[str, date]


def _officer(row: tuple[Any, ...]) -> Officer:
    return Officer(
        id=row[0],
        collar_number=row[1],
        name=row[2],
        rank=Rank(row[3]),
        team_id=row[4],
        team=row[5] or "",
        pip_level=row[6],
        is_system=row[7],
        roles=frozenset(Role(one) for one in row[8]),
        skills=frozenset(row[9]),
    )


def _one(condition: str, values: list[Any]) -> Officer | None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {OFFICER_COLUMNS} FROM officer o LEFT JOIN team t ON t.id = o.team_id "
            f"WHERE o.is_active AND {condition}",
            values,
        )
        row = cursor.fetchone()
    return _officer(row) if row else None


def officer_by_number(collar_number: str) -> Officer | None:
    """The active officer with this number."""
    return _one("o.collar_number = %s", [collar_number.strip().upper()])


def officer_by_id(officer: int) -> Officer | None:
    """The active officer with this row number."""
    return _one("o.id = %s", [officer])


def supervisor_of_officer(officer: int) -> Officer | None:
    """Who supervises an officer (by row number), if anybody does."""
    return _one("o.id = (SELECT supervisor_id FROM officer WHERE id = %s)", [officer])


def others_administer(officer: int) -> bool:
    """Whether somebody but this officer is an administrator who can sign in."""
    return (
        _one(
            "o.id <> %s AND EXISTS (SELECT FROM role_grant WHERE holder_id = o.id AND role = %s AND ended_at IS NULL) "
            "AND EXISTS (SELECT FROM credential WHERE holder_id = o.id)",
            [officer, Role.ADMINISTRATOR.value],
        )
        is not None
    )


def password_given_at(officer: int) -> datetime | None:
    """When an officer (by row number) was given the password they have not changed yet, if they were given one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT given_at FROM credential WHERE holder_id = %s AND must_change", [officer])
        row = cursor.fetchone()
    return row[0] if row else None


def system_officer() -> Officer:
    """The officer that stands for the system acting by the clock. Raises LookupError before a force is set up."""
    found = _one("o.is_system", [])
    if found is None:
        raise LookupError("no force has been set up in this database yet")
    return found


def find_sign_in(token_hash: bytes) -> SignedIn | None:
    """Whose sign-in this is, roles, the force's own standards and the accepted aids as they are now; also says who asks.

    One statement: it runs before every page.
    """
    found = ask(
        f"SELECT {OFFICER_COLUMNS}, s.signed_in_at, s.seen_at, (SELECT standards_overlay FROM force), "
        "ARRAY(SELECT aid FROM aid_acceptance WHERE ended_at IS NULL ORDER BY id), "
        "ARRAY(SELECT until_on FROM aid_acceptance WHERE ended_at IS NULL ORDER BY id), "
        "coalesce((SELECT must_change FROM credential WHERE holder_id = o.id), false), "
        "set_config('constabulary.officer', o.id::text, false) "
        "FROM sign_in s JOIN officer o ON o.id = s.holder_id LEFT JOIN team t ON t.id = o.team_id "
        "WHERE s.token_hash = %s AND s.ended_at IS NULL AND o.is_active",
        [token_hash],
    )
    if not found:
        return None
    row = found[0]
    return SignedIn(
        officer=_officer(row), signed_in_at=row[10], seen_at=row[11], overlay=row[12] or "",
        aids=dict(zip(row[13], row[14], strict=True)), must_change=row[15],
    )  # fmt: skip


def find_left(token_hash: bytes, *, since: datetime) -> Officer | None:
    """Whose sign-in this was that they ended themselves, not before a moment."""
    return _one("o.id = (SELECT holder_id FROM sign_in WHERE token_hash = %s AND ended_at >= %s)", [token_hash, since])


def sign_ins_by_role() -> list[tuple[str, Rank, list[Role]]]:
    """For a demonstration force: who can sign in, one for each role and rank, with the roles they hold."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT ON (min(g.role), o.rank) o.collar_number, o.rank, array_agg(g.role ORDER BY g.role) "
            "FROM officer o JOIN credential c ON c.holder_id = o.id JOIN role_grant g ON g.holder_id = o.id "
            "WHERE g.ended_at IS NULL AND o.is_active GROUP BY o.id, o.collar_number, o.rank "
            "ORDER BY min(g.role), o.rank, o.id"
        )
        return [(row[0], Rank(row[1]), [Role(one) for one in row[2]]) for row in cursor.fetchall()]


def say_who_asks(officer: Officer | None) -> None:
    """Tell the database for whom this connection reads from now on; nobody when None."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('constabulary.officer', %s, false)", [str(officer.id) if officer else ""])


@Question
def names_of(officers: set[int]) -> Asking[Mapping[int, str]]:
    """Rank, name and number of these officers, by row number."""
    if not officers:
        return {}
    found = yield Asked("SELECT id, rank, name, collar_number FROM officer WHERE id = ANY(%s)", [list(officers)])
    return {row[0]: f"{Rank(row[1]).label} {row[2]} {row[3]}" for row in found}


def all_teams() -> list[tuple[int, str]]:
    """(row number, name) of every team, by name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, name FROM team ORDER BY name")
        return [(row[0], row[1]) for row in cursor.fetchall()]


@value
class TeamView:
    """A team as an administrator sees it."""

    id: int
    name: str
    kind: str
    district: int | None


def team_by_id(team: int) -> TeamView | None:
    """The team with this row number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, name, kind, district_id FROM team WHERE id = %s", [team])
        row = cursor.fetchone()
    return TeamView(id=row[0], name=row[1], kind=row[2], district=row[3]) if row else None


def find_officers(words: str, *, most: int = 50) -> list[Officer]:
    """Active officers and staff whose number or name holds the words, by number."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {OFFICER_COLUMNS} FROM officer o LEFT JOIN team t ON t.id = o.team_id "
            "WHERE o.is_active AND NOT o.is_system AND position(lower(%s) IN lower(o.collar_number || ' ' || o.name)) > 0 "
            "ORDER BY o.collar_number LIMIT %s",
            [words.strip(), most],
        )
        return [_officer(row) for row in cursor.fetchall()]


def officers_of_roles(roles: Iterable[Role]) -> list[Officer]:
    """Active officers and staff who hold any of these roles now, by number of their row."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {OFFICER_COLUMNS} FROM officer o LEFT JOIN team t ON t.id = o.team_id WHERE o.is_active "
            "AND EXISTS (SELECT FROM role_grant g WHERE g.holder_id = o.id AND g.ended_at IS NULL AND g.role = ANY(%s)) "
            "ORDER BY o.id",
            [[one.value for one in roles]],
        )
        return [_officer(row) for row in cursor.fetchall()]
