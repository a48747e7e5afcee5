"""The pool of crimes that wait for an officer, and the page on which one is given to somebody."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.http import HttpResponse

from constabulary.access.officers import may
from constabulary.access.permissions import Permission
from constabulary.casework.allocation import allocate_crime
from constabulary.casework.allocation_asking import answer_over_limit, ask_to_exceed
from constabulary.casework.allocation_reading import OpenedChoice, open_choice, open_pool
from constabulary.casework.clock import now
from constabulary.casework.reading import NoSuchRecord
from constabulary.policing.allocation.choice import NO_CAPACITY, OVER_LIMIT
from constabulary.policing.workforce.skills import Skill
from constabulary.records.queries.allocation import UNKNOWN, OfficerFilter, PoolFilter, all_districts
from constabulary.records.queries.officers import all_teams, names_of
from constabulary.web.forming import PageForm, one_of, words
from constabulary.web.lists import next_page, number_of, start_from
from constabulary.web.pages import go_to, page, render
from constabulary.web.recording.crime_pages import crime_act_page

A_PAGE = 50
OFFICERS_A_PAGE = 25
AGES = [("", "Any age"), ("1", "Over 24 hours"), ("2", "Over 48 hours"), ("7", "Over a week")]


#: What stands against an officer, for whoever may only ask.
ASKS_WORDS = {
    OVER_LIMIT.code: "This would take the officer over their limit.",
    NO_CAPACITY.code: "The officer is away all day and can carry nothing.",
}


class PoolForm(PageForm):
    """What of the pool to show."""

    district = one_of("District", [], required=False, select=True)
    risk = one_of(
        "Risk", [("0", "Any"), ("2", "Vulnerable or higher"), ("3", "Safeguarding")], required=False, select=True
    )
    pip = one_of(
        "Accreditation", [("", "Any"), *((str(level), f"PIP {level}") for level in (1, 2, 3, 4))], required=False,
        select=True,
    )  # fmt: skip
    marker = one_of(
        "Marker",
        [("", "Any"), ("domestic_abuse", "Domestic abuse"), ("stalking", "Stalking"), ("hate", "Hate"),
         ("vulnerable", "Vulnerable")],
        required=False, select=True,
    )  # fmt: skip
    age = one_of("Age", AGES, required=False, select=True)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        known = ((str(number), name) for number, name in all_districts(ended=True))
        self.offer("district", [("", "Any"), *known, (str(UNKNOWN), "Not known")])

    def wanted(self) -> PoolFilter:
        """The filter; an address somebody typed wrongly asks for everything."""
        if not self.is_valid():
            return PoolFilter()
        data = self.cleaned_data
        return PoolFilter(
            district=int(data["district"]) if data["district"] else None, least_risk=int(data["risk"] or 0),
            pip_level=int(data["pip"]) if data["pip"] else None, marker=data["marker"],
            older_than=timedelta(days=int(data["age"])) if data["age"] else None,
        )  # fmt: skip


@page("allocation", "allocation", title="Allocation", permission=Permission.ALLOCATE)
def allocation(request: Any) -> HttpResponse:
    """What waits for an officer, riskiest and then oldest first."""
    form, skip = PoolForm(request.GET), start_from(request)
    found = open_pool(wanted=form.wanted(), purpose="Allocating", by=request.officer, at=now(), most=A_PAGE, skip=skip)
    more = next_page(request, skip + A_PAGE) if found.has_more else ""
    return render(request, "allocation/pool.html", {"pool": found, "form": form, "skip": skip, "next_page": more})


class OfficersForm(PageForm):
    """Which officers to look at."""

    team = one_of("Team", [], required=False, select=True)
    district = one_of("District", [], required=False, select=True)
    words = words("Name or number")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("team", [("", "Any"), *((str(number), name) for number, name in all_teams())])
        self.offer("district", [("", "Any"), *((str(number), name) for number, name in all_districts(ended=True))])

    def wanted(self) -> OfficerFilter:
        """The filter; an address somebody typed wrongly asks for everyone."""
        if not self.is_valid():
            return OfficerFilter()
        data = self.cleaned_data
        return OfficerFilter(
            team=int(data["team"]) if data["team"] else None,
            district=int(data["district"]) if data["district"] else None, words=data["words"],
        )  # fmt: skip


class AllocationForm(PageForm):
    """Who gets it, and why."""

    officer = one_of("The officer", [])
    reason = words("Why this officer?", rows=3)
    override_reason = words(
        "Why them all the same?", rows=2,
        hint="When it takes them over their limit, or they lack the accreditation or specialism.",
    )  # fmt: skip

    def __init__(self, *args: Any, opened: OpenedChoice, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["officer"].error_messages["required"] = "Choose an officer."
        self.offer("officer", [(str(one.officer.id), one.officer.title) for one in opened.choices])
        if not opened.may_exceed:
            self.fields["override_reason"].help_text = "When they lack the accreditation or specialism."


@page(
    "allocate", "crimes/<crime:reference>/allocate", title="Allocate", permission=Permission.ALLOCATE,
    methods=("GET", "POST"),
)  # fmt: skip
def allocate(request: Any, reference: str) -> HttpResponse:
    """One crime: who could have it, with load before and after; one is chosen, and why is kept."""
    filters, skip = OfficersForm(request.GET), start_from(request)
    # Who had the crime when the page was opened: somebody else may have been quicker.
    had = request.POST.get("instead_of", "")

    sealed: list[bool] = []
    asks = "ask" in request.POST

    def carry_out(form: AllocationForm, opened: OpenedChoice) -> None:
        data = form.cleaned_data
        if asks:
            ask_to_exceed(
                crime=opened.crime.id, officer=int(data["officer"]), reason=data["reason"],
                instead_of=number_of(had), by=request.officer, at=now(),
            )  # fmt: skip
            return
        allocated = allocate_crime(
            crime=opened.crime.id, officer=int(data["officer"]), reason=data["reason"],
            override_reason=data["override_reason"], instead_of=number_of(had),
            by=request.officer, at=now(),
        )  # fmt: skip
        # Nobody says of themselves that they need what is sealed.
        sealed.append(allocated.needs_sealed and int(data["officer"]) != request.officer.id)

    answer = crime_act_page(
        request,
        reference,
        opening=partial(open_choice, wanted=filters.wanted()),
        make_form=lambda data, opened: AllocationForm(data, opened=opened),
        carry_out=carry_out,
        done="asked-above" if asks else "crime-allocated",
        then="allocate" if asks else "crime",
        template="allocation/allocate.html",
        context={
            "filters": filters, "skip": skip, "a_page": OFFICERS_A_PAGE,
            "next_page": next_page(request, skip + OFFICERS_A_PAGE), "skills": {one.value: one.label for one in Skill},
            "names_of": names_of, "asks_words": ASKS_WORDS,
        },
    )  # fmt: skip
    if any(sealed):
        if may(request.officer, Permission.KEEP_SEALS):
            return go_to("give_need", reference=reference, done="allocated-give-need")
        return go_to("crime", reference=reference, done="allocated-need-asked")
    return answer


class OverLimitForm(PageForm):
    """Whether the officer gets it over what they can carry, and why."""

    decision = one_of("Your decision", [("give", "Give it to them"), ("refuse", "Refuse")])
    words = words("Why", hint="Whoever asked reads it.", rows=3)


@page(
    "answer_over_limit", "crimes/<crime:reference>/allocate/asked", title="Decide what was asked",
    permission=Permission.ALLOCATE, methods=("GET", "POST"),
)  # fmt: skip
def answer_asked(request: Any, reference: str) -> HttpResponse:
    """What was asked about an officer's limit, with their load before and after: give the crime to them, or refuse."""

    def make_form(data: Any, opened: OpenedChoice) -> OverLimitForm:
        if opened.asked is None or not opened.asked.waits:
            raise NoSuchRecord(reference)
        return OverLimitForm(data)

    def carry_out(form: OverLimitForm, opened: OpenedChoice) -> None:
        answer_over_limit(
            crime=opened.crime.id, gives=form.cleaned_data["decision"] == "give", words=form.cleaned_data["words"],
            by=request.officer, at=now(),
        )  # fmt: skip

    return crime_act_page(
        request,
        reference,
        opening=partial(open_choice, wanted=OfficerFilter()),
        make_form=make_form,
        carry_out=carry_out,
        done="asked-answered",
        template="allocation/answer_asked.html",
        context={"names_of": names_of},
    )
