"""One batch of staged rows, stored in one transaction with its ledger, or not at all.

The rows are checked and what they lead to is looked up first. Then, inside the transaction: whatever is to be restricted
is made as an empty journey or person and restricted, so that everything written of it afterwards is marked as it is
written, the journal included; the content; the seals; last the batch, which accounts for every row.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from django.db import transaction

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.references import journey_reference, person_reference
from constabulary.casework.restrictions import restrict_in_act
from constabulary.casework.rulebooks import read_rulebook
from constabulary.casework.takeover.batch import (
    PURPOSE,
    Accounted,
    Batch,
    Became,
    Fresh,
    Refused,
    check_sees_everything,
)
from constabulary.casework.takeover.files import StagedFile, StagedRow
from constabulary.casework.takeover.journeys import check_crime, store_crime, store_incident
from constabulary.casework.takeover.ledger import write_ledger
from constabulary.casework.takeover.lists import code_lists
from constabulary.casework.takeover.officers import check_officer, prepare_officers, store_officer
from constabulary.casework.takeover.people import details_to_seal, prepare_people, seal_person, store_person
from constabulary.casework.takeover.suspects import store_bail, store_suspect, store_warning
from constabulary.casework.takeover.tasks import store_task
from constabulary.policing.decisions import Reason, refuse_if
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.protection.restrictions import RestrictionKind
from constabulary.policing.takeover import reasons as why
from constabulary.policing.takeover.checking import Checked, Problem, check_row
from constabulary.policing.takeover.layout import Kind, Table
from constabulary.policing.takeover.ledger import Fate, Tally
from constabulary.records.models import Journey, Person, Takeover
from constabulary.records.queries.officers import all_teams
from constabulary.records.queries.takeover_rows import Known, rows_known, wait_for_other_loading
from constabulary.records.writing import Writing, looking, writing
from constabulary.standards.rulebook import Moments

Store = Callable[[Writing, Batch, Fresh], Became]
STORES: Mapping[str, Store] = {
    "officers": store_officer,
    "people": store_person,
    "incidents": store_incident,
    "crimes": store_crime,
    "suspects": store_suspect,
    "bail": store_bail,
    "warnings": store_warning,
    "tasks": store_task,
}
PREPARES: Mapping[str, Callable[[Batch, list[Fresh]], None]] = {"officers": prepare_officers, "people": prepare_people}
CHECKS: Mapping[str, Callable[[Batch, Fresh], None]] = {"officers": check_officer, "crimes": check_crime}
TEAM = "team:"


def store_batch(
    *,
    takeover: int,
    table: Table,
    file: StagedFile,
    rows: list[StagedRow],
    by: Officer,
    at: datetime,
    refused: Mapping[int, Reason] | None = None,
) -> Tally:
    """Store rows of one table and account for each. `refused` are lines that the database has refused before.

    Rows that are there already as they say are left alone; a batch of nothing else writes nothing. Raises NotPermitted,
    NotAllowed once the old system has been left, DatabaseError when the database refuses a row.
    """
    check_may(by, Permission.ADMINISTER)
    check_sees_everything(by)
    with transaction.atomic():
        wait_for_other_loading(takeover)
        with looking(at=at) as w:
            row = w.lock(Takeover, takeover)
        refuse_if((why.CUT_OVER_ALREADY,) if row.cut_over_at is not None else ())
        batch = Batch(row, table, by=by, at=at)
        accounted, fresh = _sorted_out(batch, rows, refused or {})
        _restrict_first(batch, fresh)
        stored = _store(batch, fresh)
        return write_ledger(batch, file, [*accounted, *stored], read=len(rows))


def _sorted_out(
    batch: Batch, rows: list[StagedRow], refused: Mapping[int, Reason]
) -> tuple[list[Accounted], list[Fresh]]:
    """(what is refused, waits or is there already; what is new and in order)."""
    lists = code_lists(read_rulebook(Moments(report=batch.at, decision=batch.at)))
    checked = [(one, check_row(batch.table, one.raw, lists=lists, at=batch.at)) for one in rows]
    known = rows_known(batch.takeover.id, batch.table.name, (_reference(one) for one, _ in checked))
    _look_up_links(batch, (one for _, one in checked))
    seen: dict[str, bytes] = {}
    accounted: list[Accounted] = []
    fresh: list[Fresh] = []
    for staged, said in checked:
        fate, problems = _fate(batch, staged, said, known, seen, refused.get(staged.line))
        if fate is None:
            fresh.append(Fresh(staged=staged, said=said.values))
        else:
            accounted.append(Accounted(staged=staged, fate=fate, reference=_reference(staged), problems=problems))
    if batch.table.name in PREPARES:
        PREPARES[batch.table.name](batch, fresh)
    return accounted + _checked_beside(batch, fresh), fresh


def _reference(staged: StagedRow) -> str:
    return staged.raw.get("reference", "").strip()[:120]


def _fate(
    batch: Batch, staged: StagedRow, said: Checked, known: Mapping[str, Known], seen: dict[str, bytes],
    refused: Reason | None,
) -> tuple[Fate | None, tuple[Problem, ...]]:  # fmt: skip
    """What becomes of a row before anything is stored: None for one that is new and in order."""
    reference = _reference(staged)
    before = known[reference].digest if reference in known else seen.get(reference)
    if reference and before is not None:
        if before == staged.digest:
            return Fate.KNOWN, ()
        reason = why.CHANGED_SINCE if reference in known else why.SAME_REFERENCE
        return Fate.REJECTED, (Problem(reason=reason, column="reference"),)
    if staged.broken:
        return Fate.REJECTED, (Problem(reason=why.NOT_READABLE),)
    problems = said.problems + tuple(_missing_links(batch, said))
    if refused is not None:
        problems += (Problem(reason=refused),)
    if problems:
        return Fate.REJECTED, problems
    seen[reference] = staged.digest
    if batch.table.name not in STORES:
        return Fate.HELD, (Problem(reason=why.HAS_NO_PLACE),)
    return None, ()


def _look_up_links(batch: Batch, checked: Iterable[Checked]) -> None:
    wanted: dict[str, set[str]] = {}
    leads = [one for one in batch.table.columns if one.kind is Kind.REFERENCE]
    for said in checked:
        for column in leads:
            if said[column.name]:
                wanted.setdefault(column.of, set()).add(said[column.name])
        for one in _named(said.values.get("restricted_to") or ""):
            if not one.startswith(TEAM):
                wanted.setdefault("officers", set()).add(one)
    for table, references in wanted.items():
        for reference, there in rows_known(batch.takeover.id, table, references).items():
            batch.links[table, reference] = there
    batch.found["teams"] = {name: number for number, name in all_teams()}


def _named(said: str) -> list[str]:
    return [one.strip() for one in said.split(";") if one.strip()]


def _missing_links(batch: Batch, said: Checked) -> Iterable[Problem]:
    if batch.table.name not in STORES:
        return
    for column in batch.table.columns:
        if column.kind is not Kind.REFERENCE or not said[column.name]:
            continue
        there = batch.link(column.of, said[column.name])
        if there is None or there.row is None:
            yield Problem(reason=why.NOT_THERE, column=column.name)
    for one in _named(said.values.get("restricted_to") or ""):
        is_there = (
            one.removeprefix(TEAM) in batch.found["teams"] if one.startswith(TEAM) else batch.link("officers", one)
        )
        if not is_there:
            yield Problem(reason=why.NOT_THERE, column="restricted_to")


def _checked_beside(batch: Batch, fresh: list[Fresh]) -> list[Accounted]:
    """Take out of the new rows what cannot stand beside what is there."""
    check = CHECKS.get(batch.table.name)
    refused: list[Accounted] = []
    if check is None:
        return refused
    for row in list(fresh):
        try:
            check(batch, row)
        except Refused as refusal:
            fresh.remove(row)
            refused.append(
                Accounted(
                    staged=row.staged, fate=Fate.REJECTED, reference=row.reference, problems=(refusal.problem,)
                )
            )  # fmt: skip
    return refused


def _restrict_first(batch: Batch, fresh: list[Fresh]) -> None:
    """Make what is restricted, with nothing in it, and restrict it: what is written of it afterwards is marked at once."""
    restricted = [one for one in fresh if one.said.get("restricted_as")]
    if not restricted:
        return
    with writing(by=batch.by, at=batch.at, purpose=PURPOSE) as w:
        for row in restricted:
            _make_container(w, batch, row)
    with writing(by=batch.by, at=batch.at, purpose=PURPOSE) as w:
        for row in restricted:
            _restrict(w, batch, row)


def _make_container(w: Writing, batch: Batch, row: Fresh) -> None:
    number = w.new_id()
    if batch.table.name == "people":
        person = Person(id=number, reference=person_reference(number))
        w.entry(EntryKind.PERSON_ADDED, subject=person)
        w.insert(person)
    elif batch.link("incidents", row.said.get("incident") or "") is None:
        opened_at = row.said["reported_at"]
        journey = Journey(
            id=number, reference=journey_reference(number, opened_at), opened_at=opened_at, opened_by_id=w.by.id
        )
        w.entry(EntryKind.TAKEN_OVER, subject=journey, journey=number)
        w.insert(journey)
    else:
        return
    batch.containers[row.reference] = number


def _restrict(w: Writing, batch: Batch, row: Fresh) -> None:
    incident = batch.link("incidents", row.said.get("incident") or "")
    held: Journey | Person
    if batch.table.name == "people":
        held = w.lock(Person, batch.containers[row.reference])
    else:
        held = w.lock(Journey, incident.journey or 0 if incident else batch.containers[row.reference])
    if held.restriction_id is not None:
        # Another crime of the same incident came restricted: the journey stands under that.
        return
    named = _named(row.said["restricted_to"])
    restrict_in_act(
        w, held, RestrictionKind(row.said["restricted_as"]), f"{batch.edition}.",
        tuple(batch.found["teams"][one.removeprefix(TEAM)] for one in named if one.startswith(TEAM)),
        tuple(batch.row_of("officers", one) or 0 for one in named if not one.startswith(TEAM)),
    )  # fmt: skip


def _store(batch: Batch, fresh: list[Fresh]) -> list[Accounted]:
    """Write the content of every new row, then the seals over what is sealed."""
    store = STORES.get(batch.table.name)
    if store is None or not fresh:
        return []
    done: list[Accounted] = []
    with writing(by=batch.by, at=batch.at, purpose=PURPOSE) as w:
        for row in fresh:
            became = store(w, batch, row)
            batch.became[row.reference] = became
            done.append(Accounted(staged=row.staged, fate=became.fate, reference=row.reference, became=became))
    for row in fresh:
        person = batch.became[row.reference].person
        if row.said.get("sealed_because") and person is not None:
            with looking(at=batch.at) as w:
                details = details_to_seal(w, person)
            seal_person(batch, row, person, details)
    return done
