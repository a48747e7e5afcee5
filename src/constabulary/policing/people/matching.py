"""How well someone on record fits what was asked, with the reasons; never whether they are the one: a person decides.

Each asked part of the name is laid beside the part of a known name that it fits best: the same, another form of it, the
same by sound, written alike, its beginning. The dates are compared as they go wrong: the same, day and month the wrong
way round, one digit out, the year only. Address and telephone add to it. The weights are `people.search`.
"""

from collections.abc import Collection, Mapping
from datetime import date
from functools import lru_cache

from rapidfuzz.distance import OSA

from constabulary.policing.decisions import Reason, ReasonsCatalogue
from constabulary.policing.people.names import parts_of, sound_of
from constabulary.standards.dated import Confidence
from constabulary.standards.person_search import SearchWeights
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("match")
OURS = "Our own reading of how names and dates go wrong"


def _reason(code: str, sentence: str) -> Reason:
    return REASONS.add(code, sentence, source=OURS, confidence=Confidence.ASSUMPTION)


SAME_NAME = _reason("same-name", "Same name.")
SPELT_ALIKE = _reason("spelt-alike", "Name spelt alike.")
SOUNDS_ALIKE = _reason("sounds-alike", "Name sounds alike.")
OTHER_FORM = _reason("other-form", "Known by another form of the name.")
BEGINS_ALIKE = _reason("begins-alike", "Name begins with what was typed.")
WRONG_WAY_ROUND = _reason("wrong-way-round", "First and last name the other way round.")
PART_OF_NAME = _reason("part-of-name", "Part of the name.")
ALSO_KNOWN_AS = _reason("also-known-as", "Also known as this.")
SAME_BIRTH = _reason("same-birth", "Same date of birth.")
BIRTH_SWAPPED = _reason("birth-swapped", "Day and month of birth the other way round.")
BIRTH_NEAR = _reason("birth-near", "Date of birth differs in one place.")
SAME_YEAR = _reason("same-year", "Born in that year.")
YEAR_NEAR = _reason("year-near", "Born within a year of that.")
BIRTH_DIFFERS = _reason("birth-differs", "Another date of birth is on record.")
SAME_ADDRESS = _reason("same-address", "At this address.")
SAME_TELEPHONE = _reason("same-telephone", "Has this telephone number.")
LIVES_WITH = _reason("lives-with", "Lives at the same address as a strong match.")


@value
class Asked:
    """Whoever is asked for, as far as was typed."""

    given: str = ""
    family: str = ""
    born_on: date | None = None
    born_in: int | None = None
    address: bool = False
    telephone: bool = False

    @property
    def has_name(self) -> bool:
        """Whether any of the name was typed."""
        return bool(parts_of(self.given) or parts_of(self.family))


@value
class Known:
    """Someone on record: their names (given, family, whether it is another name), and what of an address or number fits."""

    names: tuple[tuple[str, str, bool], ...]
    born_on: date | None = None
    at_address: bool = False
    has_telephone: bool = False


@value
class Match:
    """How well they fit, from 0 to 1, and why."""

    score: float
    reasons: tuple[Reason, ...]


Forms = Mapping[str, Collection[str]]


def assess_match(asked: Asked, known: Known, *, forms: Forms, weights: SearchWeights) -> Match:
    """How well someone fits what was asked, and the reasons to show."""
    earned = possible = 0.0
    reasons: list[Reason] = []
    if asked.has_name:
        score, because = _best_name(asked, known, forms)
        earned, possible = earned + weights.name * score, possible + weights.name
        reasons += because
    if asked.born_on or asked.born_in:
        score, because = _birth(asked, known.born_on)
        earned, possible = earned + weights.born * score, possible + weights.born
        reasons += because
    for wanted, fits, weight, reason in (
        (asked.address, known.at_address, weights.address, SAME_ADDRESS),
        (asked.telephone, known.has_telephone, weights.telephone, SAME_TELEPHONE),
    ):
        if wanted:
            earned, possible = earned + weight * fits, possible + weight
            reasons += [reason] if fits else []
    return Match(score=round(earned / possible, 4) if possible else 0.0, reasons=tuple(reasons))


def _best_name(asked: Asked, known: Known, forms: Forms) -> tuple[float, list[Reason]]:
    best, because, is_other = 0.0, [SPELT_ALIKE], False
    for given, family, other in known.names:
        score, reasons = _name(asked, given, family, forms)
        if score > best:
            best, because, is_other = score, reasons, other
    return best, [*because, ALSO_KNOWN_AS] if is_other else because


def _name(asked: Asked, given: str, family: str, forms: Forms) -> tuple[float, list[Reason]]:
    wanted = [(part, 0) for part in parts_of(asked.given)] + [(part, 1) for part in parts_of(asked.family)]
    there = [(part, 0) for part in parts_of(given)] + [(part, 1) for part in parts_of(family)]
    pairs = sorted(
        (
            (*compare_parts(part, other, other in forms.get(part, ())), first, second)
            for first, (part, _) in enumerate(wanted)
            for second, (other, _) in enumerate(there)
        ),
        key=lambda one: (-one[0], one[2] != one[3]),
    )
    taken, used, total, turned, reasons = set[int](), set[int](), 0.0, 0, list[Reason]()
    for score, reason, first, second in pairs:
        if first in taken or second in used or score < 0.45:
            continue
        taken.add(first)
        used.add(second)
        total += score
        turned += wanted[first][1] != there[second][1]
        reasons.append(reason)
    # What was typed and is not there counts fully; what is there and was not typed, little: parts are often left out.
    whole = len(wanted) + 0.25 * max(0, len(there) - len(used))
    score = total / whole if whole else 0.0
    if turned:
        score -= 0.02
        reasons.append(WRONG_WAY_ROUND if turned == len(taken) > 1 else PART_OF_NAME)
    elif taken and (len(used) < len(there) or len(taken) < len(wanted)):
        reasons.append(PART_OF_NAME)
    return max(score, 0.0), _telling(reasons)


def _telling(reasons: list[Reason]) -> list[Reason]:
    """Each once, and that the name is the same only where nothing else is to be said."""
    found = list(dict.fromkeys(reasons))
    return found if len(found) < 2 else [one for one in found if one is not SAME_NAME]


@lru_cache(maxsize=200_000)
def compare_parts(asked: str, known: str, is_form: bool) -> tuple[float, Reason]:
    """How alike two parts of names are, and in which way."""
    if asked == known:
        return 1.0, SAME_NAME
    if is_form:
        return 0.93, OTHER_FORM
    if min(len(asked), len(known)) <= 2 and known.startswith(asked[:1]) and len(asked) == 1:
        return 0.6, BEGINS_ALIKE
    alike = spelt_alike(asked, known)
    if sound_of(asked) == sound_of(known) and asked[0] == known[0]:
        return max(0.8 + 0.18 * alike, alike), SOUNDS_ALIKE
    if sound_of(asked) == sound_of(known):
        return max(0.7 + 0.2 * alike, alike), SOUNDS_ALIKE
    if len(asked) >= 3 and (known.startswith(asked) or known.endswith(asked)):
        return max(0.82, alike), BEGINS_ALIKE if known.startswith(asked) else SPELT_ALIKE
    return alike, SPELT_ALIKE


def spelt_alike(one: str, other: str) -> float:
    """1 less the share of letters to change: left out, put in, changed, or two neighbours changed round."""
    longest = max(len(one), len(other))
    return 0.0 if abs(len(one) - len(other)) > longest * 0.5 else OSA.normalized_similarity(one, other)


def _birth(asked: Asked, known: date | None) -> tuple[float, list[Reason]]:
    if known is None:
        return 0.4, []
    if asked.born_on is None:
        return _birth_year(asked.born_in or 0, known)
    if asked.born_on == known:
        return 1.0, [SAME_BIRTH]
    if (asked.born_on.year, asked.born_on.month, asked.born_on.day) == (known.year, known.day, known.month):
        return 0.9, [BIRTH_SWAPPED]
    if _differs_in_one_place(asked.born_on, known):
        return 0.82, [BIRTH_NEAR]
    if (asked.born_on.month, asked.born_on.day) == (known.month, known.day):
        return (0.8, [YEAR_NEAR]) if abs(asked.born_on.year - known.year) == 1 else (0.6, [BIRTH_NEAR])
    if asked.born_on.year == known.year:
        return 0.45, [SAME_YEAR]
    return 0.0, [BIRTH_DIFFERS]


def _birth_year(asked: int, known: date) -> tuple[float, list[Reason]]:
    if asked == known.year:
        return 1.0, [SAME_YEAR]
    return (0.6, [YEAR_NEAR]) if abs(asked - known.year) == 1 else (0.0, [BIRTH_DIFFERS])


def _differs_in_one_place(one: date, other: date) -> bool:
    """One digit out, or two neighbours of a number changed round."""
    first, second = one.strftime("%d%m%Y"), other.strftime("%d%m%Y")
    places = [place for place in range(8) if first[place] != second[place]]
    if len(places) == 1:
        return True
    return (
        len(places) == 2
        and places[1] == places[0] + 1
        and first[places[0]] == second[places[1]]
        and first[places[1]] == second[places[0]]
    )
