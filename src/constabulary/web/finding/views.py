"""The box in the header. It leads to a page, which journals what it shows; by itself it shows nothing of any record."""

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from constabulary.access.officers import may
from constabulary.access.permissions import Permission
from constabulary.casework.searching import FEWEST_DIGITS
from constabulary.records.queries.references import is_visible, references_of_number
from constabulary.records.queries.takeover import OldReference, records_of_old_reference
from constabulary.standards.references import REFERENCES, read_references
from constabulary.web.pages import PAGES, go_to, page, render
from constabulary.web.people.asking import LONGEST, asked_in_words

#: The number that every reference is made of, alone. A telephone number begins with nought or a plus.
_NUMBER = re.compile(r"[1-9]\d{0,11}")
#: The number of a crime and its year, without the force in front: as it is said within one.
_OF_YEAR = re.compile(r"([1-9]\d{0,11})\s*/\s*(\d\d)")


@page("find", "find", title="Find a record", permission=Permission.SEE_WORKLIST)
def find(request: Any) -> HttpResponse:
    """Open the record of a reference, or look for people by the words.

    What is not there, what whoever asks may not see and what their role does not open are answered alike.
    """
    typed = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    named = read_references(typed)
    number = typed if _NUMBER.fullmatch(typed) else ""
    for kind, reference in (*named, *(references_of_number(int(number)) if number else ()), *_of_year(typed)):
        permission = PAGES[kind].permission
        if permission is not None and may(request.officer, permission) and is_visible(kind, reference):
            return go_to(kind, reference=reference)
    taken_over = [
        one
        for one in (records_of_old_reference(typed) if typed else ())
        if one.kind in PAGES and may(request.officer, PAGES[one.kind].permission or Permission.SEE_WORKLIST)
        and is_visible(one.kind, one.reference)
    ]  # fmt: skip
    if len(taken_over) == 1:
        return go_to(taken_over[0].kind, reference=taken_over[0].reference)
    if taken_over:
        return _answer(request, typed, "taken over", taken_over=taken_over)
    # A number that is no record's may still be a telephone's; a short one is not.
    if named or (number and len(number) < FEWEST_DIGITS):
        return _answer(request, typed, "absent", status=404)
    if not typed:
        return _answer(request, typed, "")
    if not may(request.officer, Permission.SEARCH_PEOPLE):
        return _answer(request, typed, "words")
    return HttpResponseRedirect(f"{reverse('people')}?{urlencode(asked_in_words(typed))}")


def _of_year(typed: str) -> list[tuple[str, str]]:
    said = _OF_YEAR.fullmatch(typed)
    found = references_of_number(int(said[1])) if said else []
    return [(kind, reference) for kind, reference in found if said and reference.endswith(f"/{said[1]}/{said[2]}")]


def _answer(
    request: Any, typed: str, answer: str, *, status: int = 200, taken_over: Sequence[OldReference] = ()
) -> HttpResponse:
    return render(
        request, "finding/find.html",
        {"typed": typed, "answer": answer, "patterns": REFERENCES.entries, "taken_over": taken_over}, status=status,
    )  # fmt: skip
