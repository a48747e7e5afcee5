"""Incidents corrected and linked: nothing is lost, because the journal keeps what was there before."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may, may
from constabulary.access.permissions import Permission
from constabulary.casework.abuse_suspects import search_from_call
from constabulary.casework.acknowledging import acknowledge_as_route_stands
from constabulary.casework.duties import find_open_duties, meet_duties, open_duties
from constabulary.casework.incidents.clocks import ask_thrive_soon, facts_of, rules_of, wind_clocks
from constabulary.casework.incidents.closing import MARKERS, raise_markers
from constabulary.casework.incidents.log import add_line
from constabulary.casework.messages import must_not_know
from constabulary.casework.people import PlaceDetails, find_or_add_place
from constabulary.casework.people.locating import with_district
from constabulary.casework.safe_routes import is_route_seen_to
from constabulary.policing.contact.at_call import CATEGORY_MISSING, CATEGORY_SAYS_CRIME, SUMMARY_MISSING
from constabulary.policing.contact.channels import Channel, MayLearn
from constabulary.policing.decisions import refuse_if
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.incidents.duties import find_duties_of_report, find_place_again
from constabulary.policing.incidents.links import LinkKind
from constabulary.policing.incidents.log import (
    ADDRESS_STAYS,
    LEARNING_STAYS,
    LINK_MISSING,
    LINK_TO_ITSELF,
    MARKER_STAYS,
    NO_CALL,
    NO_WAY_IN,
    REASON_MISSING,
    LogKind,
)
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import Contact, Crime, District, Incident, IncidentLink, Place
from constabulary.records.writing import Writing, writing
from constabulary.standards.incident_categories import incident_categories, reports_crime
from constabulary.standards.values import value


@value
class Correction:
    """An incident as it should read; None leaves a part as it is. `district` is that of its place, by number.

    `address_is_wrong` goes with a place that is no address: the one that was known is given up, and is to be found.
    `others_may_learn` is whether anybody else there may know of the call, `channel` how the first report of it came in.
    """

    summary: str | None = None
    category: str | None = None
    qualifiers: tuple[str, ...] | None = None
    place: PlaceDetails | None = None
    address_is_wrong: bool = False
    district: int | None = None
    crime_reported: bool | None = None
    domestic_abuse: bool | None = None
    stalking: bool | None = None
    hate: bool | None = None
    others_may_learn: MayLearn | None = None
    channel: Channel | None = None

    @property
    def markers(self) -> dict[str, bool]:
        """The markers that it speaks of."""
        named = {name: getattr(self, name) for name in MARKERS if name != "vulnerable"}
        return {name: held for name, held in named.items() if held is not None}


def correct_incident(*, incident: int, correction: Correction, reason: str, by: Officer, at: datetime) -> None:
    """Correct what an incident says. A new marker opens what it makes due, also once it is closed; taking one away ends no duty.

    A category of crime means that a crime is reported, whatever was said before.

    Raises NotPermitted, or NotAllowed beside its field; only a supervisor takes a marker away, or that nobody may know.
    """
    check_may(by, Permission.KEEP_INCIDENTS)
    place = with_district(correction.place) if correction.place is not None else None
    with writing(by=by, at=at, purpose="Correcting an incident") as w:
        row = w.lock(Incident, incident)
        says_crime = reports_crime(row.category if correction.category is None else correction.category)
        markers = {**correction.markers, **({"crime_reported": True} if says_crime else {})}
        taken_away = [name for name, held in markers.items() if getattr(row, name) and not held]
        loses_address = place is not None and not place.is_exact and _has_address(w, row)
        calls = w.find(Contact, lock=True, journey_id=row.journey_id)
        learning = correction.others_may_learn
        categories = {one.code for one in incident_categories() if one.is_offered_on(at)}
        refuse_if(
            reason_against
            for applies, reason_against in (
                (not reason.strip(), REASON_MISSING),
                (correction.summary is not None and not correction.summary.strip(), SUMMARY_MISSING),
                (correction.category is not None and correction.category not in categories, CATEGORY_MISSING),
                (says_crime and correction.crime_reported is False, CATEGORY_SAYS_CRIME),
                (loses_address and not correction.address_is_wrong, ADDRESS_STAYS),
                (bool(taken_away) and not may(by, Permission.ACCEPT_BELOW_FLOOR), MARKER_STAYS),
                (learning is not None and not calls, NO_CALL),
                (correction.channel is not None and not calls, NO_WAY_IN),
                (
                    learning not in {None, MayLearn.NO}
                    and must_not_know(w, row.journey_id)
                    and not may(by, Permission.ACCEPT_BELOW_FLOOR),
                    LEARNING_STAYS,
                ),
            )
            if applies
        )
        changed = {name: held for name, held in markers.items() if getattr(row, name) != held}
        w.entry(EntryKind.INCIDENT_CORRECTED, subject=row, journey=row.journey_id, facts={"reason": reason})
        plain = {
            name: list(held) if isinstance(held, tuple) else held
            for name in ("summary", "category", "qualifiers")
            if (held := getattr(correction, name)) is not None
        }
        w.update(row, **plain, **dict.fromkeys(taken_away, False))
        if place is not None:
            w.update(row, place_id=find_or_add_place(w, place).id)
            if place.is_exact:
                meet_duties(w, find_open_duties(w, row.journey_id, DutyKind.FIND_PLACE), at)
        _set_district(w, row, correction.district)
        if correction.channel is not None:
            w.update(calls[0], channel=correction.channel.value)
        if learning is not None:
            _set_learning(w, row, calls, learning)
        add_line(w, row, LogKind.CORRECTION, words=reason, details={"markers": changed} if changed else None)
        # Recording and safeguarding go on after an incident is closed: what is found then is due like what was said at once.
        raise_markers(w, row, markers)
        search_from_call(w, row)
        if row.state == "closed":
            return
        if loses_address:
            open_duties(w, [find_place_again(facts_of(w, row), rules_of(w, row), at=at)], about=row)
        wind_clocks(w, row)
        ask_thrive_soon(w, row)


def _set_learning(w: Writing, incident: Incident, calls: list[Contact], learning: MayLearn) -> None:
    """Who may know holds for every call of the journey; where nobody may, a safe route and how it is acknowledged follow."""
    for one in calls:
        if one.others_may_learn != learning.value:
            w.update(one, others_may_learn=learning.value)
    if learning is MayLearn.NO and not is_route_seen_to(w, incident):
        due = find_duties_of_report(facts_of(w, incident), rules_of(w, incident), must_not_know=True)
        open_duties(w, [one for one in due if one.kind is DutyKind.CONFIRM_SAFE_ROUTE], about=incident)
    for crime in w.find(Crime, incident_id=incident.id):
        if crime.victim_id is not None:
            acknowledge_as_route_stands(w, crime.victim_id)


def _has_address(w: Writing, incident: Incident) -> bool:
    """Whether its place is an address, not a town or a postcode alone; one that is sealed from whoever asks may be."""
    if incident.place_id is None:
        return False
    return all(one.line not in {"", one.locality, one.postcode} for one in w.find(Place, id=incident.place_id))


def _set_district(w: Writing, incident: Incident, district: int | None) -> None:
    """Set in which district the place of an incident lies; a place that is sealed from whoever asks stays as it is."""
    for place in w.find(Place, lock=True, id=incident.place_id) if district is not None else ():
        if place.district_id != district and w.find(District, id=district, ended_at=None):
            w.update(place, district_id=district)


def link_incident(*, incident: int, linked: str, kind: LinkKind, words: str, by: Officer, at: datetime) -> None:
    """Link an incident to an earlier one: a repeat, a recurrence, or related. A repeat makes THRIVE due."""
    check_may(by, Permission.KEEP_INCIDENTS)
    with writing(by=by, at=at, purpose="Linking incidents") as w:
        row = w.lock(Incident, incident)
        found = w.find(Incident, reference=linked.strip().upper())
        refuse_if((LINK_MISSING,) if not found else ())
        refuse_if((LINK_TO_ITSELF,) if found[0].id == row.id else ())
        if w.find(IncidentLink, incident_id=row.id, linked_id=found[0].id):
            return
        w.entry(EntryKind.INCIDENTS_LINKED, subject=row, journey=row.journey_id, facts={"to": found[0].id})
        w.insert(
            IncidentLink(
                journey_id=row.journey_id, incident_id=row.id, linked_id=found[0].id, kind=kind.value, words=words,
                linked_at=at, linked_by_id=by.id,
            )
        )  # fmt: skip
        if kind is not LinkKind.RELATED:
            ask_thrive_soon(w, row)
