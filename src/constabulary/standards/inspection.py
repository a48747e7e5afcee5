"""Inspection as published: the questions of a PEEL cycle, its grade scale, and one force's findings.

A question is named by cycle, pillar and number. Grades of different scales are never compared, and no grade is averaged.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from constabulary.standards.calendar import months_after
from constabulary.standards.dated import Confidence
from constabulary.standards.lists import read_list
from constabulary.standards.values import value


class Grade(StrEnum):
    """A published grade. `order` ranks grades of one scale; nothing is ever added up from it."""

    OUTSTANDING = "outstanding"
    GOOD = "good"
    ADEQUATE = "adequate"
    REQUIRES_IMPROVEMENT = "requires_improvement"
    INADEQUATE = "inadequate"

    @property
    def label(self) -> str:
        """As published."""
        return self.value.replace("_", " ").capitalize()


class Scale(StrEnum):
    """A scale of grades: four until 2018/19, five from 2021/22 on, when adequate came in."""

    FOUR = "four"
    FIVE = "five"

    @property
    def grades(self) -> tuple[Grade, ...]:
        """Its grades, best first."""
        return tuple(grade for grade in Grade if self is Scale.FIVE or grade is not Grade.ADEQUATE)


class ImprovementStatus(StrEnum):
    """The statuses of the inspectorate's register of recommendations, and the one we add for a relapse."""

    AWAITING_REVIEW = "awaiting_review"
    BEING_PROGRESSED = "being_progressed"
    COMPLETE = "complete"
    SUPERSEDED = "superseded"
    REJECTED = "rejected"
    REOPENED = "reopened"


STATUS_CONFIDENCE: Mapping[ImprovementStatus, Confidence] = {
    status: Confidence.ASSUMPTION if status is ImprovementStatus.REOPENED else Confidence.READ
    for status in ImprovementStatus
}
GRADE_MEANINGS: Mapping[Grade, str] = {
    Grade.OUTSTANDING: "Exceeds good.",
    Grade.GOOD: "The anchor: what is published as good, as examples and not as a list to tick.",
    Grade.ADEQUATE: "Between good and requires improvement; from 2021/22 on only.",
    Grade.REQUIRES_IMPROVEMENT: "Has shortcomings.",
    Grade.INADEQUATE: "Has serious failings.",
}


@value
class Diagnostic:
    """A diagnostic of a question; some feed the leadership assessment."""

    number: str
    title: str
    leadership: bool
    confidence: Confidence


@value
class Question:
    """A core question of a pillar."""

    pillar: str
    number: int
    title: str
    title_variants: tuple[str, ...]
    graded: bool
    diagnostics: tuple[Diagnostic, ...]

    @property
    def code(self) -> str:
        """Its short name in the cycle, such as effectiveness-2."""
        return f"{self.pillar}-{self.number}"


@value
class Pillar:
    """A pillar and its questions."""

    code: str
    title: str
    headline: str
    questions: tuple[Question, ...]


@value
class Framework:
    """One inspection cycle."""

    code: str
    title: str
    year: int
    scale: Scale
    levels: tuple[str, ...]
    pillars: tuple[Pillar, ...]
    source: str
    confidence: Confidence

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question, pillar by pillar."""
        return tuple(question for pillar in self.pillars for question in pillar.questions)

    def question(self, pillar: str, number: int) -> Question:
        """The question of that number. Raises LookupError."""
        for question in self.questions:
            if (question.pillar, question.number) == (pillar, number):
                return question
        raise LookupError(f"{self.title} has no question {number} in {pillar}")


@value
class Judgment:
    """A published judgment; `carried_over_from` names the cycle whose grade stands where nothing was inspected."""

    level: str
    pillar: str
    number: int | None
    grade: Grade | None
    inspected: bool
    carried_over_from: str


@value
class Finding:
    """What inspectors found, restated; `good` of `of` where a sample was named."""

    pillar: str
    number: int
    favourable: bool
    words: str
    good: int | None
    of: int | None


@value
class PublishedImprovement:
    """An area for improvement. Its due day is computed: calendar months from the day of publication."""

    code: str
    pillar: str
    number: int
    words: str
    published_on: date
    months: int | None

    @property
    def due_on(self) -> date | None:
        """The day it falls due; None where the report gave no time."""
        return None if self.months is None else months_after(self.published_on, self.months)


@value
class PublishedInspection:
    """One force's published inspection."""

    code: str
    framework: str
    force: str
    published_on: date
    judgments: tuple[Judgment, ...]
    findings: tuple[Finding, ...]
    improvements: tuple[PublishedImprovement, ...]
    source: str
    address: str
    confidence: Confidence

    @property
    def reference(self) -> str:
        """What it is entered under, such as KENT-2018-19."""
        return self.code.upper()


def _question(pillar: str, raw: Mapping[str, Any]) -> Question:
    return Question(
        pillar=pillar,
        number=raw["number"],
        title=raw["title"],
        title_variants=tuple(raw.get("title_variants", ())),
        graded=raw["graded"],
        diagnostics=tuple(
            Diagnostic(
                number=one["number"],
                title=one["title"],
                leadership=one.get("leadership", False),
                confidence=Confidence(one.get("confidence", "read")),
            )
            for one in raw.get("diagnostics", ())
        ),
    )


@cache
def peel_2018_19() -> Framework:
    """The questions of PEEL 2018/19."""
    raw = read_list("lists/peel-2018-19.toml")
    return Framework(
        code=raw["code"],
        title=raw["title"],
        year=raw["year"],
        scale=Scale(raw["scale"]),
        levels=tuple(raw["levels"]),
        pillars=tuple(
            Pillar(
                code=one["code"],
                title=one["title"],
                headline=one.get("headline", ""),
                questions=tuple(_question(one["code"], question) for question in one["question"]),
            )
            for one in raw["pillar"]
        ),
        source=raw["source"],
        confidence=Confidence(raw["confidence"]),
    )


def _judgment(raw: Mapping[str, Any]) -> Judgment:
    return Judgment(
        level=raw["level"],
        pillar=raw["pillar"],
        number=raw.get("number"),
        grade=Grade(raw["grade"]) if raw.get("graded", True) else None,
        inspected=raw.get("inspected", True),
        carried_over_from=raw.get("carried_over_from", ""),
    )


def _finding(raw: Mapping[str, Any]) -> Finding:
    sample = raw.get("sample", {})
    return Finding(
        pillar=raw["pillar"],
        number=raw["number"],
        favourable=raw["favourable"],
        words=raw["words"],
        good=sample.get("good"),
        of=sample.get("of"),
    )


@cache
def kent_2018_19() -> PublishedInspection:
    """Kent's published inspection of 2018/19: grades, findings and its four areas for improvement."""
    raw = read_list("lists/kent-2018-19.toml")
    return PublishedInspection(
        code=raw["code"],
        framework=raw["framework"],
        force=raw["force"],
        published_on=raw["published_on"],
        judgments=tuple(_judgment(one) for one in raw["judgment"]),
        findings=tuple(_finding(one) for one in raw["finding"]),
        improvements=tuple(
            PublishedImprovement(
                code=one["code"],
                pillar=one["pillar"],
                number=one["number"],
                words=one["words"],
                published_on=raw["published_on"],
                months=one.get("months"),
            )
            for one in raw["improvement"]
        ),
        source=raw["source"],
        address=raw["address"],
        confidence=Confidence(raw["confidence"]),
    )
