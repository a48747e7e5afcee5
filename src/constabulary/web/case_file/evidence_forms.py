"""Forms of exhibits and statements."""

from collections.abc import Iterable
from typing import Any

from constabulary.policing.case_file.exhibits import Disposal, ExhibitDetails, ExhibitEnd, ExhibitForm, HandOver
from constabulary.policing.case_file.statements import PersonalStatement, StatementDetails
from constabulary.records.queries.exhibits import ExhibitView
from constabulary.records.queries.investigation import PersonInCrime
from constabulary.records.queries.officers import officer_by_number
from constabulary.web.forming import MomentField, PageForm, one_of, words

SOMEBODY_ELSE = "else"


class ByWhomForm(PageForm):
    """A form with an officer who may be somebody else than whoever fills it in."""

    def clean(self) -> dict[str, Any]:
        """An officer who is named is there."""
        data: dict[str, Any] = super().clean() or {}
        data["officer_id"] = None
        if data.get("officer"):
            found = officer_by_number(data["officer"].strip())
            if found is None:
                self.add_error("officer", "There is no officer with that number.")
            data["officer_id"] = found.id if found else None
        return data


class ExhibitSeizedForm(ByWhomForm):
    """An exhibit as it was seized or produced."""

    reference = words("Reference", hint="Initials and a number, for example AB/1.", classes="govuk-input--width-10")
    description = words("What is it?", rows=2)
    form = one_of("Of which kind?", [(one.value, one.label) for one in ExhibitForm],
                  hint="Digital material stays where it is held: name the system and where it is found there.")  # fmt: skip
    system = words("Digital: which system holds it?", hint="Body-worn video store, digital evidence store.")
    locator = words("Digital: where is it found there?", hint="Its number or address in that system.")
    seal_number = words("Seal number", hint="Where it is in a sealed bag.", classes="govuk-input--width-10")
    seized_where = words("Where was it seized or produced?")
    seized_from = words("From whom?", hint="Where it was taken from somebody.")
    seized_at = MomentField(label="When?", required=False)
    officer = words("By whom?", hint="Their number, when it was not you.", classes="govuk-input--width-10")

    def details(self) -> ExhibitDetails:
        """The exhibit as the act takes it."""
        data = self.cleaned_data
        kept = (
            "reference",
            "description",
            "system",
            "locator",
            "seal_number",
            "seized_where",
            "seized_from",
            "seized_at",
        )
        return ExhibitDetails(
            form=ExhibitForm(data["form"]), seized_by_id=data["officer_id"], **{name: data[name] for name in kept}
        )


class HandOverForm(PageForm):
    """One hand-over."""

    from_whom = words("Who handed it over?", hint="Number or name.")
    to_whom = words("Who took it?", hint="Number or name, or the store.")
    moved_at = MomentField(label="When?", required=False)
    where = words("Where is it then?")
    why = words("Why?", rows=2)
    seal_number = words(
        "Under which seal?", hint="The number of the seal it had then.", classes="govuk-input--width-10"
    )
    gap_because = words(
        "If somebody else had it last: how did it come to whoever handed it over?",
        hint="A gap in the chain stays shown, with this beside it.", rows=2,
    )  # fmt: skip

    def __init__(self, data: Any, *, exhibit: ExhibitView) -> None:
        super().__init__(data, initial={"from_whom": exhibit.holder, "seal_number": exhibit.seal_number})

    def given(self) -> HandOver:
        """The hand-over as the act takes it."""
        return HandOver(**self.cleaned_data)


class DisposalForm(PageForm):
    """How an exhibit leaves the force's hands."""

    end = one_of("How does it leave?", [(one.value, one.label) for one in ExhibitEnd])
    to_whom = words("Who has it then, or who destroyed it?")
    authority = words("What allows it?", hint="The order, the rule or the decision.", rows=2)
    kept_how = words("How is what it proves kept?", hint="Where the crime is not finalised.", rows=2)

    def given(self) -> Disposal:
        """The disposal as the act takes it."""
        data = self.cleaned_data
        return Disposal(**{**data, "end": ExhibitEnd(data["end"])})


class StatementForm(ByWhomForm):
    """A statement as it was taken."""

    reference = words("Reference", classes="govuk-input--width-10")
    person = one_of("Who gave it?", [], required=False)
    maker = words("Somebody else: who?", hint="An officer by number, or who somebody not named here is.")
    taken_at = MomentField(label="When was it taken?", required=False)
    officer = words("By whom?", hint="Their number, when it was not you.", classes="govuk-input--width-10")
    held_where = words("Where is it held?", hint="The system and its number there, or the store.")
    summary = words(
        "What does it say, in a sentence or two?",
        hint="No address and no number: the statement itself holds those.",
        rows=3,
    )
    personal_statement = one_of(
        "Was a victim personal statement offered?", [(one.value, one.label) for one in PersonalStatement]
    )

    def __init__(self, data: Any, *, people: Iterable[PersonInCrime]) -> None:
        super().__init__(data, initial={"personal_statement": PersonalStatement.NOT_A_VICTIM.value})
        known = {one.person_id: f"{one.name or one.reference} ({one.role})" for one in people}
        self.offer(
            "person", [*((str(number), name) for number, name in known.items()), (SOMEBODY_ELSE, "Somebody else")]
        )

    def details(self) -> StatementDetails:
        """The statement as the act takes it."""
        data = self.cleaned_data
        person = data["person"]
        return StatementDetails(
            reference=data["reference"], person_id=int(person) if person not in {"", SOMEBODY_ELSE} else None,
            maker=data["maker"], taken_at=data["taken_at"], held_where=data["held_where"], summary=data["summary"],
            personal_statement=PersonalStatement(data["personal_statement"]), taken_by_id=data["officer_id"],
        )  # fmt: skip
