"""How many crimes a report makes, and which is the principal one (HOCR 2026/27, pages 12 to 14 and 55 to 58).

One crime for each victim; a finished incident of one victim and one offender or group is one crime, the most serious.
Conduct crime comes before the others, a breach of an order and the worst other offence beside slavery are recorded too.
What is not the principal crime is a related crime: documented and investigated all the same.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from constabulary.policing.clocks import months_after
from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.policing.investigation.suspects import CHARGED, SuspectStatus
from constabulary.standards.calendar import local_day
from constabulary.standards.counting import (
    CONTINUATION_MONTHS,
    FORMER_PARTNER_AGE,
    Conduct,
    CountingTables,
    counting_tables,
)
from constabulary.standards.dated import Confidence
from constabulary.standards.offences import Basis, Offence
from constabulary.standards.rulebook import Rulebook
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("counting")
HOCR = "Crime Recording Rules for Front line Officers and Staff 2026/27"


def _reason(code: str, sentence: str, pages: str, confidence: Confidence = Confidence.READ, field: str = "") -> Reason:
    return REASONS.add(code, sentence, source=f"{HOCR}, {pages}", confidence=confidence, field=field)


ONLY_ONE = _reason("only-one", "It is the only offence disclosed for this victim.", "page 12")
TABLE = _reason("table", "It stands highest in the look-up table of principal crimes.", "page 14")
LONGEST_SENTENCE = _reason("longest-sentence", "It carries the longest maximum sentence.", "page 13")
LIKELY_SENTENCE = _reason(
    "likely-sentence",
    "Others carry the same maximum sentence: check which is likely to bring the longest.",
    "page 13",
)
CONDUCT_FIRST = _reason("conduct-first", "Conduct crime comes before the other offences.", "pages 55 to 57")
LADDER = _reason("ladder", "It stands highest on the ladder of conduct crime.", "page 56")
ABOVE_CONDUCT = _reason(
    "above-conduct",
    "It stands above every conduct crime in the look-up table; ask the registrar where the conduct is the graver.",
    "pages 14 and 55",
    Confidence.UNCONFIRMED,
)
BREACH_BESIDE = _reason("breach-beside", "A notifiable breach of an order is recorded in addition.", "pages 56 to 57")
SLAVERY = _reason(
    "slavery", "Modern slavery is recorded, and the worst other offence against the victim too.", "page 13"
)
BESIDE_SLAVERY = _reason("beside-slavery", "The worst offence against the victim besides modern slavery.", "page 13")
JOINS = _reason(
    "joins",
    "It continues the conduct already recorded: add it to that crime and check for upgrading.",
    "pages 57 to 58",
)
DEALT_WITH = _reason(
    "dealt-with", "Police have dealt with the offender since: later conduct is a new crime.", "pages 57 to 58"
)
TOO_LONG_AGO = _reason(
    "too-long-ago",
    "More than three months have passed since the last incident recorded: it is a new crime.",
    "pages 57 to 58",
    Confidence.UNCONFIRMED,
)
EXACTLY_THREE_MONTHS = _reason(
    "exactly-three-months",
    "Exactly three months have passed: our ruling is that it still joins the crime. The text can be read the other way.",
    "pages 57 to 58",
    Confidence.UNCONFIRMED,
)
STALKING_NOT_HARASSMENT = _reason(
    "stalking-not-harassment",
    "They are former partners, both 16 or over: record stalking, unless the registrar is satisfied that it is harassment only.",
    "page 55",
    field="offence",
)


CONTINUES_OR_NOT = _reason(
    "continues-or-not",
    "Conduct between the same two is recorded already and this continues it: add it to that crime, or say why it is a "
    "new one.",
    "pages 57 to 58",
    field="continues",
)
NOT_ONE_TO_JOIN = _reason(
    "not-one-to-join", "That is not a crime which this conduct continues. Choose one of those shown.",
    "pages 57 to 58", field="continues",
)  # fmt: skip


@value
class Disclosed:
    """One offence disclosed in a report: against whom, and by whom as far as is known.

    `victim` is empty for an offence against the state. `offenders` names the offender, or a group that acted together;
    those who acted independently have names of their own.
    """

    offence: Offence
    victim: str
    offenders: str
    happened_at: datetime
    reported_at: datetime


@value
class CountedCrime:
    """One crime to record, what was disclosed besides, and why this one."""

    principal: Disclosed
    related: tuple[Disclosed, ...]
    reasons: Reasons


def count_crimes(disclosed: Iterable[Disclosed]) -> tuple[CountedCrime, ...]:
    """The crimes that what was disclosed makes, in the order in which it was disclosed.

    What reaches the police at once, of one victim (or none) and one offender or group, is one finished incident.
    """
    incidents: dict[tuple[str, str, datetime], list[Disclosed]] = {}
    for one in disclosed:
        incidents.setdefault((one.victim, one.offenders, one.reported_at), []).append(one)
    return tuple(crime for incident in incidents.values() for crime in _count_incident(incident))


def _count_incident(incident: Sequence[Disclosed]) -> Iterable[CountedCrime]:
    tables = counting_tables()
    breaches = [one for one in incident if tables.is_breach(one.offence)]
    slavery = [one for one in incident if tables.is_slavery(one.offence)]
    others = [one for one in incident if one not in breaches and one not in slavery]
    # An order is breached once for each kind of order; a second count of it is a related crime.
    for kind in dict.fromkeys(one.offence.key for one in breaches):
        same = [one for one in breaches if one.offence.key == kind]
        yield CountedCrime(principal=same[0], related=tuple(same[1:]), reasons=(BREACH_BESIDE,))
    if slavery:
        principal, reasons = find_principal(slavery)
        related = [one for one in slavery if one is not principal]
        against_victim = [one for one in others if one.offence.basis is not Basis.STATE]
        if against_victim:
            worst, why = find_principal(against_victim)
            yield CountedCrime(principal=principal, related=tuple(related), reasons=(SLAVERY, *reasons))
            rest = tuple(one for one in others if one is not worst)
            yield CountedCrime(principal=worst, related=rest, reasons=(BESIDE_SLAVERY, *why))
        else:
            yield CountedCrime(principal=principal, related=(*related, *others), reasons=(SLAVERY, *reasons))
    elif others:
        principal, reasons = find_principal(others)
        yield CountedCrime(
            principal=principal, related=tuple(one for one in others if one is not principal), reasons=reasons
        )


def find_principal(disclosed: Sequence[Disclosed]) -> tuple[Disclosed, Reasons]:
    """The principal crime of a mixed sequence, and why it is that one."""
    if len(disclosed) == 1:
        return disclosed[0], (ONLY_ONE,)
    tables = counting_tables()
    conduct = [one for one in disclosed if tables.is_conduct(one.offence)]
    if not conduct:
        return _most_serious(disclosed, tables)
    top_of_conduct = min(tables.order[code] for code in tables.ladder)
    above = [one for one in disclosed if tables.order.get(one.offence.code, len(tables.titles)) < top_of_conduct]
    if above:
        principal, reasons = _most_serious(above, tables)
        return principal, (ABOVE_CONDUCT, *reasons)
    principal = min(conduct, key=lambda one: tables.ladder.get(one.offence.code, len(tables.ladder)))
    return principal, (CONDUCT_FIRST, *((LADDER,) if len(conduct) > 1 else ()))


def _most_serious(disclosed: Sequence[Disclosed], tables: CountingTables) -> tuple[Disclosed, Reasons]:
    """By the look-up table among those in it; by the longest maximum sentence against those that are not."""
    if len(disclosed) == 1:
        return disclosed[0], ()
    listed = [one for one in disclosed if one.offence.code in tables.order]
    unlisted = [one for one in disclosed if one.offence.code not in tables.order]
    best = min(listed, key=lambda one: tables.order[one.offence.code], default=None)
    if best is not None and not unlisted:
        return best, (TABLE,)
    rivals = [*([best] if best is not None else []), *unlisted]
    longest = max(longest_sentence_days(one.offence) for one in rivals)
    tied = [one for one in rivals if longest_sentence_days(one.offence) == longest]
    return tied[0], ((LONGEST_SENTENCE,) if len(tied) == 1 else (LIKELY_SENTENCE,))


LIFE = 100_000
DAYS_OF_UNIT = {"m": 30, "weeks": 7}


def longest_sentence_days(offence: Offence) -> int:
    """The maximum sentence of the list as days, for putting offences in order only; a fine, or none given, is 0."""
    words = offence.max_sentence.casefold()
    if words == "life":
        return LIFE
    if words.isdigit():
        return int(words) * 365
    for unit, days in DAYS_OF_UNIT.items():
        number = words.removesuffix(unit).strip()
        if words.endswith(unit) and number.isdigit():
            return int(number) * days
    return 0


PARTNERS_NOT_ASKED = _reason(
    "partners-not-asked",
    "Harassment in domestic abuse: say whether they are former partners. Between former partners it is stalking.",
    "page 55",
    field="former_partners",
)


@value
class FormerPartners:
    """What decides whether harassment between two people is recorded as stalking.

    `were_partners` is None where nobody has said: in domestic abuse that is asked.
    """

    were_partners: bool | None
    victim_age: int | None
    suspect_age: int | None
    registrar_satisfied: bool = False
    domestic_abuse: bool = False


def find_reasons_against_harassment(offence: Offence, facts: FormerPartners, rulebook: Rulebook) -> Reasons:
    """Why harassment cannot be recorded as such: between former partners both of age it is stalking.

    An age that is not known is taken to be of age: the victim is not the one to suffer from the gap.
    """
    least = rulebook[FORMER_PARTNER_AGE].value
    of_age = all(age is None or age >= least for age in (facts.victim_age, facts.suspect_age))
    is_harassment = counting_tables().conduct_of(offence) is Conduct.HARASSMENT
    if not is_harassment or not of_age or facts.registrar_satisfied:
        return ()
    if facts.were_partners is None:
        return (PARTNERS_NOT_ASKED,) if facts.domestic_abuse else ()
    return (STALKING_NOT_HARASSMENT,) if facts.were_partners else ()


@value
class Continuation:
    """Whether new conduct joins the crime already recorded; `open` where the text can be read the other way."""

    joins: bool
    open: bool
    reasons: Reasons
    edition: str


def decide_continuation(
    *, last_incident_on: date, dealt_with: bool, happened_at: datetime, rulebook: Rulebook
) -> Continuation:
    """Whether conduct of the same pair that is reported later joins the crime recorded, or makes a new one.

    Assaults, damage, theft and the like among it are recorded in addition either way.
    """
    standard = rulebook[CONTINUATION_MONTHS]
    last_day = months_after(last_incident_on, standard.value)
    day = local_day(happened_at)
    reasons: Reasons = (JOINS,)
    if dealt_with:
        reasons = (DEALT_WITH,)
    elif day > last_day:
        reasons = (TOO_LONG_AGO,)
    elif day == last_day:
        reasons = (JOINS, EXACTLY_THREE_MONTHS)
    return Continuation(
        joins=JOINS in reasons,
        open=EXACTLY_THREE_MONTHS in reasons,
        reasons=reasons,
        edition=standard.edition,
    )


def is_dealt_with(*, has_outcome: bool, suspects: Iterable[SuspectStatus]) -> bool:
    """Whether police have dealt with the offender: the crime has its outcome, or somebody is charged with it."""
    return has_outcome or any(one in CHARGED for one in suspects)


@value
class Named:
    """Somebody by name and birth, as far as it is known."""

    given: str
    family: str
    born_on: date | None


def may_be_the_same(one: Named, other: Named) -> bool:
    """Whether two that nobody has looked up may be one: a whole name to the letter, and no birth that contradicts it."""
    names = [f"{person.given} {person.family}".casefold().split() for person in (one, other)]
    births = {person.born_on for person in (one, other) if person.born_on is not None}
    return len(names[0]) > 1 and names[0] == names[1] and len(births) < 2


def find_reasons_against_new_conduct(*, joins: bool, because: str) -> Reasons:
    """Why conduct is not recorded as a new crime: it continues one on record, and nobody says why it does not."""
    return (CONTINUES_OR_NOT,) if joins and not because.strip() else ()


def is_higher_on_ladder(offence: Offence, recorded: Offence) -> bool:
    """Whether an offence stands above the one recorded: whoever adds it checks the crime for upgrading."""
    ladder = counting_tables().ladder
    last = len(ladder)
    return ladder.get(offence.code, last) < ladder.get(recorded.code, last)
