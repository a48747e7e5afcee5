"""The recording decision, and the offences it chooses from."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.incidents.closing import ENDS_WITH_INCIDENT, preview_finishing
from constabulary.casework.reading import open_incident
from constabulary.casework.recording.conduct import open_conduct
from constabulary.casework.recording.crimes import listed_flags
from constabulary.casework.recording.decision import decide_recording
from constabulary.casework.rulebooks import read_rulebook
from constabulary.policing.contact.channels import CallerRole
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.incidents.roles import INCIDENT_ROLES
from constabulary.policing.recording.decision import QUESTIONS, Step
from constabulary.policing.recording.flags import FlagFacts, propose_flags
from constabulary.policing.recording.rape_reports import words_of_rape
from constabulary.records.queries.officers import names_of
from constabulary.standards.offence_search import find_offences
from constabulary.standards.offences import offences_by_key
from constabulary.standards.recording import SAYS_RAPE_WORDS
from constabulary.standards.rulebook import Moments
from constabulary.web import unsent
from constabulary.web.pages import go_to, page, plain, render
from constabulary.web.reasons import sentence_of
from constabulary.web.recording.forms import RecordingForm


@page(
    "record_crime",
    "incidents/<str:reference>/record",
    title="Record a crime",
    permission=Permission.RECORD_CRIME,
    methods=("GET", "POST"),
)
def record(request: Any, reference: str) -> HttpResponse:
    """The chart and the crime's particulars on one page; nothing that the incident has is keyed again."""
    at = now()
    opened = open_incident(reference=reference, purpose="Deciding on recording", by=request.officer, at=at)
    preview = preview_finishing(incident=opened.incident.id, at=at)
    before = open_conduct(incident=opened.incident.id, by=request.officer, at=at)
    conduct = [
        (one.reference, f"{one.reference} {one.title}, last on {one.last_on:%-d %B %Y}: add this to it")
        for one in before
    ]
    victims = [
        (one.reference, f"{one.name} ({INCIDENT_ROLES.get(one.role, one.role).lower()})")
        for one in opened.people
        if one.role != "suspect"
    ]
    named = [one.reference for one in opened.people if one.role == CallerRole.VICTIM]
    # Whom a school rings about is the victim, and not the school. Where whoever rings for a shop says that they are the
    # victim, the shop is of what is stolen and they are where they are struck: nothing is put first, so that somebody says.
    either = (
        bool(opened.incident.organisation)
        and opened.contact is not None
        and (len(named) == 1 and opened.contact.caller_role == CallerRole.VICTIM)
    )
    data = request.POST if request.method == "POST" else unsent.draft_of(request.officer, "record_crime", reference)
    called_for = propose_flags(
        FlagFacts(
            offence=offences_by_key().get(request.POST.get("offence", "")),
            qualifiers=frozenset(opened.incident.qualifiers),
            domestic_abuse=opened.incident.domestic_abuse,
        ),
        listed_flags(at),
    )
    rulebook = read_rulebook(Moments(report=opened.incident.reported_at, decision=at))
    account = opened.contact.account if opened.contact else ""
    said_of_rape = words_of_rape(f"{opened.incident.summary} {account}", rulebook[SAYS_RAPE_WORDS].value)
    initial = {
        # What was put under a code of rape once is still reported as one.
        "rape_reported": bool(said_of_rape) or any(one.incident_code for one in opened.decisions),
        "victim": "" if either else _put_first(victims, named, called_for=opened.incident.organisation),
        "victim_organisation": "" if named else opened.incident.organisation,
        "victim_organisation_kind": opened.incident.organisation_kind,
        "category": opened.incident.category,
        "finished": "no" if preview.stays_open else "yes",
        "flags": [flag.value for flag, _ in called_for],
    }
    form = RecordingForm(
        data, victims=victims, conduct=conduct, at=at, called_for=opened.incident.organisation, initial=initial
    )
    found = find_offences(form.data.get("offence_words", ""), on=at)
    if request.method == "POST":
        unsent.keep(request, "record_crime", reference)
        if "search" not in request.POST and form.is_valid():
            try:
                done = decide_recording(
                    incident=opened.incident.id,
                    answers=form.answers(),
                    facts=form.facts(),
                    crime=form.crime(),
                    rationale=form.cleaned_data["rationale"],
                    late_rationale=form.cleaned_data["late_rationale"],
                    no_rape_because=form.cleaned_data["no_rape_because"],
                    closing_category=form.cleaned_data["category"],
                    finishing=form.finishing(),
                    by=request.officer,
                    at=now(),
                )
            except NotAllowed as refusal:
                form.refuse(refusal)
            else:
                unsent.drop(request.officer, "record_crime", reference)
                if done.crime:
                    made = "conduct-joined" if done.joined else "crime-recorded"
                    notice = made if done.closed else f"{made}-open"
                    return go_to("crime", reference=done.crime, done=notice)
                return go_to(
                    "incident", reference=reference, done="not-recorded" if done.closed else "not-recorded-open"
                )
    searching = request.method == "GET" or "search" in request.POST
    return render(
        request,
        "recording/record.html",
        {
            "opened": opened,
            "form": form,
            "found": found,
            "questions": QUESTIONS,
            "said_of_rape": said_of_rape,
            "steps": list(Step),
            "searching": searching,
            "called_for": called_for,
            "preview": preview,
            "either": either,
            "before": before,
            "still_due": [one for one in opened.duties if one.kind in ENDS_WITH_INCIDENT and one.crime_id is None],
            "names": names_of({officer for one in opened.decisions for officer in one.officers}),
            "sentence_of": sentence_of,
            "suspects": [one.name for one in opened.people if one.role == "suspect"],
        },
        status=200 if searching else 422,
        title=f"Record a crime from {reference}",
    )


def _put_first(people: list[tuple[str, str]], named: list[str], *, called_for: str) -> str:
    """Who is put first as the victim, or as whoever speaks for the organisation that is; nobody where it is not plain.

    A witness or somebody's mother who rings is not the victim: chosen for them by the page, they would be written to as one.
    """
    if len(named) == 1:
        return named[0]
    return people[0][0] if called_for and people and not named else ""


@page("find_offences", "offences", title="Offences", permission=Permission.SEE_STANDARDS)
def offences(request: Any) -> HttpResponse:
    """Offences that match the words; as a part of a page while someone types."""
    words = request.GET.get("offence_words", "") or request.GET.get("words", "")
    found = find_offences(words, on=now())
    template = "recording/_offences.html" if plain(request) else "recording/offences.html"
    return render(request, template, {"found": found, "words": words, "chosen": ""})
