"""Where an outcome stands before anything is stated for it: open now, or closed, and by what."""

from collections.abc import Sequence

from constabulary.policing.outcomes.check import OutcomeCheck, check_outcome, headings_of
from constabulary.policing.outcomes.facts import OutcomeFacts
from constabulary.policing.outcomes.preconditions import Heading, Precondition, Stage
from constabulary.standards.values import value


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
