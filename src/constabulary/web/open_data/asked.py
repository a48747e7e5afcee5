"""From what is asked for in an address to a slice of the published outcomes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from constabulary.casework.rulebooks import read_rulebook
from constabulary.inspection.public_figures import (
    CHARGED,
    VICTIM_DOES_NOT_SUPPORT,
    Basis,
    Comparison,
    Slice,
    compare,
    forces_in,
    offence_groups,
)
from constabulary.records.queries.force import the_force
from constabulary.records.queries.open_data import PublishedOutcome, current_batches, outcomes_published
from constabulary.standards.published_figures import FUNNEL, UNASSIGNED_CEILING
from constabulary.standards.rulebook import Moments
from constabulary.standards.values import value
from constabulary.web.open_data.forms import FiguresForm

TABLE = "outcome-table"


@value
class Asked:
    """What is asked for, understood: the form, the force, the slice, and the outcome in words."""

    form: FiguresForm
    force: str
    year: str
    slice: Slice
    outcome: str
    outcomes: tuple[PublishedOutcome, ...]

    @property
    def comparison(self) -> Comparison:
        """All forces in the slice."""
        return compare(self.slice)


def understood(asked: Mapping[str, Any], at: datetime) -> Asked | None:
    """What is asked for; None while no outcomes table has been imported."""
    batches = current_batches(TABLE)
    if not batches:
        return None
    years = list(batches)
    year = asked.get("year") if asked.get("year") in batches else years[0]
    batch = batches[str(year)]
    outcomes = tuple(outcomes_published(batch))
    forces = forces_in(batch)
    form = FiguresForm(
        asked, forces=forces, outcomes=outcomes, groups=offence_groups(batch), years=years, force=usual_force(forces)
    )
    chosen = form.chosen
    rulebook = read_rulebook(Moments(decision=at))
    return Asked(
        form=form,
        force=chosen["force"],
        year=chosen["year"],
        slice=Slice(
            batch=batch,
            outcomes=tuple(int(one) for one in chosen["outcome"].split("-")),
            offence_group=chosen["offences"],
            quarter=int(chosen["quarter"]),
            basis=Basis(chosen["basis"]),
            unassigned_ceiling=rulebook[UNASSIGNED_CEILING].value,
            funnel=rulebook[FUNNEL].value,
        ),
        outcome=dict(form.fields["outcome"].choices)[chosen["outcome"]],  # type: ignore[attr-defined]
        outcomes=outcomes,
    )


def usual_force(forces: tuple[str, ...]) -> str:
    """The published force that this installation's own is named after, else the first."""
    force = the_force()
    name = force.name if force else ""
    return next((one for one in forces if name.startswith(one)), forces[0])


#: The two that every sentence on a force is about.
ALWAYS = {"not_supported": VICTIM_DOES_NOT_SUPPORT, "charged": CHARGED}
