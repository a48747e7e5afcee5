"""The topics of the rule book: which standards and lists belong together, for the screen, the rule pages and the checks.

Every key of the packaged data stands in exactly one topic (a test asks). Here a force's overlay finds how a value is
read, so that one that cannot be is refused when it is set and not when it is used.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from constabulary.standards import (
    charging,
    counting,
    custody,
    incident_categories,
    investigation,
    messages,
    offence_search,
    offences,
    outcomes,
    people,
    person_search,
    protection,
    published_figures,
    queues,
    recorded_lists,
    recording,
    references,
    response,
    risk,
    safeguarding,
    self_inspection,
    supervision,
    takeover,
    victims,
    vulnerability,
    working_time,
    workload,
)
from constabulary.standards.dated import Key
from constabulary.standards.lists import DatedList
from constabulary.standards.values import value


@value
class Topic:
    """Standards and lists that belong together."""

    code: str
    title: str
    about: str
    keys: tuple[Key[Any], ...]
    lists: tuple[DatedList[Any], ...]


def _keys_of(*modules: Any) -> tuple[Key[Any], ...]:
    found = {one.name: one for module in modules for one in vars(module).values() if isinstance(one, Key)}
    return tuple(found[name] for name in sorted(found))


TOPICS: tuple[Topic, ...] = (
    Topic(
        code="contact-and-response",
        title="Contact and response",
        about="Response grades, the clocks of THRIVE, opening an incident, and its codes.",
        keys=_keys_of(response),
        lists=(incident_categories.CATEGORIES, incident_categories.QUALIFIERS),
    ),
    Topic(
        code="safeguarding-and-risk",
        title="Safeguarding and risk",
        about="What starts at the call, the risk tools, who looks again and when.",
        keys=_keys_of(safeguarding, risk, vulnerability),
        lists=(risk.RISK_TOOLS,),
    ),
    Topic(
        code="protection",
        title="Protection of records",
        about="Emergency openings and their review, need to see what is sealed, and what may be written to people.",
        keys=_keys_of(protection, messages),
        lists=(),
    ),
    Topic(
        code="people-and-places",
        title="People and places",
        about="Warnings and when they are looked at again; how far back repeats count.",
        keys=_keys_of(people),
        lists=(people.WARNINGS,),
    ),
    Topic(
        code="recording-and-counting",
        title="Recording and counting",
        about="How soon a crime is recorded and allocated, how many crimes, under which codes, with which flags.",
        keys=_keys_of(recording, counting),
        lists=(
            offences.OFFENCES,
            offence_search.OFFENCE_WORDS,
            recorded_lists.REPORTED_INCIDENTS,
            recorded_lists.FLAGS,
        ),
    ),
    Topic(
        code="allocation",
        title="Allocation",
        about="What a crime weighs in an officer's load, and how much an officer carries.",
        keys=_keys_of(workload),
        lists=(),
    ),
    Topic(
        code="working-time",
        title="Working time",
        about="What a roster must leave to those on it, and what its parts cost beside each other.",
        keys=_keys_of(working_time),
        lists=(),
    ),
    Topic(
        code="investigation",
        title="Investigation",
        about="Plan, reviews, outstanding suspects, time limits of proceedings.",
        keys=_keys_of(investigation),
        lists=(),
    ),
    Topic(
        code="charging",
        title="Charging",
        about="The tests for a charge, what the police may decide, and what comes before a suspect learns of it.",
        keys=_keys_of(charging),
        lists=(),
    ),
    Topic(
        code="custody-and-bail",
        title="Custody and bail",
        about="Detention before charge and pre-charge bail under both laws.",
        keys=_keys_of(custody),
        lists=(),
    ),
    Topic(
        code="victims",
        title="Victims",
        about="What victims are told and by when, and their rights to review.",
        keys=_keys_of(victims),
        lists=(),
    ),
    Topic(
        code="outcomes-and-cancellation",
        title="Outcomes and cancellation",
        about="How a crime is finalised or taken off the books, and who may decide it.",
        keys=(),
        lists=(outcomes.OUTCOMES, outcomes.CANCELLATIONS),
    ),
    Topic(
        code="queues",
        title="Queues",
        about="When a queue that has stopped or slowed is worth a supervisor's look.",
        keys=_keys_of(queues),
        lists=(),
    ),
    Topic(
        code="supervision",
        title="Supervision",
        about="When an investigation comes onto one of the lists that supervision works through.",
        keys=_keys_of(supervision),
        lists=(),
    ),
    Topic(
        code="taking-over",
        title="Coming from another system",
        about="How fresh a comparison of both systems must be, and how many rows are looked at by eye.",
        keys=_keys_of(takeover),
        lists=(),
    ),
    Topic(
        code="self-inspection",
        title="Self-inspection",
        about="How the force measures itself and when an area for improvement counts as complete.",
        keys=_keys_of(self_inspection),
        lists=(),
    ),
    Topic(
        code="published-figures",
        title="Published figures",
        about="How figures of all forces are read: what is refused, who is ranked, what counts as unusual.",
        keys=_keys_of(published_figures),
        lists=(),
    ),
    Topic(
        code="person-search",
        title="People",
        about="How people are searched for, and which forms of names stand for one another.",
        keys=_keys_of(person_search),
        lists=(person_search.NAME_FORMS,),
    ),
    Topic(
        code="references",
        title="References",
        about="What the references of records look like.",
        keys=(),
        lists=(references.REFERENCES,),
    ),
)


@cache
def keys_by_name() -> Mapping[str, Key[Any]]:
    """Every key of the rule book by its name."""
    return {key.name: key for topic in TOPICS for key in topic.keys}


@cache
def lists_by_name() -> Mapping[str, DatedList[Any]]:
    """Every dated list by its name."""
    return {one.name: one for topic in TOPICS for one in topic.lists}


def topic_of(key: str) -> Topic:
    """The topic that a key belongs to. Raises LookupError."""
    for topic in TOPICS:
        if any(one.name == key for one in topic.keys):
            return topic
    raise LookupError(key)
