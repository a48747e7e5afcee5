"""Places among forces, highest first. A place says where a figure stands, not whether it is good."""

from collections.abc import Mapping

from constabulary.standards.values import value


@value
class Place:
    """The place of one among `of`: 1 is the highest. Equals share the better place."""

    place: int
    of: int

    @property
    def is_highest(self) -> bool:
        """Whether none stands higher."""
        return self.place == 1

    @property
    def is_lowest(self) -> bool:
        """Whether none stands lower."""
        return self.place == self.of


def places(figures: Mapping[str, float]) -> dict[str, Place]:
    """The place of each figure among all of them."""
    values = sorted(figures.values(), reverse=True)
    first = {figure: place for place, figure in reversed(list(enumerate(values, start=1)))}
    return {name: Place(place=first[figure], of=len(values)) for name, figure in figures.items()}


def median(figures: Mapping[str, float]) -> float | None:
    """The middle figure, or the mean of the two middle ones."""
    values = sorted(figures.values())
    if not values:
        return None
    middle = len(values) // 2
    return values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) / 2
