"""What is looked at in the published figures. The form goes into the address, so that a view can be shared."""

from collections.abc import Mapping, Sequence
from typing import Any

from constabulary.inspection.public_figures import VICTIM_DOES_NOT_SUPPORT, WHOLE_YEAR, Basis
from constabulary.records.queries.open_data import PublishedOutcome
from constabulary.web.forming import PageForm, one_of

QUARTERS = (
    (WHOLE_YEAR, "The whole year"),
    (1, "April to June"),
    (2, "July to September"),
    (3, "October to December"),
    (4, "January to March"),
)


def code_of(outcomes: Sequence[int]) -> str:
    """Outcome types as they stand in an address: 14-16."""
    return "-".join(str(one) for one in outcomes)


def outcome_choices(outcomes: Sequence[PublishedOutcome]) -> list[tuple[str, str]]:
    """Every published group of outcomes, then every single one; not yet assigned is none of them."""
    groups: dict[str, list[PublishedOutcome]] = {}
    for one in outcomes:
        if one.number:
            groups.setdefault(one.group, []).append(one)
    grouped = [
        (code_of([one.number for one in members]), f"{numbers_of(members)}: {group}")
        for group, members in groups.items()
    ]
    single = [(str(one.number), f"{one.number}: {one.title}") for one in outcomes if one.number]
    return list({**dict(single), **dict(grouped)}.items())


def numbers_of(outcomes: Sequence[PublishedOutcome]) -> str:
    """The numbers of outcomes in words: 14 and 16."""
    numbers = [str(one.number) for one in outcomes]
    return f"{', '.join(numbers[:-1])} and {numbers[-1]}" if len(numbers) > 1 else numbers[0]


class FiguresForm(PageForm):
    """Force, outcome, offences, quarter and basis."""

    force = one_of("Force", [], select=True)
    outcome = one_of("Outcome", [], select=True)
    offences = one_of("Offences", [], select=True, required=False)
    year = one_of("Financial year", [], select=True)
    quarter = one_of("Part of the year", QUARTERS, select=True)
    basis = one_of("Share of", [(one.value, one.words) for one in Basis], select=True)

    def __init__(
        self,
        asked: Mapping[str, Any],
        *,
        forces: Sequence[str],
        outcomes: Sequence[PublishedOutcome],
        groups: Sequence[str],
        years: Sequence[str],
        force: str,
    ) -> None:
        usual = {
            "force": force, "outcome": code_of(VICTIM_DOES_NOT_SUPPORT), "offences": "", "year": years[0],
            "quarter": str(WHOLE_YEAR), "basis": Basis.RECORDED_IN.value,
        }  # fmt: skip
        super().__init__({name: asked.get(name, usual[name]) for name in usual})
        choices = outcome_choices(outcomes)
        self.offer("force", [(one, one) for one in forces])
        self.offer("outcome", sorted(choices, key=lambda one: ("-" not in one[0], int(one[0].split("-")[0]))))
        self.offer("offences", [("", "All offences"), *((one, one) for one in groups)])
        self.offer("year", [(one, one) for one in years])
        self._usual = usual

    @property
    def chosen(self) -> dict[str, str]:
        """What is asked for; what cannot be is as usual."""
        self.is_valid()
        return {name: str(self.cleaned_data.get(name, usual)) for name, usual in self._usual.items()}


class YearForm(PageForm):
    """A financial year."""

    year = one_of("Financial year", [], select=True)

    def __init__(self, asked: Mapping[str, Any], *, years: Sequence[str], usual: str) -> None:
        super().__init__({"year": asked.get("year", usual)})
        self.offer("year", [(one, one) for one in years])
        self._usual = usual

    @property
    def chosen(self) -> str:
        """The year asked for, else the usual one."""
        return str(self.cleaned_data["year"]) if self.is_valid() else self._usual
