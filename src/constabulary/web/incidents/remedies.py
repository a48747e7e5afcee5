"""Where a refusal names an act, the page on which it is done, or on which whoever may not do it passes it on."""

from collections.abc import Mapping

from django.urls import reverse

from constabulary.access.officers import Officer, may
from constabulary.policing.decisions import Reasons
from constabulary.standards.values import value
from constabulary.web.pages import PAGES

#: By reason: pages of the incident with their words, the first that the reader may open counts.
REMEDIES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "closing.decide-recording-first": (
        ("record_crime", "Decide on recording"),
        ("incident_handoff", "Hand to the IMU, who decide on recording"),
    ),
    "closing.thrive-first": (("incident_thrive", "Ask THRIVE again"),),
    "closing.thrive-unfinished": (("incident_thrive", "Finish THRIVE"),),
    "closing.handed-over": (("incident", "See who it was handed to"),),
    "closing.awaits-attendance": (("incident", "See the incident and its units"),),
    "closing.units-out": (("incident", "See the incident and its units"),),
}


@value
class Remedy:
    """What to do first: its words and the address of its page."""

    words: str
    address: str


def remedies_for(officer: Officer, reasons: Reasons, reference: str) -> tuple[Remedy, ...]:
    """What this officer can do about these reasons, each once, in their order."""
    found: dict[str, Remedy] = {}
    for reason in reasons:
        for name, words in REMEDIES.get(reason.code, ()):
            permission = PAGES[name].permission
            if permission is not None and may(officer, permission):
                address = reverse(name, kwargs={"reference": reference})
                suffix = "?to=imu" if name == "incident_handoff" else ""
                found.setdefault(name, Remedy(words=words, address=f"{address}{suffix}"))
                break
    return tuple(found.values())
