"""Officers taken over: found by their number, or added with the roles the old system says; nobody can sign in yet."""

import re

from constabulary.access.ranks import Rank
from constabulary.access.roles import Role
from constabulary.casework.officers import add_officer_in_act
from constabulary.casework.takeover.batch import Batch, Became, Fresh, Refused
from constabulary.policing.takeover import reasons as why
from constabulary.policing.takeover.checking import Problem
from constabulary.policing.takeover.ledger import Fate
from constabulary.records.models import Officer, Team
from constabulary.records.queries.takeover_rows import officers_by_number
from constabulary.records.writing import Writing


def number_of(row: Fresh) -> str:
    """The number as the product writes it."""
    return str(row.said["collar_number"]).upper()


def prepare_officers(batch: Batch, rows: list[Fresh]) -> None:
    """Find who is there already, by number."""
    batch.found["officers"] = officers_by_number(number_of(one) for one in rows)


def check_officer(batch: Batch, row: Fresh) -> None:
    """Refuse a number that belongs to somebody of another name: two people under one number cannot be told apart."""
    there = batch.found["officers"].setdefault(number_of(row), (None, row.said["name"]))
    if _squashed(there[1]) != _squashed(row.said["name"]):
        raise Refused(Problem(reason=why.OFFICER_OTHERWISE, column="collar_number"))


def _squashed(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()


def store_officer(w: Writing, batch: Batch, row: Fresh) -> Became:
    """Add an officer, or take the one who is there; whoever is there keeps rank, team and roles."""
    said, number = row.said, batch.found["officers"][number_of(row)][0]
    if number is not None:
        there = w.lock(Officer, number) if number not in w.inserts else next(iter(w.find(Officer, id=number)))
        batch.entry(w, row, there)
        return Became(fate=Fate.MERGED, record="officer", row=number, reference=number_of(row))
    made = add_officer_in_act(
        w, collar_number=number_of(row), name=said["name"], rank=Rank[said["rank"].upper()],
        roles=tuple(dict.fromkeys(Role(one) for one in said["roles"])), team=_team(w, batch, row),
        pip_level=said["pip_level"] or 0,
    )  # fmt: skip
    batch.entry(w, row, made)
    batch.found["officers"][number_of(row)] = (made.id, said["name"])
    return Became(fate=Fate.STORED, record="officer", row=made.id, reference=number_of(row))


def _team(w: Writing, batch: Batch, row: Fresh) -> Team | None:
    name = row.said["team"]
    if not name:
        return None
    there = next(iter(w.find(Team, name=name)), None)
    if there is not None:
        return there
    made = Team(id=w.new_id(), name=name, kind="unit")
    batch.entry(w, row, made)
    return w.insert(made)
