"""The template environment: where templates lie and what they may call."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from itertools import groupby
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.urls import reverse
from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader
from jinja2.loaders import ChoiceLoader, FileSystemLoader
from jinja2.utils import missing

from constabulary.casework.clock import now
from constabulary.policing.desks import DESK_TITLES
from constabulary.policing.duties.catalogue import CATALOGUE as DUTY_CATALOGUE
from constabulary.policing.outcomes.check import RULES
from constabulary.policing.outcomes.preconditions import Kind, read_day
from constabulary.policing.protection.safe_route import WAY_TITLES, Hours
from constabulary.simulation.model.marks import tell_ground
from constabulary.standards.calendar import LONDON, local_day
from constabulary.standards.incident_categories import category_title
from constabulary.standards.reading import packaged_standards
from constabulary.web.calling import DirectContext
from constabulary.web.drawing_fields import drawer
from constabulary.web.durations import ago, days_left, in_words
from constabulary.web.escaping import PlainPieces

#: Written out: the formatting of the language asks the system for each, and a list of fifty lines has a hundred moments.
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
RISK_WORDS = ("Routine", "Urgent", "Vulnerable", "Safeguarding")


class StrictName(ChainableUndefined):
    """An unknown name is an error; a missing member is nothing, as the GOV.UK macros expect of their parameters."""

    def _fail(self, *_arguments: Any, **_options: Any) -> Any:
        if self._undefined_obj is missing and self._undefined_name not in {"caller", "undefined"}:
            self._fail_with_undefined_error()
        return None

    def __bool__(self) -> bool:
        self._fail()
        return False

    def __str__(self) -> str:
        self._fail()
        return ""

    def __iter__(self) -> Any:
        self._fail()
        return iter(())


def environment(**options: Any) -> Environment:
    """A strict Jinja environment: an unknown name is an error, everything is escaped."""
    options["loader"] = ChoiceLoader(
        [
            FileSystemLoader(options["loader"].searchpath),
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]
    )
    made = Environment(
        **{
            **options,
            "undefined": StrictName,
            "trim_blocks": True,
            "lstrip_blocks": True,
            "auto_reload": False,
        }
    )
    made.context_class = DirectContext
    made.code_generator_class = PlainPieces
    made.globals.update(
        url=url, static=cache(staticfiles_storage.url), drawn=drawer(made), risk_words=RISK_WORDS,
        way_titles=WAY_TITLES, desk_titles=DESK_TITLES, demo_clock=settings.CLOCK_OFFSET,
        duty_titles={kind: card.title for kind, card in DUTY_CATALOGUE.items()},
    )  # fmt: skip
    made.filters.update(
        moment=moment, day=day, clock=clock, ago=ago, duration=in_words, days_left=days_left, category=category_title, percent=percent, against_expected=against_expected,
        listed=listed, sentence=sentence, ordinal=ordinal, counted=counted, ratio=ratio, local_day=local_day, groupby_run=runs_of_a_stage,
        rule_title=rule_title, stated=stated, hours=hours, ground=tell_ground,
    )  # fmt: skip
    return made


@lru_cache(maxsize=8192)
def _address(page: str, given: tuple[Any, ...], named: tuple[tuple[str, Any], ...]) -> str:
    return reverse(page, args=given or None, kwargs=dict(named) or None)


def url(page: str, *, args: Iterable[Any] = (), kwargs: Mapping[str, Any] | None = None) -> str:
    """The address of a page; kept, because a worklist names the same few pages again and again."""
    return _address(page, tuple(args), tuple(kwargs.items()) if kwargs else ())


def hours(route: Any) -> str:
    """The hours in which somebody can be reached by a route, in words; empty where the route has none."""
    if route.from_time is None or route.until_time is None:
        return ""
    return Hours(from_time=route.from_time, until_time=route.until_time).words


def moment(value: datetime | None) -> str:
    """A moment in London, for example 23 November 2026 at 14:05."""
    if value is None:
        return ""
    local = value.astimezone(LONDON)
    return f"{local.day} {MONTHS[local.month - 1]} {local.year} at {local.hour:02d}:{local.minute:02d}"


def day(value: date | datetime | None) -> str:
    """A day, for example 23 November 2026."""
    if value is None:
        return ""
    local = value.astimezone(LONDON) if isinstance(value, datetime) else value
    return f"{local.day} {MONTHS[local.month - 1]} {local.year}"


def clock(value: datetime | None) -> str:
    """A time of day with its day, short: 23 Nov 14:05; of another year, 23 Nov 2024 14:05."""
    if value is None:
        return ""
    local = value.astimezone(LONDON)
    year = "" if local.year == local_day(now()).year else f" {local.year}"
    return f"{local.day} {MONTHS[local.month - 1][:3]}{year} {local.hour:02d}:{local.minute:02d}"


def percent(share: float | None, places: int = 1) -> str:
    """A share as a percentage; a dash where there is none. Never all or none where it is not quite."""
    if share is None:
        return "–"
    least = 10**-places
    if 0 < share < 1 and not least / 2 <= 100 * share < 100 - least / 2:
        return f"under {least:.{places}f} %" if share < 1 / 2 else f"over {100 - least:.{places}f} %"
    return f"{100 * share:.{places}f} %"


def against_expected(figure: float) -> str:
    """A ratio to what was expected in plain words: 1.089 is 8.9 % more."""
    away = round(100 * (figure - 1), 1)
    return f"{abs(away):.1f} % {'more' if away > 0 else 'fewer'}" if away else "as many"


def listed(things: Iterable[str]) -> str:
    """Things in a sentence: a, b and c."""
    found = list(things)
    return f"{', '.join(found[:-1])} and {found[-1]}" if len(found) > 1 else "".join(found)


def sentence(code: str) -> str:
    """A code as words: crime_related_incident becomes 'Crime related incident'."""
    words = code.replace("_", " ").replace("-", " ")
    return words[:1].upper() + words[1:]


def rule_title(key: str) -> str:
    """The title of the rule that set a clock; its last word where there is no such rule any more."""
    editions = packaged_standards().get(key, ())
    return next((one.title for one in reversed(editions) if one.title), sentence(key.rsplit(".", 1)[-1]))


@lru_cache(maxsize=1)
def _headings() -> dict[str, Any]:
    return {one.heading.code: one.heading for rule in RULES.values() for one in (*rule.stated, *rule.by_approver)}


def stated(said: str, code: str) -> str:
    """What was stated under a heading of an outcome, in words: a choice by its title, a day as people write it."""
    heading = _headings().get(code)
    if said == "yes":
        return "Yes"
    if heading is not None and heading.kind is Kind.DAY:
        return day(read_day(said)) or said
    return str(heading.choices.get(said, said)) if heading is not None else said


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th, 21st."""
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def counted(number: float) -> str:
    """A count with its thousands: 199,963."""
    return f"{number:,.0f}"


def ratio(figure: float | None) -> str:
    """A ratio to three places; a dash where there is none."""
    return "–" if figure is None else f"{figure:.3f}"


def runs_of_a_stage(moments: Iterable[Any]) -> list[list[Any]]:
    """Moments of a journey in order, parted where the stage changes."""
    return [list(run) for _, run in groupby(moments, key=lambda one: one.stage)]
