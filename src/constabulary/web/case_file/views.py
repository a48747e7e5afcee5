"""The case file of a crime: each suspect's checklist and decisions; the plan for the day the suspect learns."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from constabulary.access.officers import holds_authority, may
from constabulary.access.permissions import Permission
from constabulary.casework.case_file.reading import OpenedCaseFile, SuspectFile, open_case_file
from constabulary.casework.case_file.safety import plan_suspect_learns
from constabulary.casework.clock import now
from constabulary.policing.case_file.checklist import FileItem
from constabulary.policing.case_file.code_tests import CONDITIONS
from constabulary.policing.desks import Authority
from constabulary.policing.lifecycles import AT_WORK, CHARGING_REQUEST
from constabulary.records.queries.officers import names_of
from constabulary.standards.authorities import AUTHORITY_TITLES
from constabulary.web.case_file.forms import DayPlanForm
from constabulary.web.investigation.views import may_work
from constabulary.web.pages import PAGES, page
from constabulary.web.recording.crime_pages import crime_act_page, render_part
from constabulary.web.victims.at_court import AT_COURT

BOTH = ("GET", "POST")


def _where(request: Any, opened: OpenedCaseFile, file: SuspectFile, item: FileItem) -> str:
    """The address of the page on which an item is put right, where whoever reads may open it."""
    found = PAGES.get(item.page)
    if found is None or (found.permission is not None and not may(request.officer, found.permission)):
        return ""
    named: dict[str, Any] = {"reference": opened.crime.reference}
    return reverse(item.page, kwargs={**named, "suspect": file.suspect.id} if item.about_suspect else named)


#: The pages of a case file beside one another.
PARTS = (
    ("crime_case_file", "To a charge"),
    ("crime_exhibits", "Exhibits and statements"),
    ("crime_disclosure", "Unused material"),
)


@page("crime_case_file", "crimes/<crime:reference>/case-file", title="Case file", permission=Permission.SEE_CRIMES)
def case_file(request: Any, reference: str) -> HttpResponse:
    """What each suspect's file lacks and where that is put right, who may decide, and what was decided."""
    opened = open_case_file(reference=reference, purpose="Working the case file", by=request.officer, at=now())
    works = may_work(request.officer, opened.investigation) and opened.crime.state in AT_WORK
    decides = holds_authority(request.officer, Authority.SUPERVISOR) and request.officer.id != opened.work.officer
    return render_part(
        request, "case_file/case_file.html", opened,
        {
            "names": names_of(opened.officers),
            "where": {
                (file.suspect.id, item.code): _where(request, opened, file, item)
                for file in opened.files for item in file.missing
            },
            "works": works,
            "decides": decides and opened.crime.state in AT_WORK,
            "request_states": CHARGING_REQUEST.states,
            "authority_titles": AUTHORITY_TITLES,
            "conditions": CONDITIONS,
            "pages": PARTS,
            **AT_COURT,
        },
    )  # fmt: skip


@page(
    "plan_suspect_learns", "crimes/<crime:reference>/day-suspect-learns",
    title="The day the suspect learns that the case goes on", permission=Permission.INVESTIGATE, methods=BOTH,
)  # fmt: skip
def day_suspect_learns(request: Any, reference: str) -> HttpResponse:
    """How the victim is kept safe on the day the suspect learns that the case goes on without the victim."""
    return crime_act_page(
        request, reference, opening=open_case_file, then="crime_case_file", done="day-planned",
        make_form=lambda data, _: DayPlanForm(data),
        carry_out=lambda form, opened: plan_suspect_learns(
            crime=opened.crime.id, plan=form.plan(), by=request.officer, at=now()
        ),
        template="case_file/day.html",
    )  # fmt: skip
