"""The rule book: all of it by topic, one standard, one list, and the force's own values."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.local_standards import set_local_standards
from constabulary.casework.reading import NoSuchRecord
from constabulary.records.queries.force import standards_overlay
from constabulary.standards.calendar import local_day
from constabulary.standards.lists import holds_on
from constabulary.standards.overlay import read_overlay
from constabulary.standards.reading import Editions, StandardsError, packaged_standards
from constabulary.standards.topics import TOPICS, lists_by_name, topic_of
from constabulary.web import unsent
from constabulary.web.pages import go_to, page, render
from constabulary.web.standards.forms import LocalStandardsForm
from constabulary.web.standards.showing import show_standard, show_topic

#: A list longer than this is searched, not shown whole.
MOST_ENTRIES = 200


def _local() -> tuple[Editions, str]:
    """The force's own standards, or none and the sentence that says why they cannot be read."""
    try:
        return read_overlay(standards_overlay()), ""
    except StandardsError as error:
        return {}, str(error)


@page("standards", "standards", title="Standards", permission=Permission.SEE_STANDARDS)
def standards(request: Any) -> HttpResponse:
    """Every standard by topic, with edition, dates, source and mark, and the force's own value beside ours."""
    today = local_day(now())
    overlay, unreadable = _local()
    topics = [(topic, show_topic(topic, overlay, on=today)) for topic in TOPICS]
    return render(request, "standards/standards.html", {"topics": topics, "unreadable": unreadable})


@page(
    "local_standards",
    "standards/local",
    title="The force's own standards",
    permission=Permission.ADMINISTER,
    methods=("GET", "POST"),
)
def local_standards(request: Any) -> HttpResponse:
    """The force's own values as text: read, refused beside the field, or stored."""
    stored = standards_overlay()
    data = request.POST if request.method == "POST" else unsent.draft_of(request.officer, "local_standards")
    form = LocalStandardsForm(data, initial={"overlay": stored})
    if request.method == "POST":
        unsent.keep(request, "local_standards")
        if form.is_valid():
            try:
                overlay = set_local_standards(text=form.text(), by=request.officer, at=now())
            except StandardsError as refusal:
                form.add_error("overlay", str(refusal))
            else:
                unsent.drop(request.officer, "local_standards")
                return go_to("standards", done="local-standards-set" if overlay else "local-standards-cleared")
    return render(request, "standards/local.html", {"form": form}, status=422 if request.method == "POST" else 200)


@page("standard", "standards/<str:key>", title="Standard", permission=Permission.SEE_STANDARDS)
def standard(request: Any, key: str) -> HttpResponse:
    """One standard: every edition of ours and of the force's."""
    if key not in packaged_standards():
        raise NoSuchRecord(key)
    one = show_standard(key, _local()[0], on=local_day(now()))
    return render(request, "standards/standard.html", {"one": one, "topic": topic_of(key)}, title=one.title)


def about(entry: Any) -> tuple[str, ...]:
    """What more a list says of an entry: what must be shown, the rule, a note; nothing where it says no more."""
    lines = (*getattr(entry, "basis", ()), getattr(entry, "rule", ""), getattr(entry, "note", ""))
    return tuple(line for line in lines if line)


@page("standards_list", "standards/lists/<str:name>", title="List", permission=Permission.SEE_STANDARDS)
def one_list(request: Any, name: str) -> HttpResponse:
    """One list with the days on which each entry is offered; a very long one is searched instead."""
    if name not in lists_by_name():
        raise NoSuchRecord(name)
    found = lists_by_name()[name]
    today = local_day(now())
    entries = [
        {
            "code": found.code_of(entry),
            "title": found.title_of(entry),
            "about": about(entry),
            "valid_from": entry.valid_from,
            "valid_to": entry.valid_to,
            "confidence": entry.confidence,
            "offered": holds_on(entry, today),
        }
        for entry in found.entries
    ]
    shown = entries if len(entries) <= MOST_ENTRIES else []
    return render(
        request,
        "standards/list.html",
        {"found": found, "entries": shown, "count": len(entries)},
        title=found.title,
    )
