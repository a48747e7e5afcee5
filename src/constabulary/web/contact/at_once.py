"""The call page sent to open the incident at once: what, where and which category; all else is taken as far as it goes."""

from dataclasses import replace
from typing import Any

from constabulary.casework.clock import now
from constabulary.casework.contact import CallReport
from constabulary.policing.contact.at_call import find_reasons_against_grade_at_once, find_reasons_against_opening
from constabulary.policing.contact.channels import CallerRole, Channel, Lives
from constabulary.policing.incidents.grading import find_floor_reasons
from constabulary.policing.incidents.thrive import Imminence, VulnerabilityFactor
from constabulary.standards.response import RESPONSE_GRADES
from constabulary.web.contact.forms import CallForm
from constabulary.web.incidents.thrive_form import ThriveForm
from constabulary.web.incidents.thrive_views import ThriveFirstForm

MANY = ("qualifiers", "advice", "vulnerability_factors")


class AtOnceForm(CallForm):
    """The same page, judged only by what a car is sent on."""

    def clean(self) -> dict[str, Any]:
        """Nothing but what, where and the category is asked for; what could not be read is kept in words."""
        super().clean()
        # What cannot be read as what it should be must not hold the car up, and must not be lost.
        self.unread = [
            name for name in self.errors if name not in {*ThriveForm.base_fields, "category"} and self.typed(name)
        ]
        grades = self.rulebook[RESPONSE_GRADES].value
        said = self.typed("open_now")
        self.grade_at_once = said if said in grades.pressing else grades.most_urgent.code
        against = find_reasons_against_grade_at_once(
            self.grade_at_once, pressing=grades.pressing, floor=self._floor_so_far()
        )
        data = self.cleaned_data = {**self._so_far(), **{name: [] for name in self.errors if name in MANY}}
        if "caller_role" in self.errors:
            # Who they are to it is asked once the car is on its way; until then nobody is put down as the victim.
            data["caller_role"] = CallerRole.NOT_SAID.value
        if "channel" in self.errors:
            # How they reached us is no reason to hold a car up, and is not made up.
            data["channel"] = Channel.NOT_SAID.value
        self.errors.clear()
        at = now()
        # A clock that runs ahead does not hold the car up either.
        data["answered_at"] = min(data["answered_at"] or at, at)
        data["caller_born_on"] = data["caller_born_on"] or None
        if not data["place_reference"] and not data["place_line"].strip() and data["caller_lives"] == Lives.HERE.value:
            self.unread.append("caller_lives")
        if data["home_line"].strip():
            self._keep_home(data)
        self.add_missing(
            find_reasons_against_opening(
                summary=data["summary"],
                category=self.typed("category"),
                answered_at=data["answered_at"],
                at=at,
            )
        )
        for reason in against:
            self.add_error(None, reason.sentence)
        return data

    def _floor_so_far(self) -> int | None:
        """The rank that what is ticked and answered so far forces; what is not answered yet forces none."""
        so_far = self.answers(so_far=True)
        if not self.typed("risk_imminence"):
            so_far = replace(so_far, risk=replace(so_far.risk, imminence=Imminence.UNLIKELY))
        rank, _ = find_floor_reasons(so_far, self.marked())
        return rank

    def typed(self, name: str) -> str:
        """What was typed into a field, as it was typed."""
        return str(self.data.get(name, "")).strip()

    def _keep_home(self, data: dict[str, Any]) -> None:
        """A home that was typed is kept with the caller; where nobody is named, in the account."""
        named = bool(data["caller_reference"] or data["caller_given"] or data["caller_family"])
        if named and data["caller_lives"] != Lives.HERE.value:
            data["caller_lives"] = Lives.ELSEWHERE.value
        else:
            self.unread += ["home_line", *(name for name in ("home_locality", "home_postcode") if data[name])]

    def report(self) -> CallReport:
        """The call as it is opened. Domestic abuse counts wherever it was ticked, so that safeguarding opens with it."""
        data = dict(self.cleaned_data)
        data["domestic_abuse"] |= VulnerabilityFactor.DOMESTIC_ABUSE.value in data["vulnerability_factors"]
        words = (f"{self.fields[name].label}, as typed: {self.typed(name)}" for name in self.unread)
        data["account"] = "\n".join(one for one in (data["account"], *words) if one)
        return CallReport(**self.told(data))

    def thrive_so_far(self) -> dict[str, list[str]]:
        """What was typed of THRIVE, as the page that finishes it takes it: whoever typed it is speaking to the caller."""
        data: Any = self.data
        wanted = ThriveFirstForm(rulebook=self.rulebook).fields.keys() & set(data)
        typed = {name: [one for one in data.getlist(name) if one.strip()] for name in wanted}
        return {"contact_made": ["yes"], **{name: values for name, values in typed.items() if values}}
