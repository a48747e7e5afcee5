"""What is known of people and places beside their crimes: who goes with whom, cars, telephones, warnings."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from random import Random

from constabulary.access.officers import Officer
from constabulary.access.roles import Role
from constabulary.casework.demo.people import invent_telephone
from constabulary.casework.demo.places import LETTERS, SHOPS
from constabulary.casework.demo.present import Present
from constabulary.casework.demo.reports import ONLINE_CHILD_ABUSE
from constabulary.casework.people.linking import end_link, link_records
from constabulary.casework.people.things import add_organisation, add_telephone, add_vehicle
from constabulary.casework.people.warnings import add_warning, end_warning, review_warning
from constabulary.records.models import ContactPoint, Crime, Person, Place, Suspect
from constabulary.standards.calendar import local_day
from constabulary.standards.values import value

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
#: Of how many crimes something is told: those of the sign-ins first, so that whoever looks round finds it; then old ones.
OF_SIGN_INS = 6
CASES = 18
#: How two people go together where no crime between partners says it.
BETWEEN = ("neighbour", "associate", "relative")
CARS = (("Ford", "Blue"), ("Vauxhall", "Silver"), ("Volkswagen", "Black"), ("Toyota", "Red"), ("Peugeot", "White"))


@value
class Case:
    """A crime with a named suspect and a victim, where it happened, and from when both are known."""

    crime: Crime
    suspect: Person
    victim: Person
    place: Place | None
    domestic: bool
    known_at: datetime


@value
class Warned:
    """A warning: of whom or what, why, how many days ago it was made, and in how many days from now it is looked at."""

    kind: str
    about: str
    grounds: str
    ago: int
    again: int


#: The first waits longer than it may.
WARNED = (
    Warned(kind="officer_safety", about="suspect", grounds="Fought three officers when arrested; one was hurt.", ago=200,
           again=-12),
    Warned(kind="weapons", about="suspect", grounds="A lock knife was found at two searches.", ago=120, again=40),
    Warned(kind="dangerous_dog", about="place", grounds="Two dogs loose in the yard; a postman was bitten.", ago=90,
           again=150),
    Warned(kind="language_or_hearing", about="victim", grounds="Is deaf and signs; write first, do not ring.", ago=60,
           again=290),
    Warned(kind="treat_as_urgent", about="place", grounds="He has said on bail that he will come back.", ago=30, again=45),
    Warned(kind="mental_health", about="suspect", grounds="Hears voices when unwell; speak slowly and one at a time.",
           ago=75, again=200),
    Warned(kind="vulnerable_adult", about="victim", grounds="Lives alone and has been cheated before; her son is told.",
           ago=50, again=120),
)  # fmt: skip


def add_known(*, at: datetime, chance: Random) -> None:
    """Link, warn and add things, act by act."""
    scene = Present(at=at, chance=chance)
    cases = list(_cases(at, [scene.by(role).id for role in (Role.INVESTIGATOR, Role.DETECTIVE)]))
    for number, case in enumerate(cases):
        _link(scene, case, number, other=cases[number - 1])
    if not cases:
        return
    # The oldest crimes have had time for a warning to be made and forgotten.
    oldest = sorted(cases, key=lambda one: one.known_at)
    for number, warned in enumerate(WARNED):
        _warn(scene, warned, oldest[number % len(oldest)], at)
    _look_and_end(scene, oldest[-1], at)


def _cases(at: datetime, sign_ins: list[int]) -> Iterator[Case]:
    found = (
        Suspect.objects.filter(person__isnull=False, crime__victim__isnull=False, crime__recorded_at__lt=at - DAY)
        .exclude(crime__offence_category=ONLINE_CHILD_ABUSE)
        .select_related("crime__victim", "crime__place", "person")
    )
    theirs = found.filter(crime__officer__in=sign_ins).order_by("-id")[: 8 * OF_SIGN_INS]
    told: set[int] = set()
    for rows, most in ((theirs, OF_SIGN_INS), (found.order_by("id")[: 4 * CASES], CASES)):
        for row in rows:
            suspect, victim = row.person, row.crime.victim
            if suspect is None or victim is None or len(told) >= 2 * most or {suspect.id, victim.id} & told:
                continue
            told |= {suspect.id, victim.id}
            yield Case(
                crime=row.crime, suspect=suspect, victim=victim, place=row.crime.place,
                domestic=row.crime.domestic_abuse, known_at=max(row.crime.recorded_at, row.added_at) + HOUR,
            )  # fmt: skip


def _link(scene: Present, case: Case, number: int, *, other: Case) -> None:
    """Who goes with whom, what they drive and call with, where they are seen."""
    link = partial(link_records, by=scene.by(Role.INVESTIGATOR), at=case.known_at)
    between = "former_partner" if case.domestic else BETWEEN[number % len(BETWEEN)]
    link(start=case.suspect.reference, to=case.victim.reference, kind=between, source="said_by_other")
    _link_car(scene, case, number)
    by, at = scene.by(Role.INVESTIGATOR), case.known_at
    mine = _telephone(scene, case.suspect, by=by, at=at)
    link(start=case.suspect.reference, to=mine, kind="uses", source="said_by_person")
    theirs = _telephone(scene, other.suspect, by=by, at=at) if other.known_at < at else mine
    if mine != theirs:
        link(start=mine, to=theirs, kind="in_contact", source="document", words="Eleven calls.")
    if case.place is None:
        return
    often = link(
        start=case.suspect.reference, to=case.place.reference, kind="frequents", source="seen",
        from_on=local_day(at - 30 * DAY),
    )  # fmt: skip
    if number % 4 == 1:
        moment = min(at + 20 * DAY, scene.at - HOUR)
        end_link(link=often, reason="Has moved away.", until_on=local_day(moment), by=by, at=moment)


def _link_car(scene: Present, case: Case, number: int) -> None:
    """A car of their own, or a van of the firm they work for; left in it, either way."""
    by, at = scene.by(Role.INVESTIGATOR), case.known_at
    link, suspect = partial(link_records, by=by, at=at), case.suspect.reference
    car = _car(scene, number, by=by, at=at)
    if number % 3:
        link(start=suspect, to=car, kind="keeper", source="document")
    else:
        firm = add_organisation(name=SHOPS[number // 3 % len(SHOPS)], kind="business", by=by, at=at)
        link(start=firm, to=car, kind="keeper", source="document")
        link(start=suspect, to=firm, kind="works_for", source="said_by_person")
        link(start=suspect, to=car, kind="drives", source="seen", words="At the wheel twice.")
    link(start=car, to=case.crime.reference, kind="involved", source="seen", words="Left in it.")


def _car(scene: Present, number: int, *, by: Officer, at: datetime) -> str:
    """A car that nobody has: no registration mark was ever given the age 00."""
    make, colour = CARS[number % len(CARS)]
    letters = "".join(scene.chance.choice(LETTERS) for _ in range(4))
    registration = f"G{letters[0]}00 {letters[1:]}"
    kind = "van" if number % 3 == 0 else "car"
    return add_vehicle(registration=registration, kind=kind, make=make, colour=colour, by=by, at=at)


def _telephone(scene: Present, person: Person, *, by: Officer, at: datetime) -> str:
    """The telephone of a person: by the number they gave, or another."""
    given = ContactPoint.objects.filter(person=person, kind="telephone").order_by("id").first()
    number = given.value if given is not None else invent_telephone(scene.chance)
    kind = "mobile" if number.startswith("07") else "landline"
    return add_telephone(number=number, kind=kind, by=by, at=at)


def _warn(scene: Present, warned: Warned, case: Case, at: datetime) -> None:
    moment = max(case.known_at + HOUR, at - warned.ago * DAY)
    again = local_day(at) + warned.again * DAY
    if again <= local_day(moment):
        # A force so young has nothing old enough to have been forgotten.
        return
    person = {"suspect": case.suspect, "victim": case.victim}.get(warned.about)
    if person is None and case.place is None:
        return
    add_warning(
        person=person.id if person is not None else None,
        place=case.place.id if person is None and case.place is not None else None,
        kind=warned.kind, grounds=warned.grounds, review_on=again, by=scene.by(Role.VULNERABILITY_DESK), at=moment,
    )  # fmt: skip


def _look_and_end(scene: Present, case: Case, at: datetime) -> None:
    """One warning that was looked at again, and one that ended."""
    by, made_at = scene.by(Role.VULNERABILITY_DESK), case.known_at
    often = add_warning(
        person=case.victim.id, kind="persistent_caller", grounds="Rang nine times in a week; each time of the same man.",
        review_on=local_day(made_at) + 90 * DAY, by=by, at=made_at,
    )  # fmt: skip
    review_warning(
        warning=often, finding="Still rings, and is still right about him.", review_on=local_day(at) + 120 * DAY, by=by,
        at=at - 5 * HOUR,
    )  # fmt: skip
    wanted = add_warning(
        person=case.suspect.id, kind="wanted", grounds="Did not answer bail at the court.",
        review_on=local_day(made_at) + 30 * DAY, by=by, at=made_at,
    )  # fmt: skip
    end_warning(warning=wanted, reason="Arrested at a relative's address.", by=by, at=at - 4 * HOUR)
