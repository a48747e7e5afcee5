"""What a victim wrote, why they are not told, what they want at court; and writing to them, shown before it goes."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.rulebooks import read_rulebook
from constabulary.casework.victims.court import note_special_measures, offer_statement
from constabulary.casework.victims.incoming import record_incoming
from constabulary.casework.victims.letters import preview_to_victim, write_to_victim
from constabulary.casework.victims.reading import OpenedVictim, open_victim
from constabulary.casework.victims.telling import rule_telling_unsafe
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.protection.safe_route import WAY_TITLES
from constabulary.policing.victims.contact import OCCASION_TITLES, Occasion
from constabulary.standards.messages import MESSAGE_TEMPLATES, MessageTemplate
from constabulary.standards.rulebook import Moments
from constabulary.web.pages import go_to, page, render
from constabulary.web.recording.crime_pages import crime_act_page
from constabulary.web.victims.told_forms import IncomingForm, LetterForm, MeasuresForm, OfferForm, RulingForm

BOTH = ("GET", "POST")


@page(
    "victim_wrote", "crimes/<crime:reference>/victim/wrote", title="Keep what the victim wrote",
    permission=Permission.UPDATE_VICTIM, methods=BOTH,
)  # fmt: skip
def wrote(request: Any, reference: str) -> HttpResponse:
    """A message of the victim, word for word; it changes nobody's position."""
    return crime_act_page(
        request,
        reference,
        make_form=lambda data, _: IncomingForm(data),
        carry_out=lambda form, opened: record_incoming(
            crime=opened.crime.id, details=form.details(), by=request.officer, at=now()
        ),
        done="victim-wrote",
        then="crime_victim",
        template="victims/wrote.html",
        opening=open_victim,
    )


@page(
    "victim_not_told", "crimes/<crime:reference>/victim/not-told", title="The victim cannot safely be told",
    permission=Permission.WORK_VULNERABILITY_DESK, methods=BOTH,
)  # fmt: skip
def not_told(request: Any, reference: str) -> HttpResponse:
    """Safeguarding decides that the victim is not told of the outcome, and when somebody looks again."""
    return crime_act_page(
        request,
        reference,
        make_form=lambda data, _: RulingForm(data),
        carry_out=lambda form, opened: rule_telling_unsafe(
            crime=opened.crime.id, details=form.details(), by=request.officer, at=now()
        ),
        done="victim-not-told",
        then="crime_victim",
        template="victims/contact.html",
        context={"ways": WAY_TITLES},
        opening=open_victim,
    )


@page(
    "offer_statement", "crimes/<crime:reference>/victim/statement", title="Offer a personal statement",
    permission=Permission.UPDATE_VICTIM, methods=BOTH,
)  # fmt: skip
def statement(request: Any, reference: str) -> HttpResponse:
    """The victim personal statement: offered, and what became of it."""
    return crime_act_page(
        request,
        reference,
        make_form=lambda data, _: OfferForm(data, initial={"at_court": "not_said"}),
        carry_out=lambda form, opened: offer_statement(
            crime=opened.crime.id, details=form.details(), by=request.officer, at=now()
        ),
        done="statement-offered",
        then="crime_victim",
    )


def _as_it_stands(opened: OpenedVictim) -> dict[str, Any]:
    """What the latest step holds, so that nothing is keyed again."""
    last = opened.measures[0] if opened.measures else None
    if last is None:
        return {"step": "asked"}
    return {"grounds": last.grounds, "quality": last.quality, "measures": last.measures, "wishes": last.wishes}


@page(
    "special_measures", "crimes/<crime:reference>/victim/special-measures", title="Special measures",
    permission=Permission.UPDATE_VICTIM, methods=BOTH,
)  # fmt: skip
def special_measures(request: Any, reference: str) -> HttpResponse:
    """What the victim wants at court, what was applied for, what the court said."""
    return crime_act_page(
        request,
        reference,
        make_form=lambda data, opened: MeasuresForm(data, initial=_as_it_stands(opened)),
        carry_out=lambda form, opened: note_special_measures(
            crime=opened.crime.id, details=form.details(), by=request.officer, at=now()
        ),
        done="measures-noted",
        then="crime_victim",
        opening=open_victim,
    )


def _templates_for(opened: OpenedVictim) -> dict[str, MessageTemplate]:
    """The messages that may go by the way agreed, those about a crime first."""
    way = opened.route.way if opened.route else ""
    names_police = opened.route.may_name_police if opened.route else False
    found = [
        one
        for one in read_rulebook(Moments(decision=now()))[MESSAGE_TEMPLATES].value
        if way in one.ways and (names_police or not one.names_police)
    ]
    return {one.code: one for one in sorted(found, key=lambda one: not one.occasion)}


@page(
    "write_to_victim", "crimes/<crime:reference>/victim/write", title="Write to the victim",
    permission=Permission.UPDATE_VICTIM, methods=BOTH,
)  # fmt: skip
def writing(request: Any, reference: str) -> HttpResponse:
    """Choose the words, see exactly what would go, by which way, where and when; then put it in the outbox."""
    opened = open_victim(
        reference=reference, purpose="Writing to the victim", by=request.officer, at=now(), names_changes=True
    )
    templates = _templates_for(opened)
    chosen = templates.get(request.GET.get("message", "")) or next(iter(templates.values()), None)
    form, shown, crime = None, None, opened.crime.id
    if chosen is not None and opened.crime.victim_id is not None:
        form = LetterForm(request.POST or None, template=chosen, reference=opened.crime.reference)
        if request.method == "POST" and form.is_valid():
            shown = preview_to_victim(crime=crime, template=chosen, filled=form.filled(), at=now())
            if request.POST.get("step") == "send":
                try:
                    write_to_victim(
                        crime=crime, template=chosen.code, filled=form.filled(), by=request.officer, at=now()
                    )
                except NotAllowed as refusal:
                    form.refuse(refusal)
                else:
                    return go_to("crime_victim", reference=reference, done="message-queued")
            elif shown.reasons:
                form.refuse(NotAllowed(list(shown.reasons)))
    return render(
        request,
        "victims/write.html",
        {
            "opened": opened, "form": form, "templates": templates, "chosen": chosen, "shown": shown,
            "ways": WAY_TITLES, "occasions": OCCASION_TITLES,
            "untold": opened.changes if chosen is not None and chosen.occasion == Occasion.CHANGE else (),
        },
        status=422 if form is not None and form.errors else 200,
        title=f"Write to {opened.crime.victim}",
    )  # fmt: skip
