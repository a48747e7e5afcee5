"""People, addresses and teams that somebody must be kept from."""

import re
from dataclasses import dataclass
from datetime import datetime

from constabulary.access.officers import Officer
from constabulary.access.roles import Role
from constabulary.casework.contact import CallTaken, InvolvedPerson, take_call
from constabulary.casework.officers import add_officer_in_act
from constabulary.casework.people import PersonDetails, PlaceDetails
from constabulary.casework.seal_making import seal_details
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import ContactPoint, IncidentPerson, Person, PersonAddress, Team
from constabulary.records.queries.officers import officer_by_number, system_officer
from constabulary.records.writing import writing
from tests.conftest import asking
from tests.factories.calls import former_partner_damage

#: Words that exist nowhere but in a sealed address or contact detail.
LINE = "17 Marigold Wharf"
POSTCODE = "ZZ9 7QX"
TELEPHONE = "07700 900987"
EMAIL = "kingfisher.ruth@example.org"
HOME = PlaceDetails(line=LINE, locality="Tolling", postcode=POSTCODE)
#: However they are written: if any of these reaches a reader without need, it has leaked.
CANARIES = (
    "marigoldwharf", "zz97qx", "7700900987", "kingfisherruth",
)  # fmt: skip
#: What may lie between their letters. A sweep reads some thousand pages: letter by letter that took half as long as they.
BETWEEN = re.compile(r"[^0-9a-z]+")


def leaks_in(text: str) -> list[str]:
    """The canaries in a text, whatever spaces, punctuation, case or escapes lie between their letters."""
    squashed = BETWEEN.sub("", text.lower())
    return [canary for canary in CANARIES if canary in squashed]


@dataclass
class Protected:
    """A victim with a sealed address and number, whoever they are sealed against, and the journey of the call."""

    taken: CallTaken
    victim: Person
    suspect: Person
    seal: int


def add_team(name: str, at: datetime, kind: str = "unit") -> int:
    """A team."""
    with writing(by=system_officer(), at=at, purpose="Setting up") as w:
        team = Team(id=w.new_id(), name=name, kind=kind)
        w.entry(EntryKind.FORCE_SET_UP, subject=team)
        w.insert(team)
        return team.id


def add_officer(number: str, role: Role, at: datetime, *, team: int | None = None, rank: int = 0) -> Officer:
    """One more officer of a role."""
    with writing(by=system_officer(), at=at, purpose="Setting up") as w:
        add_officer_in_act(
            w, collar_number=number, name=f"Officer {number}", rank=rank, roles=(role,),
            team=w.lock(Team, team) if team else None,
        )  # fmt: skip
    found = officer_by_number(number)
    assert found is not None
    return found


def call_with_canaries(at: datetime, **changes):
    """The former partner's damage, the victim's own address and number in every field that takes words."""
    words = f"She moved to {LINE}, {POSTCODE.replace(' ', '')} and is on +44 7700-900-987 or {EMAIL.upper()}."
    return former_partner_damage(
        at,
        **{
            "caller": PersonDetails(given="Ruth", family="Marlow", telephone=TELEPHONE, address=HOME),
            "place": HOME,
            "summary": f"Former partner outside. {words}",
            "account": f"He said: I know you are at 17, marigold wharf. {words}",
            "others": (InvolvedPerson(person=PersonDetails(given="Carl", family="Dace"), role="suspect"),),
            **changes,
        },
    )


def protected_victim(at: datetime, *, call=None, email: str = EMAIL) -> Protected:
    """A call by a victim whose address and number are then sealed against the suspect by the vulnerability desk."""
    taken = take_call(call=call or call_with_canaries(at), by=asking(Role.CONTACT_HANDLER), at=at)
    people = {one.role: one.person for one in IncidentPerson.objects.filter(incident_id=taken.incident_id)}
    victim, suspect = people["victim"], people["suspect"]
    add_email(victim.id, email, at)
    seal = seal_details(
        person=victim.id,
        against=suspect.reference,
        reason="He has said that he will find her.",
        addresses=tuple(PersonAddress.objects.filter(person=victim).values_list("id", flat=True)),
        contact_points=tuple(ContactPoint.objects.filter(person=victim).values_list("id", flat=True)),
        by=asking(Role.VULNERABILITY_DESK),
        at=at,
    )
    return Protected(taken=taken, victim=victim, suspect=suspect, seal=seal)


def add_email(person: int, address: str, at: datetime) -> None:
    """An e-mail address of a person."""
    by = system_officer()
    with writing(by=by, at=at, purpose="Noting an e-mail address") as w:
        w.entry(EntryKind.CONTACT_RECORDED, subject=w.lock(Person, person))
        w.insert(
            ContactPoint(
                person_id=person, kind="email", value=address, normalised=address.lower(), noted_at=at, noted_by_id=by.id
            )
        )  # fmt: skip
