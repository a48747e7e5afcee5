"""A journey told in words: its entries and duties as moments, each with its sentence, in order, by day."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from constabulary.casework.reading import OpenedJourney
from constabulary.policing.incidents.closing import CLOSURE_TITLES, Closure
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.journal.stages import Stage, stage_of
from constabulary.records.queries.stories import FieldChange, StoryDuty, StoryEntry
from constabulary.standards.calendar import LONDON, local_day
from constabulary.standards.incident_categories import category_title
from constabulary.standards.values import value
from constabulary.web.reasons import held_in_words, sentence_of
from constabulary.web.templating import moment, sentence

#: Recorded this much later than it happened, an entry says so.
LATER = timedelta(minutes=1)
LONGEST = 600


@value
class ToldChange:
    """A changed field in words; `old` is empty where nothing was there before."""

    name: str
    old: str
    new: str


@value
class Moment:
    """One thing on the timeline."""

    at: datetime
    stage: Stage
    words: str
    who: int | None
    who_number: str
    recorded_at: datetime | None
    purpose: str
    changes: tuple[ToldChange, ...]
    reasons: tuple[str, ...]
    editions: tuple[str, ...]
    incident: str
    crime: str
    person: str
    mark: str


@value
class Day:
    """The moments of one London day."""

    day: date
    moments: tuple[Moment, ...]


def days_of(opened: OpenedJourney, *, at: datetime, wanted: frozenset[Stage]) -> tuple[Day, ...]:
    """The story by day, in order; only these stages, or all when none is named."""
    found = [_of_entry(one, opened) for one in opened.entries]
    found += [_of_duty(one, at) for one in opened.was_due if _is_told(one, at)]
    kept = [one for one in sorted(found, key=lambda one: one.at) if not wanted or one.stage in wanted]
    days = dict.fromkeys(local_day(one.at) for one in kept)
    return tuple(Day(day=day, moments=tuple(one for one in kept if local_day(one.at) == day)) for day in days)


CHECKED = frozenset({EntryKind.OUTCOME_PROPOSED, EntryKind.OUTCOME_APPROVED})


def stages_in(opened: OpenedJourney) -> Mapping[Stage, int]:
    """How many entries each stage has, in the order of the stages."""
    found = [stage_of(one.kind) for one in opened.entries]
    return {stage: found.count(stage) for stage in Stage if stage in found}


def _of_entry(one: StoryEntry, opened: OpenedJourney) -> Moment:
    table, _, reference = one.subject.partition(" ")
    # The entry of an outcome names the preconditions that held; every other names what spoke against or for.
    told = held_in_words if one.kind in CHECKED else sentence_of
    return Moment(
        at=one.happened_at,
        stage=stage_of(one.kind),
        words=one.kind.sentence,
        who=one.by_row,
        who_number=one.by_number,
        recorded_at=one.recorded_at if one.recorded_at - one.happened_at > LATER else None,
        purpose=one.purpose,
        changes=tuple(told for change in one.changes for told in told_of(change)),
        reasons=(*((one.reason,) if one.reason else ()), *(told(code) for code in one.reasons)),
        editions=one.editions,
        incident=reference if table == "incident" and reference in opened.journey.incidents else "",
        crime=reference if table == "crime" and reference in opened.journey.crimes else "",
        person=reference if table == "person" and reference in opened.people else "",
        mark="",
    )


def _is_told(one: StoryDuty, at: datetime) -> bool:
    return one.state != "open" or _was_missed(one, at)


def _was_missed(one: StoryDuty, at: datetime) -> bool:
    return one.due_at < (one.ended_at or at)


def _of_duty(one: StoryDuty, at: datetime) -> Moment:
    missed, fell_away = _was_missed(one, at), one.state == "superseded"
    because = f"the incident was closed ({CLOSURE_TITLES[Closure(one.closure)].lower()})" if fell_away else ""
    if fell_away and missed:
        words = f"Missed: {one.title} was due here and not done. It fell away {moment(one.ended_at)}, when {because}."
    elif fell_away:
        words = f"No longer needed: {one.title}, because {because}. It was due {moment(one.due_at)}."
    elif not missed:
        words = f"Done in time: {one.title}. It was due {moment(one.due_at)}."
    elif one.ended_at is not None:
        words = f"Missed: {one.title} was due here and done {moment(one.ended_at)}."
    else:
        words = f"Missed: {one.title} was due here and is still open."
    return Moment(
        at=one.due_at if missed or one.ended_at is None else one.ended_at,
        stage=Stage.RECORDING if one.crime else Stage.INCIDENT,
        words=words,
        who=None if missed else one.ended_by,
        who_number="",
        recorded_at=None,
        purpose="",
        changes=(),
        reasons=(),
        editions=(one.edition,),
        incident=one.incident,
        crime=one.crime,
        person="",
        mark="missed" if missed else "fell-away" if fell_away else "met",
    )


def told_of(change: FieldChange) -> list[ToldChange]:
    """A change in words: one line, or one for each answer with a rationale; none where it tells nothing."""
    name = sentence(change.name)
    if isinstance(change.new, dict):
        answered = {part: one["rationale"] for part, one in change.new.items() if _has_rationale(one)}
        return [ToldChange(name=sentence(part), old="", new=words[:LONGEST]) for part, words in answered.items()]
    old, new = in_words(change.name, change.old), in_words(change.name, change.new)
    return [ToldChange(name=name, old=old, new=new or "nothing")] if new or old else []


def _has_rationale(answer: Any) -> bool:
    return isinstance(answer, dict) and bool(answer.get("rationale"))


def in_words(name: str, held: Any) -> str:
    """A value as a reader takes it: yes or no, a moment, a code as words."""
    if held is None or held == "" or held == []:
        return ""
    if isinstance(held, bool):
        return "yes" if held else "no"
    if isinstance(held, list):
        said = [sentence_of(str(one)) if name == "reasons" else in_words(name, one) for one in held]
        return "; ".join(one for one in said if one)
    if isinstance(held, dict):
        return ""
    words = str(held)[:LONGEST]
    if name.endswith("category"):
        return category_title(words)
    if _is_a_moment(words):
        return moment(datetime.fromisoformat(words).astimezone(LONDON))
    return sentence(words) if _is_a_code(words) else words


def _is_a_moment(words: str) -> bool:
    return len(words) >= 19 and words[:4].isdigit() and words[10] == "T" and ("+" in words or words.endswith("Z"))


def _is_a_code(words: str) -> bool:
    return words.islower() and "_" in words and " " not in words
