"""The staging layout: which files another system's records come in, column by column, and what each becomes.

This is the layout itself: rows are checked by it, `docs/reference/staging-layout.md` and the JSON that
`constabulary take-over --layout` prints are made from it. The codes of a list are the product's own; `list` names which.
"""

from collections.abc import Mapping
from enum import StrEnum

from constabulary.standards.values import value

EDITION = "Staging layout 1"


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    CODE = "code"
    CODES = "codes"
    DAY = "day"
    MOMENT = "moment"
    YES_NO = "yes or no"
    NUMBER = "number"
    REFERENCE = "reference"

    @property
    def words(self) -> str:
        """How it is written."""
        return WRITTEN[self]


WRITTEN: Mapping[Kind, str] = {
    Kind.TEXT: "text",
    Kind.CODE: "one code of the list",
    Kind.CODES: "codes of the list, a semicolon between them",
    Kind.DAY: "a day, as 2026-03-01",
    Kind.MOMENT: "a day and time, as 2026-03-01T14:05:00+00:00; without an offset it is the time in London",
    Kind.YES_NO: "yes or no; empty means no",
    Kind.NUMBER: "a whole number",
    Kind.REFERENCE: "the old system's reference of a row of the other table",
}


@value
class Column:
    """One column: what it holds, whether it must be there, how long it may be, what it becomes in the product.

    `list` names the list a code is of, `of` the table a reference leads to. `past` is for what has happened already.
    """

    name: str
    kind: Kind = Kind.TEXT
    becomes: str
    required: bool = False
    longest: int = 0
    list: str = ""
    of: str = ""
    past: bool = False


@value
class Table:
    """One table: its columns, what a row becomes, and what is told of it to compare both systems by."""

    name: str
    title: str
    becomes: str
    columns: tuple[Column, ...]
    compared: tuple[str, ...] = ()


def _text(name: str, becomes: str, longest: int, *, required: bool = False) -> Column:
    return Column(name=name, becomes=becomes, longest=longest, required=required)


def _code(name: str, list_name: str, becomes: str, *, required: bool = False) -> Column:
    return Column(name=name, kind=Kind.CODE, list=list_name, becomes=becomes, required=required)


def _moment(name: str, becomes: str, *, required: bool = False, past: bool = True) -> Column:
    return Column(name=name, kind=Kind.MOMENT, becomes=becomes, required=required, past=past)


def _leads(name: str, of: str, becomes: str, *, required: bool = False) -> Column:
    return Column(name=name, kind=Kind.REFERENCE, of=of, becomes=becomes, required=required)


def _yes_no(name: str, becomes: str) -> Column:
    return Column(name=name, kind=Kind.YES_NO, becomes=becomes)


REFERENCE = _text("reference", "the reference in the old system, by which the row is known again", 120, required=True)
LONG = 20_000
PLACE = (
    _text("address_line", "the line of the address", 160),
    _text("address_locality", "its locality", 80),
    _text("address_postcode", "its postcode", 8),
)
RESTRICTED = (
    _code(
        "restricted_as", "kinds of restriction", "the restriction that the record stands under from the first moment"
    ),
    _text("restricted_to", "who may see it: references of officers, or team:NAME, a semicolon between them", 400),
)

OFFICERS = Table(
    name="officers", title="Officers and staff", becomes="an officer; one who is there already is kept as they are",
    compared=("code", "words"),
    columns=(
        REFERENCE,
        _text("collar_number", "the number they sign in with", 12, required=True),
        _text("name", "their name", 80, required=True),
        _code("rank", "ranks", "their rank", required=True),
        Column(name="roles", kind=Kind.CODES, list="roles", becomes="the roles they hold from now on"),
        _text("team", "their team, by its name; a team that is not there is made", 80),
        Column(name="pip_level", kind=Kind.NUMBER, becomes="the level of their accreditation, 0 to 4"),
    ),
)  # fmt: skip
PEOPLE = Table(
    name="people", title="People", becomes="a person; the very same person is taken as one with the record there",
    compared=("moment", "words", "protection"),
    columns=(
        REFERENCE,
        _text("given", "given names", 80),
        _text("family", "family name", 80),
        Column(name="born_on", kind=Kind.DAY, becomes="date of birth", past=True),
        _code("sex", "sexes", "sex"),
        _text("telephone", "a telephone number", 40),
        *PLACE,
        *RESTRICTED,
        _text("sealed_because", "why address and telephone are sealed, from the first moment", 400),
        _leads("sealed_against", "people", "the person they are sealed against"),
    ),
)  # fmt: skip
INCIDENTS = Table(
    name="incidents", title="Incidents", becomes="an incident on a journey of its own; an open one lies at its desk",
    compared=("status", "moment", "code", "protection"),
    columns=(
        REFERENCE,
        _code("status", "states of an incident", "its state", required=True),
        _code("desk", "desks of an incident", "the desk that an open one lies at; the control room unless given"),
        _code("grade", "grades", "its grade, where it is open"),
        _moment("reported_at", "when it was reported", required=True),
        _code("category", "incident categories", "its category", required=True),
        _text("summary", "what was reported", LONG, required=True),
        *PLACE,
        _leads("person", "people", "the caller"),
        _yes_no("domestic_abuse", "marked as domestic abuse"),
        _yes_no("stalking", "marked as stalking"),
        _yes_no("hate", "marked as hate"),
        _yes_no("vulnerable", "somebody is vulnerable"),
        _moment("closed_at", "when it was closed"),
        _text("closing_words", "the words it was closed with", LONG),
        *RESTRICTED,
    ),
)  # fmt: skip
CRIMES = Table(
    name="crimes", title="Crimes",
    becomes="a crime, on its incident's journey or on one made for it; an open one is with its officer",
    compared=("status", "moment", "code", "result", "owner", "protection"),
    columns=(
        REFERENCE,
        _leads("incident", "incidents", "the incident it was recorded from; without one a closed incident is made"),
        _code("status", "states of a crime", "its state", required=True),
        _code("offence", "offences", "its offence: a code of the notifiable list, or the key of a row", required=True),
        _text("summary", "what happened", LONG, required=True),
        _moment("occurred_from", "when it happened, or began", required=True),
        _moment("occurred_to", "when it ended"),
        _moment("reported_at", "when it was reported", required=True),
        _moment("recorded_at", "when it was recorded", required=True),
        _leads("victim", "people", "its victim"),
        _leads("officer", "officers", "the officer in charge"),
        _moment("allocated_at", "when it was allocated"),
        _text("plan", "the plan of the investigation", LONG),
        _code("outcome", "outcomes", "its outcome, kept as it was and not judged again"),
        _moment("finalised_at", "when it was finalised"),
        _leads("finalised_by", "officers", "who decided the outcome"),
        _code("cancellation", "cancellation codes", "the code it was cancelled under"),
        _moment("cancelled_at", "when it was cancelled"),
        _yes_no("domestic_abuse", "marked as domestic abuse"),
        _yes_no("stalking", "marked as stalking"),
        _yes_no("hate", "marked as hate"),
        _yes_no("vulnerable_victim", "the victim is vulnerable"),
        *RESTRICTED,
    ),
)  # fmt: skip
SUSPECTS = Table(
    name="suspects", title="Suspects", becomes="a suspect of the crime; one who is outstanding is on the register",
    compared=("status", "moment", "of"),
    columns=(
        REFERENCE,
        _leads("crime", "crimes", "the crime they are suspected of", required=True),
        _leads("person", "people", "who they are"),
        _code("status", "statuses of a suspect", "where they stand", required=True),
        _moment("since", "since when", required=True),
        _moment("until", "the day of its own that the status has: when they attend, when a court sits", past=False),
        _moment("interviewed_at", "when they were interviewed"),
        _text("description", "their description", LONG),
    ),
)  # fmt: skip
BAIL = Table(
    name="bail", title="Bail before charge", becomes="the bail of a suspect, with its clock",
    compared=("moment", "of"),
    columns=(
        REFERENCE,
        _leads("suspect", "suspects", "who is on bail", required=True),
        _moment("arrested_at", "when they were arrested, which picks the law", required=True),
        _moment("released_at", "when they were released on bail", required=True),
        _moment("ends_at", "when bail ends as it was set last; the decision is due then", required=True, past=False),
    ),
)  # fmt: skip
ORDERS = Table(
    name="orders", title="Protective orders", becomes="nothing yet: kept as it came, counted, to be loaded later",
    columns=(
        REFERENCE,
        _text("kind", "which order", 80, required=True),
        _leads("protects", "people", "whom it protects"),
        _leads("against", "people", "against whom it was made"),
        Column(name="made_on", kind=Kind.DAY, becomes="when it was made"),
        Column(name="ends_on", kind=Kind.DAY, becomes="when it ends"),
        _text("conditions", "its conditions", LONG),
    ),
)  # fmt: skip
WARNINGS = Table(
    name="warnings", title="Warnings", becomes="a warning on a person, with the day of its next look",
    compared=("code", "moment", "of"),
    columns=(
        REFERENCE,
        _leads("person", "people", "whom it warns of", required=True),
        _code("kind", "kinds of warning", "which warning", required=True),
        _text("grounds", "what it rests on", LONG, required=True),
        _moment("made_at", "when it was made", required=True),
        Column(name="review_on", kind=Kind.DAY, becomes="when it is looked at again", required=True),
    ),
)  # fmt: skip
TASKS = Table(
    name="tasks", title="Open tasks",
    becomes="a duty with the due date it has; one that is overdue arrives overdue and no clock begins anew",
    compared=("status", "code", "moment", "owner", "of"),
    columns=(
        REFERENCE,
        _code("kind", "kinds of duty", "what is due", required=True),
        _leads("crime", "crimes", "the crime it is about"),
        _leads("incident", "incidents", "the incident it is about"),
        _leads("suspect", "suspects", "the suspect of that crime who is meant"),
        _leads("officer", "officers", "who does it; without one the desk does"),
        _code("desk", "desks", "the desk that holds it; that of its kind unless given"),
        _moment("opened_at", "since when it has been waiting", required=True),
        _moment("due_at", "by when", required=True, past=False),
        _text("words", "what is to be done; for a line of enquiry", LONG),
    ),
)  # fmt: skip

#: In the order in which they are taken over: each leads only to what came before, or to itself.
TABLES: tuple[Table, ...] = (OFFICERS, PEOPLE, INCIDENTS, CRIMES, SUSPECTS, BAIL, ORDERS, WARNINGS, TASKS)
BY_NAME: Mapping[str, Table] = {one.name: one for one in TABLES}

#: What the old system tells of each of its rows, to compare both systems row by row.
CONTROL_REFERENCES = (
    _text("table", "the table", 20, required=True),
    _text("reference", "the reference", 120, required=True),
    _text("status", "the status of an incident, crime or suspect", 40),
    _text("moment", "the moment that is compared: born, reported, recorded, since, bail ends, next look, due", 40),
    _text("code", "the rank, category, offence, kind of warning or kind of task", 80),
    _text("result", "the outcome, or the cancellation code", 8),
    _text("owner", "the reference of the officer", 120),
    _text("of", "the reference of what it belongs to", 120),
    _text("words", "given and family name", 200),
    _text("protection", "restricted, sealed, or both with a semicolon between them", 40),
)
#: What the old system counts, to compare both systems by figures.
CONTROL_FIGURES = (
    _text("measure", "records, tasks, warnings or monthly_return", 40, required=True),
    _text("key_1", "the table; the kind; the kind; the month a crime was recorded in, as 2026-03", 120, required=True),
    _text("key_2", "the status; the reference of the officer; nothing; the offence category", 120),
    _text("key_3", "nothing; nothing; nothing; the outcome", 120),
    Column(name="count", kind=Kind.NUMBER, becomes="how many there are", required=True),
)
