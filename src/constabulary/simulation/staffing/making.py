"""Makes rosters: all people at once where they are few, team by team where they are many, and says what none can cost less than.

OR-Tools' CP-SAT searches with a fixed seed and a limit counted in work done, not in seconds: the same question has the same
answer.
"""

from dataclasses import replace

from ortools.sat.python import cp_model

from constabulary.simulation.staffing.bounding import least_cost
from constabulary.simulation.staffing.building import Building
from constabulary.simulation.staffing.filling import MOST_AT_ONCE
from constabulary.simulation.staffing.roster import HUNDREDTHS, OFF, Question, Roster, Rows, Rule, assess_rota
from constabulary.simulation.staffing.stoppable import solve
from constabulary.simulation.staffing.teams import deal, left_for
from constabulary.simulation.stopping import Stopped, Wanted, always_wanted

EFFORT = 20.0
#: So many ways to search take turns where it is done thoroughly.
TURNS = 8
#: More than may be rostered at once are dealt into teams of about so many.
TEAM = 24
#: So often everybody is dealt into other teams, whose rosters are then made anew beside those of all the others.
ROUNDS = 3


def make_roster(
    question: Question,
    *,
    without: frozenset[Rule] = frozenset(),
    effort: float = EFFORT,
    known: Rows | None = None,
    thoroughly: bool = False,
    is_wanted: Wanted = always_wanted,
) -> Roster:
    """The cheapest roster found; `without` leaves rules out, to see what they cost. `known` is a roster that keeps the other
    rules: no dearer one is given. `thoroughly` takes turns between several ways to search, which finds more and takes longer.
    `is_wanted` is asked many times a second whether to go on.

    Raises ValueError for a faulty question (a skill that nobody has is no fault: that need stays open), Stopped."""
    faults = [one for one in question.find_faults() if not one.startswith("Nobody has")]
    if faults:
        raise ValueError(" ".join(faults))
    if not is_wanted():
        raise Stopped
    # An empty roster keeps every rule, so there always is one; too little effort finds no better.
    nobody = tuple((OFF,) * question.days for _ in question.people)
    best = assess_rota(question, nobody if known is None else known, without=without)
    at_least = min(best.cost.total, least_cost(question, without, is_wanted=is_wanted))
    best = replace(best, at_least=at_least)
    if len(question.people) > MOST_AT_ONCE:
        rounds = ROUNDS if thoroughly else 1
        return _team_by_team(question, without, best, effort=effort, rounds=rounds, is_wanted=is_wanted)
    # Asked to leave nothing open, the solver finds within seconds what it may miss where it could.
    for is_covered, turns in ((True, 1), (False, 1), (False, TURNS)) if thoroughly else ((True, 1), (False, 1)):
        if best.is_best or best.cost.total < 1 / HUNDREDTHS:
            break
        found = _search(question, without, best, effort=effort, is_covered=is_covered, turns=turns, is_wanted=is_wanted)
        best = replace(min(best, found, key=lambda one: one.cost.total), at_least=max(best.at_least, found.at_least))
    return best


def _team_by_team(
    question: Question, without: frozenset[Rule], best: Roster, *, effort: float, rounds: int, is_wanted: Wanted
) -> Roster:
    """The cheapest roster found by making that of one team after another beside what the others work; what all of them
    together cannot cost less than is known from before."""
    at_least, each = best.at_least, effort / max(1, len(question.people) // TEAM)
    for turn in range(rounds):
        teams = deal(question, turn, size=TEAM)
        for number, team in enumerate(teams):
            if best.is_best:
                return best
            asked = left_for(question, team, best.days, teams[number + 1 :] if turn == 0 else (), without)
            before = assess_rota(asked, [best.days[place] for place in team], without=without)
            if before.cost.total < 1 / HUNDREDTHS:
                continue
            found = before
            for is_covered in (True, False):
                other = _search(asked, without, found, effort=each, is_covered=is_covered, turns=1, is_wanted=is_wanted)
                found = min(found, other, key=lambda one: one.cost.total)
                if other.is_best:
                    break
            rows = list(best.days)
            for place, row in zip(team, found.days, strict=True):
                rows[place] = row
            tried = assess_rota(question, rows, without=without)
            # In the first round most shifts stand open until the last team has its turn.
            best = replace(tried if tried.cost.total <= best.cost.total else best, at_least=at_least)
    return best


def _search(
    question: Question, without: frozenset[Rule], best: Roster, *, effort: float, is_covered: bool, turns: int,
    is_wanted: Wanted,
) -> Roster:  # fmt: skip
    """The cheapest roster found from the best that is known; `is_covered`: of those that leave nothing open. Several ways to
    search take `turns` on one thread, each for so much work: the same question has the same answer."""
    built = Building(question, without, is_covered=is_covered)
    # One that leaves something open leads the search astray.
    if not best.open_needs:
        built.hint(best.days)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = turns
    solver.parameters.interleave_search = turns > 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = effort
    status = solve(solver, built.model, is_wanted)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return replace(best, at_least=0.0)
    days = tuple(
        tuple(built.shift_of(solver, person, day) for day in range(question.days))
        for person in range(len(question.people))
    )
    # What is covered costs at least this; what is not may cost less.
    at_least = 0.0 if is_covered else max(0.0, solver.best_objective_bound / HUNDREDTHS)
    return replace(assess_rota(question, days, without=without), at_least=at_least)
