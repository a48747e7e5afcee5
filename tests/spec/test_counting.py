"""How many crimes a report makes, and which is the principal one."""

from datetime import UTC, date, datetime, timedelta

import pytest

from constabulary.policing.recording.counting import (
    ABOVE_CONDUCT,
    BESIDE_SLAVERY,
    BREACH_BESIDE,
    CONDUCT_FIRST,
    DEALT_WITH,
    EXACTLY_THREE_MONTHS,
    JOINS,
    LADDER,
    LIKELY_SENTENCE,
    LONGEST_SENTENCE,
    ONLY_ONE,
    PARTNERS_NOT_ASKED,
    SLAVERY,
    STALKING_NOT_HARASSMENT,
    TABLE,
    TOO_LONG_AGO,
    Disclosed,
    FormerPartners,
    count_crimes,
    decide_continuation,
    find_reasons_against_harassment,
    longest_sentence_days,
)
from constabulary.standards.offences import offences, offences_with_code
from constabulary.standards.rulebook import on
from tests.spec.examples import Example, ids_of

REPORTED = datetime(2026, 11, 2, 14, tzinfo=UTC)
RULES = on(REPORTED)


def said(code: str, victim: str = "A", offenders: str = "X", *, reported_at: datetime = REPORTED) -> Disclosed:
    """An offence disclosed."""
    return Disclosed(
        offence=next(one for one in offences_with_code(code) if one.current),
        victim=victim,
        offenders=offenders,
        happened_at=reported_at - timedelta(hours=2),
        reported_at=reported_at,
    )


def crimes(disclosed: list[Disclosed]) -> list[tuple[str, tuple[str, ...]]]:
    """The crimes counted: each principal code with the codes of its related crimes."""
    return [
        (one.principal.offence.code, tuple(other.offence.code for other in one.related))
        for one in count_crimes(disclosed)
    ]


LATER = REPORTED + timedelta(days=2)
EXAMPLES = [
    Example(
        words="one offence against one victim",
        given=[said("149/00")],
        expected=[("149/00", ())],
        says="One crime.",
        source="HOCR-26 p12",
    ),
    Example(
        words="two victims of the same fight",
        given=[said("008/06", "A"), said("008/06", "B")],
        expected=[("008/06", ()), ("008/06", ())],
        says="One crime for each victim.",
        source="HOCR-26 p12",
    ),
    Example(
        words="two offences against one victim, reported at once",
        given=[said("149/00"), said("008/06")],
        expected=[("008/06", ("149/00",))],
        says="One crime, the more serious; the damage is a related crime.",
        source="HOCR-26 p12-13",
    ),
    Example(
        words="the same two people, a second time after the first was reported",
        given=[said("105/01"), said("105/01", reported_at=LATER)],
        expected=[("105/01", ()), ("105/01", ())],
        says="The first incident was finished when it reached the police: two crimes.",
        source="HOCR-26 p12",
    ),
    Example(
        words="one victim, two offenders who acted independently",
        given=[said("105/01", "A", "X"), said("039/00", "A", "Y")],
        expected=[("105/01", ()), ("039/00", ())],
        says="Two crimes.",
        source="HOCR-26 p12",
    ),
    Example(
        words="an offence against the state by one group",
        given=[said("092/50", "", "X"), said("092/50", "", "X")],
        expected=[("092/50", ("092/50",))],
        says="One crime for the group.",
        source="HOCR-26 p12",
    ),
    Example(
        words="rape and robbery of one victim",
        given=[said("034/01"), said("019/08")],
        expected=[("019/08", ("034/01",))],
        says="The rape: the graver violence comes before the gravest property crime.",
        source="HOCR-26 p12-14",
    ),
    Example(
        words="residential burglary and grievous bodily harm",
        given=[said("028/03"), said("008/01")],
        expected=[("008/01", ("028/03",))],
        says="The grievous bodily harm.",
        source="HOCR-26 p14",
    ),
    Example(
        words="kidnapping, which is not in the table, and common assault, which is",
        given=[said("105/01"), said("036/01")],
        expected=[("036/01", ("105/01",))],
        says="The kidnapping, by its maximum sentence.",
        source="HOCR-26 p13",
    ),
    Example(
        words="stalking, common assault and damage by a former partner",
        given=[said("105/01"), said("149/00"), said("195/12")],
        expected=[("195/12", ("105/01", "149/00"))],
        says="The stalking: conduct crime comes first.",
        source="HOCR-26 p55-57",
    ),
    Example(
        words="stalking and threats to kill, which stand above it in the table",
        given=[said("003/01"), said("195/12")],
        expected=[("195/12", ("003/01",))],
        says="The stalking: conduct crime is the exception to the table.",
        source="HOCR-26 p55-57",
    ),
    Example(
        words="coercive control and stalking with fear of violence",
        given=[said("008/67"), said("008/65")],
        expected=[("008/65", ("008/67",))],
        says="The stalking, by the ladder of conduct crime.",
        source="HOCR-26 p56",
    ),
    Example(
        words="harassment at someone's home, which is not on the ladder, and harassment, which is",
        given=[said("125/68"), said("195/94")],
        expected=[("195/94", ("125/68",))],
        says="The harassment on the ladder.",
        source="HOCR-26 p56",
    ),
    Example(
        words="racially aggravated stalking with fear of violence and harassment",
        given=[said("195/94"), said("008/58")],
        expected=[("008/58", ("195/94",))],
        says="The aggravated stalking stands first on the ladder, although its category holds harassment too.",
        source="HOCR-26 p55-57",
    ),
    Example(
        words="racially aggravated harassment and actual bodily harm, which is below it",
        given=[said("008/06"), said("008/56")],
        expected=[("008/56", ("008/06",))],
        says="The harassment: conduct crime comes first.",
        source="HOCR-26 p55-57",
    ),
    Example(
        words="racially aggravated harassment and coercive control",
        given=[said("008/56"), said("008/67")],
        expected=[("008/67", ("008/56",))],
        says="The coercive control, third on the ladder before the fourth.",
        source="HOCR-26 p56",
    ),
    Example(
        words="rape and coercive control by a partner",
        given=[said("008/67"), said("019/08")],
        expected=[("019/08", ("008/67",))],
        says="The rape, which stands above every conduct crime in the table; the registrar is asked.",
        source="HOCR-26 p14, p55",
    ),
    Example(
        words="stalking and breach of a non-molestation order, twice",
        given=[said("195/12"), said("066/39"), said("066/39")],
        expected=[("066/39", ("066/39",)), ("195/12", ())],
        says="The stalking, and one breach in addition.",
        source="HOCR-26 p56-57",
    ),
    Example(
        words="breach of a restraining order, and nothing else",
        given=[said("008/31")],
        expected=[("008/31", ())],
        says="One crime.",
        source="HOCR-26 p56-57",
    ),
    Example(
        words="modern slavery with rape and common assault",
        given=[said("036/06"), said("105/01"), said("019/08")],
        expected=[("036/06", ()), ("019/08", ("105/01",))],
        says="The slavery, and the worst other offence against the victim.",
        source="HOCR-26 p13",
    ),
    Example(
        words="modern slavery twice, and nothing else against the victim",
        given=[said("036/07"), said("036/06"), said("092/50")],
        expected=[("036/07", ("036/06", "092/50"))],
        says="One crime of slavery; the offence against the state is a related crime here.",
        source="HOCR-26 p13",
    ),
]


@pytest.mark.source("HOCR-26 p12-14, p55-57")
@pytest.mark.parametrize("example", EXAMPLES, ids=ids_of(EXAMPLES))
def test_a_report_makes_so_many_crimes(example):
    assert crimes(example.given) == example.expected


@pytest.mark.parametrize(
    ("disclosed", "reasons"),
    [
        ([said("149/00")], [(ONLY_ONE,)]),
        ([said("149/00"), said("008/06")], [(TABLE,)]),
        ([said("105/01"), said("036/01")], [(LONGEST_SENTENCE,)]),
        ([said("036/01"), said("036/02")], [(LIKELY_SENTENCE,)]),
        ([said("195/12"), said("149/00")], [(CONDUCT_FIRST,)]),
        ([said("195/12"), said("008/65")], [(CONDUCT_FIRST, LADDER)]),
        ([said("195/12"), said("019/08")], [(ABOVE_CONDUCT,)]),
        ([said("195/12"), said("019/08"), said("034/01")], [(ABOVE_CONDUCT, TABLE)]),
        ([said("066/39"), said("195/12")], [(BREACH_BESIDE,), (ONLY_ONE,)]),
        ([said("036/06"), said("008/06")], [(SLAVERY, ONLY_ONE), (BESIDE_SLAVERY, ONLY_ONE)]),
    ],
    ids=["one", "table", "sentence", "tie", "conduct", "ladder", "above", "two above", "breach", "slavery"],
)
def test_a_crime_says_why_it_is_the_principal_one(disclosed, reasons):
    assert [one.reasons for one in count_crimes(disclosed)] == reasons


def test_nothing_that_was_disclosed_is_lost():
    for example in EXAMPLES:
        counted = count_crimes(example.given)
        kept = [one for crime in counted for one in (crime.principal, *crime.related)]
        assert sorted(map(id, kept)) == sorted(map(id, example.given))


@pytest.mark.parametrize(
    ("sentence", "longer_than"),
    [("Life", "14"), ("14", "2"), ("2", "51 weeks"), ("51 weeks", "6m"), ("6m", "3m"), ("1m", "fine")],
)
def test_maximum_sentences_are_put_in_order(sentence, longer_than):
    def days(words: str) -> int:
        return longest_sentence_days(next(one for one in offences() if one.max_sentence == words))

    assert days(sentence) > days(longer_than)


@pytest.mark.source("HOCR-26 p55")
@pytest.mark.parametrize(
    ("code", "changes", "refused"),
    [
        ("195/94", {}, True),
        ("195/94", {"victim_age": 15}, False),
        ("195/94", {"suspect_age": 15}, False),
        ("195/94", {"victim_age": 16, "suspect_age": 16}, True),
        ("195/94", {"victim_age": None, "suspect_age": None}, True),
        ("195/94", {"were_partners": False}, False),
        ("195/94", {"registrar_satisfied": True}, False),
        ("195/12", {}, False),
        ("149/00", {}, False),
    ],
    ids=["former partners", "victim 15", "suspect 15", "both 16", "ages not known", "strangers",
         "registrar satisfied", "stalking", "damage"],
)  # fmt: skip
def test_harassment_between_former_partners_is_recorded_as_stalking(code, changes, refused):
    facts = FormerPartners(**{"were_partners": True, "victim_age": 30, "suspect_age": 31, **changes})
    offence = offences_with_code(code)[0]
    expected = (STALKING_NOT_HARASSMENT,) if refused else ()
    assert find_reasons_against_harassment(offence, facts, RULES) == expected


@pytest.mark.source("HOCR-26 p55")
@pytest.mark.parametrize(
    ("abuse", "known", "changes", "expected"),
    [
        (True, None, {}, (PARTNERS_NOT_ASKED,)),
        (False, None, {}, ()),
        (True, False, {}, ()),
        (True, None, {"victim_age": 15}, ()),
        (True, None, {"registrar_satisfied": True}, ()),
    ],
    ids=["abuse, not asked", "no abuse, not asked", "abuse, and they are not", "a child", "a registrar is satisfied"],
)
def test_whether_they_are_former_partners_is_asked_in_domestic_abuse(abuse, known, changes, expected):
    facts = FormerPartners(
        **{"were_partners": known, "domestic_abuse": abuse, "victim_age": 30, "suspect_age": None, **changes}
    )
    assert find_reasons_against_harassment(offences_with_code("195/94")[0], facts, RULES) == expected


LAST = date(2026, 8, 2)
CONTINUATIONS = [
    Example(
        words="conduct the day after",
        given={"on": date(2026, 8, 3)},
        expected=(JOINS,),
        says="Joins the crime recorded.",
        source="HOCR-26 p57-58",
    ),
    Example(
        words="exactly three months later",
        given={"on": date(2026, 11, 2)},
        expected=(JOINS, EXACTLY_THREE_MONTHS),
        says="Joins, as we rule; the text can be read the other way.",
        source="HOCR-26 p57-58",
    ),
    Example(
        words="three months and a day later",
        given={"on": date(2026, 11, 3)},
        expected=(TOO_LONG_AGO,),
        says="A new crime.",
        source="HOCR-26 p57-58",
    ),
    Example(
        words="the next week, police having dealt with the offender",
        given={"on": date(2026, 8, 9), "dealt_with": True},
        expected=(DEALT_WITH,),
        says="A new crime.",
        source="HOCR-26 p57-58",
    ),
]


@pytest.mark.source("HOCR-26 p57-58")
@pytest.mark.parametrize("example", CONTINUATIONS, ids=ids_of(CONTINUATIONS))
def test_later_conduct_joins_the_crime_or_makes_a_new_one(example):
    day = example.given["on"]
    decided = decide_continuation(
        last_incident_on=LAST,
        dealt_with=example.given.get("dealt_with", False),
        happened_at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
        rulebook=RULES,
    )
    assert decided.reasons == example.expected
    assert decided.joins is (JOINS in example.expected)
    assert decided.open is (EXACTLY_THREE_MONTHS in example.expected)
    assert decided.edition == "HOCR 2026/27"
