"""Whether a crime is investigated or filed at the desk, and what filing misses."""

from typing import Any

from django.http import HttpResponse
from markupsafe import Markup

from constabulary.access.permissions import Permission
from constabulary.casework.allocation_screening import look_at_screening, screen_crime
from constabulary.casework.clock import now
from constabulary.casework.reading import OpenedCrime
from constabulary.casework.screening_fits import accepted_odds
from constabulary.casework.screening_reading import open_screening
from constabulary.policing.allocation.screening import (
    FACTORS,
    Answer,
    Decision,
    Known,
    Screening,
    find_exclusions,
)
from constabulary.web.forming import PageForm, one_of, words
from constabulary.web.pages import page, render
from constabulary.web.recording.crime_pages import crime_act_page

GROUPS = {
    "sex": "Sex", "age_band": "Age", "ethnicity": "Ethnicity", "language": "Language", "district": "District",
}  # fmt: skip


class ScreeningForm(PageForm):
    """The factors, each yes, no or not known yet with what it rests on; the decision, and why."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for one in FACTORS:
            self.fields[one.code] = one_of(
                one.question, [(known.value, known.label) for known in Known], required=False, hint=one.hint,
                classes="govuk-radios--inline",
            )  # fmt: skip
            # The question stands right above; who hears the page hears it again.
            again = Markup('What this rests on<span class="govuk-visually-hidden">: {}</span>')
            self.fields[f"{one.code}_words"] = words(again.format(one.question[:1].lower() + one.question[1:]))
        self.fields["decision"] = one_of("Your decision", [(one.value, one.label) for one in Decision])
        self.fields["public_interest"] = words(
            "How you weighed the public interest", rows=2, hint="Needed when it is filed."
        )
        self.fields["rationale"] = words("Why", rows=3)

    def given(self) -> Screening:
        """The answers as the rule takes them."""
        data = self.cleaned_data
        return Screening(
            answers={
                one.code: Answer(known=Known(data[one.code]), words=data[f"{one.code}_words"])
                for one in FACTORS
                if data.get(one.code)
            },
            decision=Decision(data["decision"]),
            public_interest=data["public_interest"],
            rationale=data["rationale"],
        )


@page(
    "screen_crime", "crimes/<crime:reference>/screen", title="Investigate or file", permission=Permission.ALLOCATE,
    methods=("GET", "POST"),
)  # fmt: skip
def screen(request: Any, reference: str) -> HttpResponse:
    """One crime that nobody has: what is known, what stands against filing it, the decision and why."""
    shown: dict[str, Any] = {"factors": FACTORS, "questions": {one.code: one.question for one in FACTORS}}

    def make_form(data: Any, opened: OpenedCrime) -> PageForm:
        looked = look_at_screening(crime=opened.crime.id, at=now())
        shown.update(
            facts=looked.facts, exclusions=find_exclusions(looked.facts), days=looked.rule.prompt_days,
            one_in=round(1 / looked.rule.anyway_share), odds=accepted_odds(now()),
        )  # fmt: skip
        return ScreeningForm(data)

    return crime_act_page(
        request,
        reference,
        make_form=make_form,
        carry_out=lambda form, opened: screen_crime(
            crime=opened.crime.id, given=form.given(), by=request.officer, at=now()
        ),
        done="crime-screened",
        template="allocation/screen.html",
        context=shown,
    )


@page("screening", "allocation/screening", title="What filing at the desk misses", permission=Permission.SEE_MEASURES)
def screening(request: Any) -> HttpResponse:
    """Counts of crimes filed, drawn and solved, in all and by group."""
    opened = open_screening(by=request.officer, at=now())
    return render(request, "allocation/screening.html", {"opened": opened, "groups": GROUPS})
