"""Every page of the register as addresses to ask for: each identifier in it found by the part that comes before it."""

import re
from collections.abc import Iterator
from urllib.parse import quote

from constabulary.web import urls
from constabulary.web.pages import PAGES, Page

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")

#: Parameters that name no record of a person, each with an example and the reason.
OPEN = {
    "drafts": ("take_call", "a form's name; a draft is shown to nobody but its holder"),
    "officers": ("D07", "an officer's number: for the administrator, who sees no record of a person"),
    "districts": ("E1", "a district: about the force"),
    "improvements": ("AFI-1", "an area for improvement: about the force"),
    "review": ("1", "a review of an area for improvement: about the force"),
    "measures": ("recorded_within_24_hours", "a measure: counts"),
    "practice": ("child-at-the-window", "a practice call: fiction"),
    "published": ("KENT-2018-19", "an inspection as published: about a force"),
    "propose": ("16", "an outcome type of the national list"),
    "queues": ("imu.allocate", "a queue: counts"),
    "teams": ("1", "a team; of its crimes only those are shown that whoever asks may see"),
    "supervision": ("no-plan", "one of the nine lists of supervision"),
    "absences": ("1", "an officer's absence: shown to those who plan for them"),
    "handovers": ("1", "a hand-over of a shift: acknowledged without being shown; another team's is not there"),
    "protected": ("1", "a time that is kept free for an officer"),
    "moved": ("1", "two ways between which a day's crimes moved: counts"),
    "ways-out": ("16", "a way out of the work: counts"),
    "scenarios": ("1", "a scenario: assumptions and counts"),
    "plans": ("1", "a recovery plan: figures that were simulated and counts of weeks"),
    "runs": ("1", "a run of a scenario: figures that were simulated"),
    "alarms": ("1", "an alarm of a queue: counts"),
    "imports": ("1", "an imported file: published data"),
    "taking-over": ("1", "a system that is left: counts; what is of records is shown to those who may see them"),
    "standards": ("recording.deadline", "a rule"),
    "lists": ("outcomes", "a list of codes"),
    "aids": ("grade", "a decision aid: counts, and who accepted it"),
    "emergency-openings": ("1", "an emergency opening: to be reviewed by those who do not see the record"),
}


def pages() -> list[Page]:
    """Every declared page."""
    assert urls.urlpatterns
    return list(PAGES.values())


def segments_of(page: Page) -> list[str]:
    """For each identifier in a page's address, the part that comes before it."""
    parts = page.address.split("/")
    return [parts[place - 1] for place, part in enumerate(parts) if PARAMETER.search(part)]


def address_of(page: Page, known: dict[str, str]) -> str:
    """The page's address with these identifiers, and the open examples for the rest."""
    parts = page.address.split("/")
    made = []
    for place, part in enumerate(parts):
        if PARAMETER.search(part):
            before = parts[place - 1]
            example = OPEN[before][0] if before in OPEN else "999999989"
            made.append(quote(known.get(before, example), safe="/"))
        else:
            made.append(part)
    return "/" + "/".join(made)


def names_a_record(page: Page) -> bool:
    """Whether the address names a record that somebody may be kept from."""
    return any(segment not in OPEN for segment in segments_of(page))


def asked_for(page: Page) -> Iterator[str]:
    """The methods to try."""
    yield from page.methods
