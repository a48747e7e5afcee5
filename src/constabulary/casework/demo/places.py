"""Where things happen: streets that are nowhere, in the real small areas of Kent and Medway, weighted by their people.

The areas, their names, districts, people and middles are published (see THIRD-PARTY-NOTICES.md). The force of them is
not: Kentshire is invented, and so is every street and postcode. No postcode area begins with ZZ.
"""

import csv
from functools import cache
from importlib.resources import files
from itertools import accumulate
from random import Random

from constabulary.casework.people import PlaceDetails
from constabulary.standards.values import value

FIRST = (
    "Alder", "Bramble", "Cobnut", "Dovecote", "Elmstead", "Falcon", "Gorse", "Heron", "Ivychurch", "Juniper",
    "Kingcup", "Lapwing", "Medlar", "Nutmeg", "Oasthouse", "Pippin", "Quince", "Ragstone", "Saltmarsh", "Teasel",
    "Underhill", "Vixen", "Wherry", "Yewtree",
)  # fmt: skip
SECOND = ("Row", "Rise", "Close", "Walk", "Drove", "Hatch", "Gardens", "Wharf", "Yard", "Chase", "Mews", "Bottom")
SHOPS = ("Cove Stores", "Harbour Chemist", "The Pantry", "Oast Electricals", "Beacon Outfitters", "Marsh Hardware")
#: Fewer people on a hectare than this, and units have further to go.
RURAL_BELOW = 5.0
LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
JITTER = 0.004


@value
class SmallArea:
    """A lower-layer super output area: code, name, district, the middle of its polygon, people and hectares."""

    code: str
    name: str
    district_code: str
    district: str
    latitude: float
    longitude: float
    persons: int
    hectares: int

    @property
    def rural(self) -> bool:
        """Whether few people live on much land."""
        return self.persons / max(self.hectares, 1) < RURAL_BELOW


@cache
def small_areas() -> tuple[SmallArea, ...]:
    """All 1,065 of Kent and Medway."""
    path = files("constabulary.casework.demo") / "data" / "kent-small-areas-2011.csv"
    rows = csv.DictReader(path.read_text("utf-8").splitlines())
    return tuple(
        SmallArea(
            code=row["code"], name=row["name"], district_code=row["district_code"], district=row["district"],
            latitude=float(row["latitude"]), longitude=float(row["longitude"]), persons=int(row["persons"]),
            hectares=int(row["hectares"]),
        )
        for row in rows
    )  # fmt: skip


@cache
def districts() -> tuple[tuple[str, str], ...]:
    """Code and name of each district, in order of code."""
    return tuple(sorted({(one.district_code, one.district) for one in small_areas()}))


@cache
def areas_of(district: str) -> tuple[tuple[SmallArea, ...], tuple[int, ...]]:
    """The small areas of a district (by code), and their people added up one after the other."""
    found = tuple(one for one in small_areas() if one.district_code == district)
    return found, tuple(accumulate(one.persons for one in found))


def persons_in(district: str) -> int:
    """How many people live in a district."""
    return areas_of(district)[1][-1]


def invent_place(chance: Random, district: str, district_row: int, *, shop: bool = False) -> PlaceDetails:
    """An address in a district: an invented street near the middle of a real small area."""
    found, added = areas_of(district)
    area = chance.choices(found, cum_weights=added)[0]
    street = f"{chance.choice(FIRST)} {chance.choice(SECOND)}"
    line = f"{chance.randrange(1, 160)} {street}"
    sector = (sum(map(ord, area.code)) % 89) + 10
    return PlaceDetails(
        line=f"{chance.choice(SHOPS)}, {line}" if shop else line,
        locality=area.name.rsplit(" ", 1)[0],
        postcode=f"ZZ{sector} {chance.randrange(10)}{chance.choice(LETTERS)}{chance.choice(LETTERS)}",
        latitude=round(area.latitude + chance.uniform(-JITTER, JITTER), 5),
        longitude=round(area.longitude + chance.uniform(-JITTER, JITTER), 5),
        lsoa=area.code,
        rural=area.rural,
        district_id=district_row,
    )
