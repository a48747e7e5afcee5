"""Exporting records as tables of approved columns."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.exporting.records import export_records
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.exports import EXPORTS, ExportFormat, ExportKind
from constabulary.records.queries.exports import exports_made
from constabulary.records.queries.officers import names_of
from constabulary.web.forming import DayField, PageForm, one_of, words
from constabulary.web.pages import page, render

FORMATS = [("xlsx", "Excel (XLSX)"), ("ods", "OpenDocument (ODS)"), ("csv", "CSV")]


class ExportForm(PageForm):
    """What is exported, of which days, as what, and what for."""

    kind = one_of("What?", [(kind.value, f"{card.title}: {card.about}") for kind, card in EXPORTS.items()])
    from_on = DayField(label="First day", required=True)
    until_on = DayField(label="Last day", required=True)
    file_format = one_of("As", FORMATS)
    purpose = words("What is it for, and who gets it?", rows=2)


@page("exports", "exports", title="Exports", permission=Permission.EXPORT, methods=("GET", "POST"))
def exports(request: Any) -> HttpResponse:
    """Export records: approved columns only, journalled with what it is for."""
    form = ExportForm(request.POST or None, initial={"file_format": "xlsx", "kind": "crimes"})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = export_records(
                kind=ExportKind(data["kind"]),
                file_format=ExportFormat(data["file_format"]),
                from_on=data["from_on"],
                until_on=data["until_on"],
                purpose=data["purpose"],
                by=request.officer,
                at=now(),
            )
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            answer = HttpResponse(made.content, content_type=made.media)
            answer["Content-Disposition"] = f'attachment; filename="{made.name}"'
            answer["Cache-Control"] = "no-store"
            return answer
    found = exports_made()
    return render(
        request, "exports/exports.html",
        {"form": form, "cards": EXPORTS, "made": found, "names": names_of({one.exported_by for one in found})},
        status=422 if form.errors else 200,
    )  # fmt: skip
