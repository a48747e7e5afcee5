"""What a custody record and a decision on bail or detention need, and what each makes due.

How long somebody may be kept is worked out in `clocks`, how long bail may run in `bail`; both by dated standards.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from constabulary.policing.clocks import end_of
from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.policing.desks import DESK_OF_AUTHORITY, Authority, Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.policing.investigation.bail import (
    BailFacts,
    BailPeriod,
    find_bail_alerts,
    find_bail_periods,
    find_release_reviews,
)
from constabulary.policing.investigation.clocks import (
    DetentionFacts,
    detention_clock,
    find_reasons_against_extension,
)
from constabulary.standards.authorities import AUTHORITY_TITLES
from constabulary.standards.calendar import local_day
from constabulary.standards.custody import (
    BAIL_ALERT_LOOKS,
    BAIL_DESIGNATED_BY,
    BAIL_REGIME,
    BASIC_LIMIT,
    COURT,
    DETENTION_REVIEWS,
    EXTENDED_LIMIT,
    LIMIT_LOOKS,
    WARRANTS,
)
from constabulary.standards.dated import Confidence, Standard
from constabulary.standards.investigation import RELEASED_REVIEWS
from constabulary.standards.rulebook import Rulebook
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("detention")
PACE = "Police and Criminal Evidence Act 1984"
OURS = "Our safeguard"


class DetentionAct(StrEnum):
    """One decision on somebody's detention."""

    REVIEW = "review"
    EXTENSION = "extension"
    WARRANT = "warrant"

    @property
    def label(self) -> str:
        """In words."""
        return {"review": "Review", "extension": "Extended", "warrant": "Magistrates' warrant"}[self.value]


def _reason(code: str, sentence: str, field: str, source: str = OURS) -> Reason:
    confidence = Confidence.ASSUMPTION if source == OURS else Confidence.UNCONFIRMED
    return REASONS.add(code, sentence, source=source, confidence=confidence, field=field)


NOT_DETAINED = _reason("not-detained", "They are not in custody.", "")
NO_CUSTODY_RECORD = _reason("no-custody-record", "Enter the custody record first: the clock begins there.", "")
REFERENCE_MISSING = _reason("reference-missing", "Enter the reference.", "reference")
ARREST_AFTER_ARRIVAL = _reason(
    "arrest-after-arrival", "Nobody arrives at the station before they are arrested.", "arrived_at"
)
ARRIVAL_AFTER_AUTHORITY = _reason(
    "arrival-after-authority", "Detention cannot be authorised before they arrive.", "authorised_at"
)
LIES_AHEAD = _reason("lies-ahead", "That lies ahead: enter it once it has been.", "moment")
BEFORE_DETENTION = _reason("before-detention", "That is before their detention was authorised.", "moment")
NOT_A_REVIEWER = _reason(
    "not-a-reviewer",
    "Enter the number of an inspector, or of a higher rank, who does not investigate it.",
    "decider",
    f"{PACE}, section 40",
)
NOT_AN_EXTENDER = _reason(
    "not-an-extender",
    "Enter the number of a superintendent, or of a higher rank, who does not investigate it.",
    "decider",
    f"{PACE}, section 42",
)
WARRANT_HOURS = _reason(
    "warrant-hours", "Enter for how many hours, not more than a warrant can give.", "hours", f"{PACE}, sections 43, 44"
)
WARRANT_SUMMARY_ONLY = _reason(
    "warrant-summary-only", "A warrant is for an indictable offence only.", "act", f"{PACE}, section 43"
)
NOT_ON_BAIL = _reason("not-on-bail", "They are not on pre-charge bail.", "")
BAIL_OVER = _reason("bail-over", "Bail has ended: it cannot be extended any more.", "")
NO_SUCH_STEP = _reason("no-such-step", "The law of this arrest lets nobody of that rank decide on bail.", "authority")
BAIL_NOT_LONGER = _reason("bail-not-longer", "That is not later than bail ends now.", "until")
BAIL_TOO_LONG = _reason(
    "bail-too-long", "That is longer than whoever decided may give.", "until", "Pre-charge bail: bail.regime"
)
BAIL_FIRST_TOO_LONG = BAIL_TOO_LONG.on("moment")
NOT_A_BAIL_DECIDER = _reason(
    "not-a-bail-decider",
    "Enter the number of somebody of that rank who does not investigate it.",
    "decider",
    "Pre-charge bail: bail.regime",
)
LOOK_WORDS_MISSING = _reason(
    "look-words-missing", "Say what is still to do, and whether bail will have to be extended.", "words"
)
PACE_47ZE = f"{PACE}, section 47ZE"
NO_DESIGNATION = _reason(
    "no-designation",
    "The law of this arrest knows no exceptionally complex cases: a court decides next.",
    "",
    PACE_47ZE,
)
NOT_YET_DESIGNATED = _reason(
    "designated-too-soon",
    "A case is designated once a superintendent has extended bail, and not before.",
    "",
    PACE_47ZE,
)
DESIGNATED_ALREADY = _reason("designated-already", "This case is designated already.", "")
WHY_DESIGNATED = _reason("why-designated", "Say what makes the case exceptionally complex.", "words")
NOT_RELEASED = _reason("not-released", "They are not released under investigation.", "")
#: Who decides on bail, besides a court: the authority that a rank gives. A custody officer is a sergeant at least.
RANK_FOR = {
    "custody_officer": Authority.SUPERVISOR, "inspector": Authority.INSPECTOR,
    "superintendent": Authority.SUPERINTENDENT, "chief_officer": Authority.CHIEF_OFFICER,
}  # fmt: skip


@value
class CustodyDetails:
    """What is taken over from a custody record: its reference, and the moments the clocks begin with."""

    reference: str
    arrested_at: datetime
    arrived_at: datetime
    authorised_at: datetime
    indictable: bool


def find_reasons_against_custody(details: CustodyDetails, *, detained: bool, at: datetime) -> Reasons:
    """Why a custody record cannot be noted like this."""
    against = [
        (not detained, NOT_DETAINED),
        (not details.reference.strip(), REFERENCE_MISSING),
        (details.arrived_at < details.arrested_at, ARREST_AFTER_ARRIVAL),
        (details.authorised_at < details.arrived_at, ARRIVAL_AFTER_AUTHORITY),
        (details.authorised_at > at, LIES_AHEAD.on("authorised_at")),
    ]
    return tuple(reason for applies, reason in against if applies)


@value
class DetentionDecided:
    """A decision on detention: what, when, for how long, and what was found. `right_rank`: who decided may decide that."""

    act: DetentionAct
    moment: datetime
    right_rank: bool
    hours: int = 0
    reference: str = ""
    diligent: bool = False
    needed: bool = False


def find_reasons_against_decision(
    decided: DetentionDecided, facts: DetentionFacts, *, at: datetime, rulebook: Rulebook
) -> Reasons:
    """Why a decision on detention cannot be noted like this."""
    against = [
        (decided.moment > at, LIES_AHEAD),
        (decided.moment < facts.authorised_at, BEFORE_DETENTION),
    ]
    own: Reasons = ()
    if decided.act is DetentionAct.REVIEW:
        against.append((not decided.right_rank, NOT_A_REVIEWER))
    elif decided.act is DetentionAct.EXTENSION:
        against.append((not decided.right_rank, NOT_AN_EXTENDER))
        own = find_reasons_against_extension(
            facts, diligent=decided.diligent, needed=decided.needed, at=decided.moment, rulebook=rulebook
        )
    else:
        most = rulebook[WARRANTS].value.each
        against += [
            (not facts.indictable, WARRANT_SUMMARY_ONLY),
            (not timedelta() < timedelta(hours=decided.hours) <= most, WARRANT_HOURS),
            (not decided.reference.strip(), REFERENCE_MISSING),
        ]
    return (*(reason for applies, reason in against if applies), *own)


def authority_over_detention(act: DetentionAct, rulebook: Rulebook) -> str:
    """Who takes a decision on detention: by the standards a rank, or a court."""
    if act is DetentionAct.REVIEW:
        return rulebook[DETENTION_REVIEWS].value.authority
    return rulebook[EXTENDED_LIMIT].value.authority if act is DetentionAct.EXTENSION else COURT


def detention_due(facts: DetentionFacts, rulebook: Rulebook, *, risk: int) -> tuple[DutyDue, ...]:
    """What somebody's detention makes due: its next review, and its end at the limit as it stands.

    The end waits with the rank that may extend detention beyond that limit; before a court's decision, and where nobody may,
    with the rank of our standard. It follows from what would extend it.
    """
    clock = detention_clock(facts, rulebook)
    reviews, looks = rulebook[DETENTION_REVIEWS], rulebook[LIMIT_LOOKS].value
    limit: Standard[Any]
    if not clock.next_authority:
        limit, authority = rulebook[BASIC_LIMIT], looks.no_more
    elif clock.next_authority == COURT:
        limit, authority = rulebook[WARRANTS], looks.before_court
    else:
        limit, authority = rulebook[EXTENDED_LIMIT], clock.next_authority
    return (
        DutyDue(
            kind=DutyKind.REVIEW_DETENTION, desk=DESK_OF_AUTHORITY[Authority(reviews.value.authority)], due_at=clock.next_review_at, rule=reviews.key,
            edition=reviews.edition, risk=risk,
        ),
        DutyDue(
            kind=DutyKind.END_DETENTION, desk=DESK_OF_AUTHORITY[Authority(authority)], due_at=clock.limit_at, rule=limit.key,
            edition=limit.edition, risk=risk,
        ),
    )  # fmt: skip


def find_reasons_against_first_bail(
    until: datetime, *, arrested_at: datetime, released_at: datetime, rulebook: Rulebook
) -> Reasons:
    """Why bail cannot be given until then: whoever gives it first may give no more than the first period."""
    first = find_bail_periods(BailFacts(arrested_at=arrested_at, released_on=local_day(released_at)), rulebook)[0]
    return (BAIL_FIRST_TOO_LONG,) if first.outer_at is not None and until > first.outer_at else ()


@value
class BailExtension:
    """Bail extended: until when, by whose authority, under which reference."""

    until: datetime
    authority: str
    right_rank: bool
    reference: str


def find_reasons_against_bail_extension(
    asked: BailExtension, facts: BailFacts, *, ends_at: datetime, at: datetime, rulebook: Rulebook
) -> Reasons:
    """Why bail cannot be extended like this: too late, not longer, or longer than that rank may give."""
    step = _step_of(asked.authority, facts, rulebook)
    against = [
        (at > ends_at, BAIL_OVER),
        (step is None, NO_SUCH_STEP),
        (asked.until <= ends_at, BAIL_NOT_LONGER),
        (step is not None and step.outer_at is not None and asked.until > step.outer_at, BAIL_TOO_LONG),
        (asked.authority != COURT and not asked.right_rank, NOT_A_BAIL_DECIDER),
        (not asked.reference.strip(), REFERENCE_MISSING),
    ]
    return tuple(reason for applies, reason in against if applies)


def _step_of(authority: str, facts: BailFacts, rulebook: Rulebook) -> BailPeriod | None:
    found = [one for one in find_bail_periods(facts, rulebook) if one.authority == authority]
    return found[0] if found else None


def bail_authorities(facts: BailFacts, rulebook: Rulebook) -> dict[str, str]:
    """Who decides on bail under the law of the arrest, each in words with the end of what they may give."""
    made = {}
    for one in find_bail_periods(facts, rulebook):
        until = f", to {local_day(one.ends_at):%d/%m/%Y} at most" if one.ends_at is not None else ""
        made[one.authority] = f"{AUTHORITY_TITLES[one.authority].capitalize()}{until}"
    return made


def find_reasons_against_designation(
    facts: BailFacts, *, ends_at: datetime | None, reference: str, words: str, at: datetime, rulebook: Rulebook
) -> Reasons:
    """Why a case cannot be noted as exceptionally complex; `ends_at` is when bail ends, None for somebody not on bail.

    The last step before a court's must have been taken, and bail must not have ended.
    """
    if ends_at is None:
        return (NOT_ON_BAIL,)
    if facts.exceptionally_complex:
        return (DESIGNATED_ALREADY,)
    before = find_bail_periods(facts, rulebook)[-3:]
    against = [
        (at > ends_at, BAIL_OVER),
        (rulebook[BAIL_REGIME].value.complex is None, NO_DESIGNATION),
        (not before[0].is_over_at(ends_at), NOT_YET_DESIGNATED),
        (not reference.strip(), REFERENCE_MISSING),
        (not words.strip(), WHY_DESIGNATED),
    ]
    return tuple(reason for applies, reason in against if applies)


def bail_due(until: datetime, rulebook: Rulebook, *, risk: int) -> DutyDue:
    """Bail that ends: something has to be decided before."""
    standard = rulebook[BAIL_REGIME]
    return DutyDue(
        kind=DutyKind.DECIDE_BAIL, desk=Desk.INVESTIGATION, due_at=until, rule=standard.key, edition=standard.edition,
        risk=risk,
    )  # fmt: skip


def bail_looks_due(
    until: datetime, facts: BailFacts, rulebook: Rulebook, *, at: datetime, risk: int
) -> tuple[DutyDue, ...]:
    """The looks before bail ends that still lie ahead, earliest first, each at the desk of who takes it.

    Where the law of the arrest asks for more than an inspector, the look follows from that law and says so.
    """
    looks = rulebook[BAIL_ALERT_LOOKS]
    above: dict[Authority, Standard[Any]] = {
        Authority.SUPERINTENDENT: rulebook[BAIL_REGIME], Authority.CHIEF_OFFICER: rulebook[BAIL_DESIGNATED_BY],
    }  # fmt: skip
    made = []
    for one in find_bail_alerts(until, facts, rulebook):
        rule = above.get(one.authority, looks)
        if at < one.due_at < until:
            desk = DESK_OF_AUTHORITY[one.authority]
            due = DutyDue(
                kind=DutyKind.LOOK_AT_BAIL, desk=desk, due_at=one.due_at, rule=rule.key, edition=rule.edition, risk=risk
            )
            made.append(due)
    return tuple(made)


@value
class OpenLook:
    """A look before bail ends that is still open: its desk and day."""

    desk: Desk
    due_at: datetime


def find_looks_done(standing: Iterable[OpenLook], *, desks: Iterable[Desk], at: datetime) -> tuple[OpenLook, ...]:
    """Which open looks one look does: of each desk that it was taken for, every one that is late, else the next."""
    done: list[OpenLook] = []
    for desk in desks:
        waiting = sorted((one for one in standing if one.desk is desk), key=lambda one: one.due_at)
        done += [one for one in waiting if one.due_at <= at] or waiting[:1]
    return tuple(done)


def find_reasons_against_look(*, on_bail: bool, words: str) -> Reasons:
    """Why a look before bail ends cannot be noted like this."""
    against = [(not on_bail, NOT_ON_BAIL), (not words.strip(), LOOK_WORDS_MISSING)]
    return tuple(reason for applies, reason in against if applies)


def release_review_due(released_at: datetime, rulebook: Rulebook, *, done: int, at: datetime, risk: int) -> DutyDue:
    """The next review of a release under investigation; after the last of the standard, as long again as before it."""
    reviews = find_release_reviews(released_at, rulebook)
    standard = rulebook[RELEASED_REVIEWS]
    due_at = (
        reviews[done].due_at if done < len(reviews)
        else end_of(local_day(at + (reviews[-1].due_at - reviews[-2].due_at)))
    )  # fmt: skip
    desk = DESK_OF_AUTHORITY[authority_of_release_review(rulebook, done=done)]
    return DutyDue(
        kind=DutyKind.REVIEW_RELEASE, desk=desk, due_at=due_at, rule=standard.key, edition=standard.edition, risk=risk
    )


def authority_of_release_review(rulebook: Rulebook, *, done: int) -> Authority:
    """Who reviews a release next: whoever the standard says; after its last review, as for the last."""
    authorities = rulebook[RELEASED_REVIEWS].value.authorities
    return Authority(authorities[min(done, len(authorities) - 1)])
