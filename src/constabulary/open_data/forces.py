"""What each publisher calls a force, brought to one short name: the one data.police.uk has in its file names."""

import re

#: Names that their words alone would not bring together.
OTHER_NAMES = {
    "london-city-of": "city-of-london",
    "metropolitan-service": "metropolitan",
    "btp": "british-transport",
    "devon-cornwall": "devon-and-cornwall",
}
#: Words that belong to the office, not to the place.
OFFICES = re.compile(r"\b(police service|police|constabulary|service|force area)\b")


def slug_of(name: str) -> str:
    """The short name of a force: 'Avon & Somerset Constabulary' and 'Avon and Somerset' are avon-and-somerset."""
    plain = OFFICES.sub(" ", name.casefold().replace("&", " and "))
    slug = "-".join(re.findall(r"[a-z0-9]+", plain))
    return OTHER_NAMES.get(slug, slug)


def name_of(slug: str) -> str:
    """A short name as people write it: City of London, Avon and Somerset, Dyfed-Powys."""
    if slug == "dyfed-powys":
        return "Dyfed-Powys"
    if slug == "british-transport":
        return "British Transport Police"
    return " ".join(word if word in {"and", "of"} else word.capitalize() for word in slug.split("-"))
