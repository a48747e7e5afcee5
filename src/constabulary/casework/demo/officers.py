"""Who works here: a team of investigators in each district, the desks, the control room, and one sign-in a role."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from random import Random

from django.contrib.auth.hashers import make_password

from constabulary.access.officers import Officer
from constabulary.access.ranks import Rank
from constabulary.access.roles import Role
from constabulary.casework.demo.people import invent_name
from constabulary.casework.demo.places import districts
from constabulary.casework.demo.sizes import Size
from constabulary.casework.officers import add_officer_in_act
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.workforce.skills import Skill
from constabulary.records.models import District, Force, Team
from constabulary.records.models import Officer as OfficerRow
from constabulary.records.writing import Writing, writing

PASSWORD = "constabulary"
RANKS = {
    Role.INVESTIGATOR: Rank.CONSTABLE,
    Role.DETECTIVE: Rank.CONSTABLE,
    Role.SUPERVISOR: Rank.SERGEANT,
    Role.INSPECTOR: Rank.INSPECTOR,
    Role.CHIEF_OFFICER: Rank.CHIEF_OFFICER,
    Role.CONTROL_ROOM_SUPERVISOR: Rank.SERGEANT,
    Role.POLIT: Rank.CONSTABLE,
}
PIP_LEVELS = {Role.INVESTIGATOR: 1, Role.DETECTIVE: 2, Role.SUPERVISOR: 2, Role.INSPECTOR: 2, Role.POLIT: 2}
SKILLS = {
    Role.CRIME_REGISTRAR: (Skill.REGISTERED_CRIME_REGISTRAR, Skill.DECISION_MAKER_TRAINED),
    Role.DESIGNATED_DECISION_MAKER: (Skill.DECISION_MAKER_TRAINED,),
    Role.DETECTIVE: (Skill.SERIOUS_SEXUAL, Skill.DOMESTIC_ABUSE),
    Role.POLIT: (Skill.CHILD_ABUSE,),
}
#: Teams of no district: name and kind, and who works there besides the sign-ins, by role, at Kent's twentieth.
DESKS: Mapping[str, tuple[str, tuple[tuple[Role, int], ...]]] = {
    "Control room": (
        "control_room",
        ((Role.CONTACT_HANDLER, 12), (Role.DISPATCHER, 6), (Role.CONTROL_ROOM_SUPERVISOR, 2)),
    ),
    "Incident management unit": ("imu", ((Role.IMU_ASSESSOR, 8),)),
    "POLIT": ("online_investigation", ((Role.POLIT, 3), (Role.SUPERVISOR, 1))),
    "Vulnerability": ("vulnerability", ((Role.VULNERABILITY_DESK, 3),)),
    "Victims": ("victims", ((Role.VICTIMS_DESK, 2),)),
    "Inspectors": ("inspectors", ((Role.INSPECTOR, 3),)),
}
#: Where the sign-in of a role sits; the others are at headquarters.
TEAM_OF_SIGN_IN = {
    Role.CONTACT_HANDLER: "Control room", Role.DISPATCHER: "Control room", Role.CONTROL_ROOM_SUPERVISOR: "Control room",
    Role.IMU_ASSESSOR: "Incident management unit", Role.POLIT: "POLIT", Role.VULNERABILITY_DESK: "Vulnerability",
    Role.VICTIMS_DESK: "Victims", Role.INSPECTOR: "Inspectors",
}  # fmt: skip
OF_FIRST_DISTRICT = (Role.INVESTIGATOR, Role.DETECTIVE, Role.SUPERVISOR)


def collar_number_of(role: Role) -> str:
    """The number of the sign-in of a role: D01 and so on."""
    return f"D{list(Role).index(role) + 1:02d}"


def set_up_officers(*, size: Size | None, chance: Random, by: Officer, at: datetime, real_now: datetime) -> None:
    """Add districts, teams, officers and staff; without a size the sign-ins only. `at` is the force's today."""
    began = at - timedelta(days=400) if size is None else at - size.history - timedelta(days=4)
    with writing(by=by, at=began, purpose="Setting up") as w:
        force = w.find(Force)[0]
        w.entry(EntryKind.FORCE_SET_UP, subject=force)
        w.update(force, made_for=at.date(), clock_offset=at - real_now if at != real_now else None)
        teams = {"Force headquarters": w.insert(Team(name="Force headquarters", kind="headquarters"))}
        if size is not None:
            teams |= {name: w.insert(Team(name=name, kind=kind)) for name, (kind, _) in DESKS.items()}
            for code, name in districts()[: size.districts]:
                district = w.insert(District(code=code, name=name))
                teams[name] = w.insert(
                    Team(name=f"{name} investigations", kind="investigation", district_id=district.id)
                )
        password = make_password(PASSWORD)
        _add_sign_ins(w, teams, password, first=districts()[0][1] if size is not None else "")
    if size is not None:
        _add_others(size, chance, teams, password, by=by, at=began)


def _add_sign_ins(w: Writing, teams: Mapping[str, Team], password: str, *, first: str) -> None:
    headquarters = teams["Force headquarters"]
    for role in Role:
        place = first if role in OF_FIRST_DISTRICT else TEAM_OF_SIGN_IN.get(role, "")
        add_officer_in_act(
            w,
            collar_number=collar_number_of(role),
            name=f"{role.value.replace('_', ' ').title()}",
            rank=RANKS.get(role, Rank.STAFF),
            roles=(role,),
            pip_level=PIP_LEVELS.get(role, 0),
            skills=tuple(one.value for one in SKILLS.get(role, ())),
            team=teams.get(place, headquarters),
            password_hash=password,
        )
    if first:
        found = {one.collar_number: one for one in w.inserts.values() if hasattr(one, "collar_number")}
        sergeant = found[collar_number_of(Role.SUPERVISOR)]
        for role in (Role.INVESTIGATOR, Role.DETECTIVE):
            w.update(found[collar_number_of(role)], supervisor_id=sergeant.id)


def _add_others(
    size: Size, chance: Random, teams: Mapping[str, Team], password: str, *, by: Officer, at: datetime
) -> None:
    numbers = iter(range(5001, 9999))
    scale = max(size.investigators / 4, 0.25)
    for name, (_, people) in DESKS.items():
        wanted = [(role, max(1, round(count * scale))) for role, count in people]
        _add_team(teams[name], wanted, chance, numbers, by=by, at=at, password=password)
    for place, (_, name) in enumerate(districts()[: size.districts]):
        # The first district's team is led by the sign-in of the supervisors.
        lead = [] if place == 0 else [(Role.SUPERVISOR, 1)]
        wanted = [*lead, (Role.INVESTIGATOR, size.investigators), (Role.DETECTIVE, size.detectives)]
        _add_team(teams[name], wanted, chance, numbers, by=by, at=at)


def _add_team(
    team: Team, wanted: Iterable[tuple[Role, int]], chance: Random, numbers: Iterator[int], *, by: Officer, at: datetime,
    password: str = "",
) -> None:  # fmt: skip
    """A team; whoever of it is a superintendent may sign in with the password, beside the sign-ins of the roles."""
    with writing(by=by, at=at, purpose="Setting up") as w:
        people = sorted(wanted, key=lambda one: one[0] is not Role.SUPERVISOR)
        sergeant: int | None = None
        if team.district_id is not None and people[0][0] is not Role.SUPERVISOR:
            sergeant = _lead_of(w)
        for role, count in people:
            for number in range(count):
                name = invent_name(chance)
                rank = RANKS.get(role, Rank.STAFF)
                if role is Role.INSPECTOR and not number:
                    rank = Rank.SUPERINTENDENT
                row = add_officer_in_act(
                    w,
                    collar_number=str(next(numbers)),
                    name=f"{name.given} {name.family}",
                    rank=rank,
                    roles=(role,),
                    pip_level=PIP_LEVELS.get(role, 0),
                    skills=tuple(one.value for one in SKILLS.get(role, ())),
                    team=team,
                    supervisor_id=sergeant,
                    password_hash=password if rank is Rank.SUPERINTENDENT else "",
                )
                if role is Role.SUPERVISOR:
                    sergeant = row.id


def _lead_of(w: Writing) -> int:
    from_table = w.find(OfficerRow, collar_number=collar_number_of(Role.SUPERVISOR))
    return from_table[0].id
