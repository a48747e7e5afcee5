"""A standard as a page shows it: ours and the force's own, in words."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from constabulary.standards.dated import Standard
from constabulary.standards.reading import Editions, packaged_standards
from constabulary.standards.topics import Topic
from constabulary.standards.values import value
from constabulary.standards.wording import ValueTable, title_of, value_as_table, value_in_words


@value
class ShownEdition:
    """One edition: its value as lines, or as a table where it is rows of the same fields."""

    standard: Standard[Any]
    lines: tuple[str, ...]
    table: ValueTable | None


@value
class ShownStandard:
    """One standard: the edition of ours and of the force that hold on a day, and every edition of both."""

    key: str
    title: str
    selected_by: str
    ours: ShownEdition
    local: ShownEdition | None
    our_editions: tuple[ShownEdition, ...]
    local_editions: tuple[ShownEdition, ...]


def _shown(editions: Iterable[Standard[Any]]) -> tuple[ShownEdition, ...]:
    return tuple(
        ShownEdition(standard=one, lines=value_in_words(one.value), table=value_as_table(one.value)) for one in editions
    )


def show_standard(key: str, overlay: Editions, *, on: date) -> ShownStandard:
    """A standard with the force's own editions beside ours. Raises KeyError for a key that there is not."""
    ours, local = _shown(packaged_standards()[key]), _shown(overlay.get(key, ()))
    return ShownStandard(
        key=key,
        title=title_of(ours[0].standard),
        selected_by=ours[0].standard.selected_by.value,
        ours=next((one for one in ours if one.standard.holds_on(on)), ours[-1]),
        local=next((one for one in local if one.standard.holds_on(on)), None),
        our_editions=ours,
        local_editions=local,
    )


def show_topic(topic: Topic, overlay: Editions, *, on: date) -> tuple[ShownStandard, ...]:
    """Every standard of a topic."""
    return tuple(show_standard(key.name, overlay, on=on) for key in topic.keys)
