"""Where an outcome stands before anything is stated for it: open now, or closed, and by what."""

from collections.abc import Container, Sequence

from constabulary.policing.outcomes.check import OutcomeCheck, check_outcome, headings_of
from constabulary.policing.outcomes.facts import OutcomeFacts
from constabulary.policing.outcomes.preconditions import Heading, Precondition, Stage
from constabulary.standards.values import value

#: So many things to do first, and an outcome is near.
STEPS = 1


@value
class Standing:
    """One outcome as things stand: `met` and `missing` of what the record shows, `later` what is missing for approval.

    `asked` is what whoever proposes it will have to state; `suspect` is whom it was looked at with.
    """

    check: OutcomeCheck
    suspect: int | None
    met: tuple[Precondition, ...]
    missing: tuple[Precondition, ...]
    later: tuple[Precondition, ...]
    asked: tuple[Heading, ...]

    @property
    def is_open(self) -> bool:
        """Whether it may be proposed as soon as what it asks is stated."""
        return not self.missing


@value
class InOrder:
    """Outcomes as they are read: those that miss nothing, those that open once what they name is there, all others.

    `later` may be proposed, and miss something that is asked before they are approved; one thing more opens `near`.
    """

    open_now: tuple[Standing, ...]
    later: tuple[Standing, ...]
    near: tuple[Standing, ...]
    others: tuple[Standing, ...]


def put_in_order(standings: Sequence[Standing], *, doable: Container[str]) -> InOrder:
    """The nearest first, each part in the order of the list.

    Near is what one thing more opens that somebody can do (`doable`, by the codes of what is missing); what is
    closed by how the matter stands is far, and so is what lacks more.
    """
    near = [
        one for one in standings if 0 < len(one.missing) <= STEPS and all(gap.code in doable for gap in one.missing)
    ]
    return InOrder(
        open_now=tuple(one for one in standings if one.is_open and not one.later),
        later=tuple(one for one in standings if one.is_open and one.later),
        near=tuple(near),
        others=tuple(one for one in standings if not one.is_open and one not in near),
    )


def find_standing(possible: Sequence[OutcomeFacts]) -> Standing:
    """The standing of an outcome with the suspect with whom least is missing; each of `possible` has another suspect."""
    found = [_standing(facts) for facts in possible]
    return min(found, key=lambda one: (len(one.missing), len(one.later), one.suspect is not None))


def _standing(facts: OutcomeFacts) -> Standing:
    check, asked = check_outcome(facts), headings_of(facts.type.code, facts)
    stated = {"rationale", *(one.code for one in asked)}
    shown = [one for one in check.checked if one.precondition.unmet.field not in stated]
    by_approver = {one.precondition.code for one in check.checked if _is_approvers(one.precondition)}
    failing = [one.precondition for one in shown if one.holds is False and one.precondition.code not in by_approver]
    return Standing(
        check=check,
        suspect=facts.suspect.id if facts.suspect else None,
        met=tuple(one.precondition for one in shown if one.holds),
        missing=tuple(one for one in failing if one.stage is Stage.PROPOSAL),
        later=tuple(one for one in failing if one.stage is Stage.APPROVAL),
        asked=asked,
    )


def _is_approvers(precondition: Precondition) -> bool:
    # What an approver states lies beside a field of the approver's own form.
    return precondition.stage is Stage.APPROVAL and bool(precondition.unmet.field)
