"""The victim of a crime: how they are safely reached first, then what was agreed, said, needed, wanted and owed."""

from functools import partial
from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.victims.contact import agree_contact, update_victim
from constabulary.casework.victims.naming_reading import may_be_named_by
from constabulary.casework.victims.needs import assess_needs
from constabulary.casework.victims.positions import record_position
from constabulary.casework.victims.reading import PARTS, ChangeToTell, open_victim, open_victims_desk
from constabulary.casework.victims.summary import is_summary_on
from constabulary.policing.outcomes.review_requests import FOUND_TITLES
from constabulary.policing.protection.safe_route import WAY_TITLES
from constabulary.policing.victims.contact import METHOD_TITLES, OCCASION_TITLES, Occasion, Reached
from constabulary.policing.victims.incoming import CAME_BY_TITLES, MEANING_TITLES
from constabulary.policing.victims.needs import ENHANCED_TITLES, NEED_TITLES, SupportReferral
from constabulary.policing.victims.positions import RECORDED_IN_TITLES, SUPPORT_TITLES, Pressure, Support
from constabulary.records.queries.officers import names_of
from constabulary.web.lists import part_from, shown_of
from constabulary.web.pages import page, render
from constabulary.web.reasons import sentence_of
from constabulary.web.recording.crime_pages import PARTS as PARTS_OF_CRIME
from constabulary.web.recording.crime_pages import crime_act_page, render_part
from constabulary.web.templating import moment
from constabulary.web.victims.at_court import AT_COURT
from constabulary.web.victims.forms import AgreementForm, NeedsForm, PositionForm, UpdateForm

BOTH = ("GET", "POST")
TITLES = {
    "methods": METHOD_TITLES, "occasions": OCCASION_TITLES, "need_titles": NEED_TITLES,
    "enhanced_titles": ENHANCED_TITLES, "supports": SUPPORT_TITLES, "recorded": RECORDED_IN_TITLES, "ways": WAY_TITLES,
    "reached": {one.value: one.label for one in Reached}, "referrals": {one.value: one.label for one in SupportReferral},
    "found_titles": FOUND_TITLES, "sentence_of": sentence_of, "meanings": MEANING_TITLES, "came_as": CAME_BY_TITLES, **AT_COURT,
    "pressures": {one.value: one.label for one in Pressure},
}  # fmt: skip


@page("crime_victim", "crimes/<crime:reference>/victim", title="Victim", permission=Permission.UPDATE_VICTIM)
def crime_victim(request: Any, reference: str) -> HttpResponse:
    """What concerns the victim of a crime."""
    found = open_victim(reference=reference, purpose="Looking after the victim", by=request.officer, at=now())
    who = {
        *(one.agreed_by for one in found.agreements),
        *(one.updated_by for one in found.updates),
        *(one.assessed_by for one in found.needs),
        *(one.recorded_by for one in found.positions),
        *(one.recorded_by for one in found.incoming),
        *(one.ruled_by for one in found.rulings),
        *(number for one in found.reviews for number in (one.recorded_by, one.answered_by) if number is not None),
    }
    return render_part(
        request, "victims/crime_victim.html", found.opened,
        {
            "victim": found, "summary_is_on": is_summary_on(at=now()), "names": names_of(who),
            "may_name_victim": may_be_named_by(request.officer, found.crime), **TITLES,
        },
    )  # fmt: skip


@page(
    "agree_contact", "crimes/<crime:reference>/victim/contact", title="Agree contact with the victim",
    permission=Permission.UPDATE_VICTIM, methods=BOTH,
)  # fmt: skip
def agreeing(request: Any, reference: str) -> HttpResponse:
    """How and how often the victim hears."""
    return crime_act_page(
        request,
        reference,
        make_form=lambda data, opened: AgreementForm(
            data, initial={"by_safe_route": opened.crime.domestic_abuse or opened.crime.stalking}
        ),
        carry_out=lambda form, opened: agree_contact(
            crime=opened.crime.id, agreed=form.agreed(), by=request.officer, at=now()
        ),
        done="contact-agreed",
        then="crime_victim",
        template="victims/contact.html",
        context={"ways": WAY_TITLES},
        opening=open_victim,
    )


@page(
    "update_victim", "crimes/<crime:reference>/victim/update", title="Update the victim",
    permission=Permission.UPDATE_VICTIM, methods=BOTH,
)  # fmt: skip
def updating(request: Any, reference: str) -> HttpResponse:
    """An update, or an attempt; then back to the page of the crime that it was begun from."""
    back, about = request.GET.get("back", ""), request.GET.get("occasion", "")
    occasion = about if about in set(Occasion) else Occasion.AS_AGREED.value
    return crime_act_page(
        request,
        reference,
        make_form=lambda data, opened: UpdateForm(
            data, initial={"occasion": occasion, "spoken_to": "victim"},
            waiting=[(one.duty, _said_of(one)) for one in opened.changes],
        ),
        carry_out=lambda form, opened: update_victim(
            crime=opened.crime.id, update=form.update_details(), by=request.officer, at=now()
        ),
        done="victim-updated",
        then=back if back in dict(PARTS_OF_CRIME) else "crime_victim",
        template="victims/contact.html",
        context={"ways": WAY_TITLES},
        opening=partial(open_victim, names_changes=True),
    )  # fmt: skip


def _said_of(change: ChangeToTell) -> str:
    """A change that waits to be told: of whom, what and when."""
    whose = f"{change.who}: " if change.who else ""
    return f"{whose}{change.what}, {moment(change.happened_at)}"


@page(
    "assess_needs", "crimes/<crime:reference>/victim/needs", title="Assess the victim's needs",
    permission=Permission.UPDATE_VICTIM, methods=BOTH,
)  # fmt: skip
def needs(request: Any, reference: str) -> HttpResponse:
    """What the victim needs."""
    return crime_act_page(
        request,
        reference,
        make_form=lambda data, _: NeedsForm(data, initial={"support": "not_yet"}),
        carry_out=lambda form, opened: assess_needs(
            crime=opened.crime.id, needs=form.needs_details(), by=request.officer, at=now()
        ),
        done="needs-assessed",
        then="crime_victim",
    )


@page(
    "record_position", "crimes/<crime:reference>/victim/position", title="Record the victim's position",
    permission=Permission.UPDATE_VICTIM, methods=BOTH,
)  # fmt: skip
def position(request: Any, reference: str) -> HttpResponse:
    """Where the victim stands, in their own words."""
    initial = {"pressure": Pressure.NOT_ASKED.value, "recorded_in": "nothing"}
    return crime_act_page(
        request,
        reference,
        make_form=lambda data, _: PositionForm(data, initial=initial),
        carry_out=lambda form, opened: record_position(
            crime=opened.crime.id, position=form.position(), by=request.officer, at=now()
        ),
        done="position-not-able" if request.POST.get("support") == Support.DOES_NOT else "position-recorded",
        then="crime_victim",
    )


#: Each part of the desk: its heading, what its tile says, and what is said when nothing waits.
WORDS = {
    "updates": ("Updates", "updates", "Every victim has heard."),
    "needs": ("First contact, needs, agreements", "first contact, needs and agreements", "Nothing is owed."),
    "support": (
        "Support services", "support to refer to or to be accepted",
        "Every victim is referred, and every referral answered.",
    ),
    "rights": ("Rights to review", "rights to review to tell of", "No right to review waits to be told of."),
}  # fmt: skip


@page("victims", "victims", title="Victims' desk", permission=Permission.WORK_VICTIMS_DESK)
def desk(request: Any) -> HttpResponse:
    """Needs to assess, updates due, support to be accepted, rights to tell of."""
    asked = part_from(request, PARTS)
    found = open_victims_desk(
        purpose="Working the victims' desk", shown=(asked.part,) if asked.part else tuple(PARTS), most=asked.most,
        skip=asked.start, by=request.officer, at=now(),
    )  # fmt: skip
    return render(request, "victims/desk.html", {"parts": found, "words": WORDS, **shown_of(request, asked, found)})
