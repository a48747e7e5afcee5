"""Erasing what the entries of a journey say, on a legal basis; the entries stay, and the chain still verifies."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.erasure import erase_payloads
from constabulary.casework.reading import open_journey
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.journal.erasure import Erasure, LegalBasis
from constabulary.web.forming import PageForm, any_of, one_of, tick, words
from constabulary.web.pages import go_to, page, render
from constabulary.web.templating import moment


class ErasureForm(PageForm):
    """Which entries, on which basis, decided by whom and why."""

    entries = any_of("Entries whose content is erased", [])
    basis = one_of("On which basis", [(one.value, one.label) for one in LegalBasis])
    decided_by = words("Who decided it, and the reference of their decision")
    reason = words("Why", hint="It stands in the journal. Do not repeat here what is to be erased.", rows=3)
    needed_as_evidence = tick("It is needed as evidence")

    def __init__(self, *args: Any, entries: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("entries", entries)

    def erasure(self) -> Erasure:
        """What is to be erased, as the act takes it."""
        data = self.cleaned_data
        return Erasure(
            entries=tuple(int(one) for one in data["entries"]),
            basis=LegalBasis(data["basis"]),
            decided_by=data["decided_by"],
            reason=data["reason"],
            needed_as_evidence=data["needed_as_evidence"],
        )


@page(
    "erase_journey", "journeys/<str:reference>/erase", title="Erase what entries say", permission=Permission.ERASE,
    methods=("GET", "POST"),
)  # fmt: skip
def erase(request: Any, reference: str) -> HttpResponse:
    """The entries of a journey that say something, as far as whoever asks may see them; those chosen are emptied."""
    opened = open_journey(reference=reference, purpose="Erasing journal content", by=request.officer, at=now())
    entries = [
        (str(one.id), f"{moment(one.happened_at)}: {one.kind.sentence}")
        for one in opened.entries
        if one.changes or one.reason
    ]
    form = ErasureForm(request.POST or None, entries=entries)
    if request.method == "POST" and form.is_valid():
        try:
            erase_payloads(erasure=form.erasure(), by=request.officer, at=now())
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return go_to("journey", reference=reference, done="content-erased")
    return render(
        request, "journal/erase.html", {"form": form, "reference": reference, "entries": entries},
        status=422 if form.errors else 200, title=f"Erase what entries of {reference} say",
    )  # fmt: skip
