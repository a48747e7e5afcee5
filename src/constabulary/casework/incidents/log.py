"""The incident log: lines of every kind, advice, history checks, who could not be reached."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.duties import find_open_duties, meet_duties
from constabulary.casework.incidents.clocks import ask_thrive_soon
from constabulary.policing.decisions import NotAllowed, refuse_if
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.incidents.log import CHOSEN_KINDS, LogKind, find_reasons_against_line
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.lifecycles import WRONG_STATE
from constabulary.records.models import Incident, IncidentLogEntry
from constabulary.records.writing import Writing, writing


def write_log(
    *,
    incident: int,
    words: str,
    by: Officer,
    at: datetime,
    kind: LogKind = LogKind.NOTE,
    advice: tuple[str, ...] = (),
    shown: Mapping[str, Any] | None = None,
) -> None:
    """Add a line to the incident log; a kind that bears on the risk makes THRIVE due again.

    `advice` names what was told, for a line of advice; `shown` is what a history check showed. A closed incident may
    still be written in. Raises NotPermitted or NotAllowed.
    """
    check_may(by, Permission.KEEP_INCIDENTS)
    refuse_if(find_reasons_against_line(kind, words=words, advice=advice))
    if kind not in CHOSEN_KINDS:
        raise NotAllowed([WRONG_STATE["incident"]])
    with writing(by=by, at=at) as w:
        row = w.lock(Incident, incident)
        w.entry(EntryKind.INCIDENT_LOGGED, subject=row, journey=row.journey_id, facts={"kind": kind})
        details: dict[str, Any] = {
            **({"advice": list(advice)} if advice else {}),
            **({"shown": shown} if shown else {}),
        }
        add_line(w, row, kind, words=words, details=details)
        if kind.trigger is not None:
            ask_thrive_soon(w, row)
        if kind is LogKind.TOLD_NOT_RECORDED:
            meet_duties(w, find_open_duties(w, row.journey_id, DutyKind.TELL_NOT_RECORDED), at)


def add_line(
    w: Writing, incident: Incident, kind: LogKind, *, words: str, details: Mapping[str, Any] | None = None
) -> None:
    """A line of the log as part of an act whose journal entry is begun."""
    w.insert(
        IncidentLogEntry(
            journey_id=incident.journey_id,
            incident_id=incident.id,
            kind=kind.value,
            words=words.strip(),
            details=dict(details or {}),
            written_at=w.at,
            written_by_id=w.by.id,
        )
    )
