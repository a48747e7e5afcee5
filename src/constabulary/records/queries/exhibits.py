"""Exhibits with their chains, and statements, as people see them."""

from datetime import datetime

from constabulary.policing.case_file.exhibits import ExhibitForm
from constabulary.policing.case_file.statements import PersonalStatement
from constabulary.records.queries.case_file import made
from constabulary.records.queries.together import Asked, Asking, Question
from constabulary.standards.values import value


@value
class MoveView:
    """One hand-over."""

    exhibit_id: int
    number: int
    from_whom: str
    to_whom: str
    moved_at: datetime
    kept_at: str
    why: str
    seal_number: str
    has_gap: bool
    gap_because: str
    noted_by: int


@value
class ExhibitView:
    """An exhibit with the chain of who had it, first to last."""

    id: int
    reference: str
    description: str
    form: ExhibitForm
    system: str
    locator: str
    seal_number: str
    seized_where: str
    seized_from: str
    seized_at: datetime
    seized_by: int
    seizer: str
    state: str
    ended_with: str
    end_authority: str
    kept_how: str
    ended_at: datetime | None
    ended_by: int | None
    moves: tuple[MoveView, ...] = ()

    @property
    def holder(self) -> str:
        """Who has it, or had it last."""
        return self.moves[-1].to_whom if self.moves else self.seizer

    @property
    def has_gap(self) -> bool:
        """Whether its chain has a gap."""
        return any(one.has_gap for one in self.moves)


@value
class StatementView:
    """A statement."""

    id: int
    reference: str
    person_id: int | None
    person: str
    maker: str
    of_victim: bool
    held_where: str
    summary: str
    personal_statement: PersonalStatement
    taken_at: datetime
    taken_by: int

    @property
    def given_by(self) -> str:
        """Who gave it."""
        return self.person or self.maker or "Somebody whose name is not shown to you"


@Question
def exhibits_of_crime(crime: int) -> Asking[list[ExhibitView]]:
    """The exhibits in the order of their references, each with its chain."""
    chains: dict[int, list[MoveView]] = {}
    moved, found = yield (
        Asked(
            "SELECT m.exhibit_id, m.number, m.from_whom, m.to_whom, m.moved_at, m.kept_at, m.why, m.seal_number, "
            "m.has_gap, m.gap_because, m.noted_by_id FROM exhibit_move m JOIN exhibit x ON x.id = m.exhibit_id "
            "WHERE x.crime_id = %s ORDER BY m.exhibit_id, m.number",
            [crime],
        ),
        Asked(
            "SELECT x.id, x.reference, x.description, x.form, x.system, x.locator, x.seal_number, x.seized_where, "
            "x.seized_from, x.seized_at, x.seized_by_id, o.collar_number, x.state, x.ended_with, x.end_authority, "
            "x.kept_how, x.ended_at, x.ended_by_id FROM exhibit x JOIN officer o ON o.id = x.seized_by_id "
            "WHERE x.crime_id = %s ORDER BY x.reference, x.id",
            [crime],
        ),
    )
    for row in moved:
        chains.setdefault(row[0], []).append(made(MoveView, row))
    return [made(ExhibitView, row, form=ExhibitForm(row[3]), moves=tuple(chains.get(row[0], ()))) for row in found]


@Question
def statements_of_crime(crime: int) -> Asking[list[StatementView]]:
    """The statements that whoever asks may see, in the order they were taken."""
    found = yield Asked(
        "SELECT s.id, s.reference, s.person_id, trim(coalesce(p.given, '') || ' ' || coalesce(p.family, '')), s.maker, "
        "s.of_victim, s.held_where, s.summary, s.personal_statement, s.taken_at, s.taken_by_id "
        "FROM statement s LEFT JOIN person p ON p.id = s.person_id WHERE s.crime_id = %s ORDER BY s.taken_at, s.id",
        [crime],
    )
    return [made(StatementView, row, personal_statement=PersonalStatement(row[8])) for row in found]
