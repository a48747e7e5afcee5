"""Saving scenarios: from a shipped one, from the records, from a file, or from another with a few things changed."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.reading import NoSuchRecord
from constabulary.inspection.learning_from_records import Taught, find_drift_since, learn_chain
from constabulary.inspection.response_from_records import learn_response_from_records
from constabulary.policing.decisions import refuse_if
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.planning.runs import NO_ONLINE_TEAM, find_reasons_against_name
from constabulary.records.models import Scenario
from constabulary.records.queries.officers import say_who_asks, system_officer
from constabulary.records.queries.planning import online_team, scenario_by_id
from constabulary.records.writing import Writing, writing
from constabulary.simulation.learning.drift import Drift
from constabulary.simulation.learning.modelling import CannotModel
from constabulary.simulation.model.changing import Changes, change_model, tell_changes
from constabulary.simulation.model.checking import check_playable
from constabulary.simulation.model.reading import read_model
from constabulary.simulation.model.units import Misread
from constabulary.simulation.scenarios.from_records import OnlineTeam, online_model
from constabulary.simulation.scenarios.library import NAMES, read_text
from constabulary.standards.calendar import local_day

FROM_RECORDS = "records"
FROM_TEXT = "text"
#: Learned from the way that crimes took in the last half year.
FROM_CHAIN = "chain"
#: Learned from the incidents and the units sent in the last half year.
FROM_RESPONSE = "response-records"
LEARNED: dict[str, Callable[..., Taught]] = {FROM_CHAIN: learn_chain, FROM_RESPONSE: learn_response_from_records}
LEARNED_FROM = timedelta(weeks=26)
#: The longest file of a model; the largest that is shipped has four thousand characters.
LONGEST_TEXT = 200_000


def save_scenario(*, name: str, origin: str, text: str = "", by: Officer, at: datetime) -> int:
    """Save a shipped scenario (by its name), the online team as the records have it, what they teach of the way of crimes or of
    response, or a file's text; its row number.

    Raises NotPermitted, NotAllowed, or Misread and NotPlayable with sentences for a model that cannot be played.
    """
    check_may(by, Permission.PLAN)
    refuse_if(find_reasons_against_name(name))
    learned: dict[str, Any] = {}
    if origin in LEARNED:
        taught = _learned(LEARNED[origin], by=by, at=at)
        made, learned = taught.text, taught.learned
    else:
        made = _text_of(origin, text, by=by, at=at)
    check_playable(read_model(made))
    with writing(by=by, at=at, purpose="Saving a scenario") as w:
        return _insert(w, name=name, origin=origin, text=made, learned=learned)


def _insert(w: Writing, *, name: str, origin: str, text: str, made_from: int | None = None, **held: Any) -> int:
    """Keep a scenario inside an act; its row number. `held` is what was changed of the one before, or learned."""
    row = Scenario(
        id=w.new_id(), name=name.strip(), origin=origin, text=text, made_from_id=made_from, made_at=w.at,
        made_by_id=w.by.id, **held,
    )  # fmt: skip
    facts = {"origin": origin, **({} if made_from is None else {"made_from": made_from})}
    w.entry(EntryKind.SCENARIO_SAVED, subject=row, facts=facts)
    return w.insert(row).id


def _text_of(origin: str, text: str, *, by: Officer, at: datetime) -> str:
    if origin == FROM_RECORDS:
        return online_model(count_online_team(by=by, at=at), on=local_day(at))
    if origin == FROM_TEXT:
        # A browser ends lines in its own way; what is taken away again should be the file that was given.
        made = text.replace("\r\n", "\n")
        if len(made) > LONGEST_TEXT:
            raise Misread(f"a model's file can have up to {LONGEST_TEXT:,} characters")
        return made
    if origin in NAMES:
        return read_text(origin)
    raise NoSuchRecord(origin)


def _learned(learn: Callable[..., Taught], *, by: Officer, at: datetime) -> Taught:
    """Of how many crimes or incidents, how long and where next, all are counted, as for the team above; nobody's record is
    shown."""
    say_who_asks(system_officer())
    try:
        return learn(from_at=at - LEARNED_FROM, at=at)
    except CannotModel as error:
        raise Misread(str(error)) from error
    finally:
        say_who_asks(by)


def drift_of(*, scenario: int, by: Officer, at: datetime) -> tuple[Drift, ...]:
    """What the records since a scenario was learned say otherwise than those it was learned from.

    Counts and lengths of all crimes, as when it was learned. Raises NotPermitted, or NoSuchRecord for one not learned from them.
    """
    check_may(by, Permission.SEE_PLANS)
    found = scenario_by_id(scenario)
    if found is None or not found.learned or found.origin != FROM_CHAIN:
        raise NoSuchRecord(str(scenario))
    say_who_asks(system_officer())
    try:
        return find_drift_since(found.learned, at=at)
    finally:
        say_who_asks(by)


def count_online_team(*, by: Officer, at: datetime) -> OnlineTeam:
    """What the records say of the online investigation team: counts and ages, of no crime and no person.

    Its crimes are the team's own to see; how many there are and how old is what a plan needs, so all of them are counted.
    Raises NotPermitted, or NotAllowed where there is no such team.
    """
    check_may(by, Permission.PLAN)
    say_who_asks(system_officer())
    try:
        ages, came_in_a_year, investigators = online_team(at)
    finally:
        say_who_asks(by)
    refuse_if(() if investigators and (ages or came_in_a_year) else (NO_ONLINE_TEAM,))
    return OnlineTeam(ages=tuple(ages), came_in_a_year=came_in_a_year, investigators=investigators)


def change_scenario(*, scenario: int, changes: Changes, by: Officer, at: datetime) -> int:
    """Save another scenario, made from this one with a few things changed; its row number. The one before stays.

    Raises NotPermitted, NotAllowed, NoSuchRecord, or Misread and NotPlayable with sentences.
    """
    check_may(by, Permission.PLAN)
    refuse_if(find_reasons_against_name(changes.name))
    before = scenario_by_id(scenario)
    if before is None:
        raise NoSuchRecord(str(scenario))
    text = change_model(before.text, changes)
    check_playable(read_model(text))
    with writing(by=by, at=at, purpose="Changing a scenario") as w:
        return _insert(
            w, name=changes.name, origin=before.origin, text=text, made_from=before.id, learned=dict(before.learned), changes=_plain(changes),
            told=list(tell_changes(read_model(before.text), changes)),
        )  # fmt: skip


def _plain(changes: Changes) -> dict[str, Any]:
    held = asdict(changes)
    held["waiting"] = list(held["waiting"])
    held["start"] = changes.start.isoformat() if changes.start else None
    return {name: one for name, one in held.items() if one not in (None, [], {}, "")}
