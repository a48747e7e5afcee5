"""The demonstration force: a fictional force with one sign-in a role and a first handful of calls."""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password

from constabulary.access.officers import Officer
from constabulary.access.ranks import Rank
from constabulary.access.roles import Role
from constabulary.casework.officers import add_officer_in_act, set_up_force
from constabulary.casework.open_data import import_shipped_tables
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.workforce.skills import Skill
from constabulary.records.models import Force, Team
from constabulary.records.writing import writing

PASSWORD = "constabulary"
NOBODY = Officer(id=0, collar_number="SYSTEM", name="", rank=Rank.STAFF, roles=frozenset(), is_system=True)
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


def make_demo_force(*, size: str, seed: int, at: datetime, real_now: datetime) -> None:
    """Make the force in an empty database."""
    system = set_up_force(
        code="99",
        name="Kentshire Constabulary",
        by=NOBODY,
        at=at - timedelta(days=400),
        is_demo=True,
        seed=seed,
        size=size,
    )
    password = make_password(PASSWORD)
    with writing(by=system, at=at - timedelta(days=400), purpose="Setting up") as w:
        force = w.find(Force)[0]
        w.entry(EntryKind.FORCE_SET_UP, subject=force)
        w.update(force, made_for=at.date(), clock_offset=at - real_now if at != real_now else None)
        team = w.insert(Team(name="Force headquarters", kind="headquarters"))
        for order, role in enumerate(Role, start=1):
            add_officer_in_act(
                w,
                collar_number=f"D{order:02d}",
                name=f"{role.value.replace('_', ' ').title()}",
                rank=RANKS.get(role, Rank.STAFF),
                roles=(role,),
                pip_level=PIP_LEVELS.get(role, 0),
                skills=tuple(one.value for one in SKILLS.get(role, ())),
                team=team,
                password_hash=password,
            )
    if size != "empty":
        import_shipped_tables(by=system, at=at)
