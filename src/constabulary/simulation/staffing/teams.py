"""Many people dealt into teams, and what is left for one team to cover beside the others."""

from collections.abc import Sequence
from dataclasses import replace

from constabulary.simulation.staffing.roster import Need, Question, Rows, Rule

Team = Sequence[int]


def deal(question: Question, turn: int, *, size: int) -> list[list[int]]:
    """Everybody's place in teams of about `size`, each with its share of every kind of person; another deal each `turn`."""
    count = -(-len(question.people) // size)
    order = sorted(
        range(len(question.people)),
        key=lambda place: (
            sorted(question.people[place].skills), question.people[place].weekly_hours, sorted(question.people[place].away), place,
        ),
    )  # fmt: skip
    teams: list[list[int]] = [[] for _ in range(count)]
    for number, place in enumerate(order):
        # Shifted by one more with each row that was dealt, so that another turn brings other people together.
        teams[(number + turn * (number // count)) % count].append(place)
    return [sorted(team) for team in teams]


def left_for(
    question: Question, team: Team, days: Rows, later: Sequence[Team], without: frozenset[Rule] = frozenset()
) -> Question:
    """What one team is asked for: what nobody else covers, less the share of the teams that come `later`."""
    mine = set(team)
    others = [place for place in range(len(question.people)) if place not in mine]
    shares = len(later) + 1
    needs = []
    for need in question.needs:
        there = sum(
            days[place][need.day] == need.shift
            and (not need.skill or Rule.SKILLS in without or need.skill in question.people[place].skills)
            for place in others
        )
        left = max(0, need.people - there)
        # Whoever is one more goes to another team from shift to shift.
        more = (need.day + len(need.shift)) % shares < left % shares
        needs.append(Need(day=need.day, shift=need.shift, people=left // shares + more, skill=need.skill))
    return replace(question, people=tuple(question.people[place] for place in team), needs=tuple(needs))
