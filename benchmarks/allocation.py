"""Proposals for a whole pool on one core: time and proven gap, beside greedy, CP-SAT and instances of known optimum.

Times are seconds of one core (`time.process_time`; libraries are held to one thread), because other work on the machine
would otherwise be measured too; the wall is printed as well. The gap is to a bound over all officers, not over those looked
at. The peers get the same pool in the same run: greedy takes crimes by urgency and gives each to whoever costs least;
CP-SAT is a plain model over the same selection of officers, with the same seconds and one worker.

Run in a process of its own, so that one thread is all there is from the start.
"""

import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from ortools.sat.python import cp_model

from benchmarks.pools.greedy import choose_greedily
from benchmarks.pools.making import limits_in_training, make_force, make_known
from constabulary.optimisation.counts import find_broken
from constabulary.optimisation.explaining import explain
from constabulary.optimisation.pool import Pool
from constabulary.optimisation.proposing import Effort, Plan, propose

NAME = "allocation"
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
#: (crimes, officers, most seconds, seconds given to look for better) of each size.
SIZES = ((2_000, 1_500, 3.0, 2.5), (20_000, 1_500, 30.0, 26.0))
MOST_GAP = 0.005
#: One in so many officers in training, with at most so many crimes of each kind.
IN_TRAINING = 10, (1, 2)
#: The size at which CP-SAT starts at all on one core.
PEER = (300, 200, 15.0)


def run(data: Path | None) -> tuple[bool, list[str]]:
    """(whether the claims held, the result in lines)."""
    del data
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.allocation"],
        cwd=Path(__file__).resolve().parent.parent,
        env={**os.environ, **ONE_THREAD},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode == 0, [*done.stdout.splitlines(), *done.stderr.splitlines()[-5:]]


def main() -> int:
    """Print a line for each claim and peer; 1 when a claim does not hold."""
    held = True
    for crimes, officers, most, seconds in SIZES:
        for count_form in (False, True):
            held &= weigh_size(crimes, officers, most, seconds, count_form=count_form)
    held &= in_training()
    held &= one_second()
    peers()
    stressed()
    held &= known_optima()
    return 0 if held else 1


def told(name: str, plan: Plan, seconds: float, wall: float) -> str:
    """One plan in a line."""
    placed = plan.total - plan.waiting_cost
    of_placed = (plan.total - plan.bound) / placed if placed else 0.0
    return (
        f"{name}: {seconds:.1f} s ({wall:.1f} s by the wall), total {plan.total:,.1f}, bound {plan.bound:,.1f}, "
        f"gap {plan.gap:.4%} of the bound, {of_placed:.4%} of what is given; {len(plan.waiting)} wait"
    )


def measure(pool: Pool, seconds: float | None) -> tuple[Plan, float, float]:
    """(the plan, seconds of the core, seconds by the wall)."""
    core, wall = time.process_time(), time.perf_counter()
    plan = propose(
        pool, effort=Effort(seconds=seconds, sweeps=400, shakes=100_000, rounds=100_000), clock=time.process_time
    )
    return plan, time.process_time() - core, time.perf_counter() - wall


def weigh_size(crimes: int, officers: int, most: float, seconds: float, *, count_form: bool) -> bool:
    """The claim for one size and form, with greedy beside it; explanations of a page of fifty are timed too."""
    pool = make_force(crimes, officers, seed=1, count_form=count_form)
    plan, core, wall = measure(pool, seconds)
    form = "case count" if count_form else "points"
    print(told(f"{crimes:,} crimes x {officers:,} officers, {form}", plan, core, wall))
    began = time.process_time()
    for one in plan.proposals[:50]:
        explain(plan, one.crime)
    print(f"  fifty explanations {time.process_time() - began:.2f} s; claimed {most:.0f} s and {MOST_GAP:.1%}")
    total, took = greedy(plan)
    print(f"  greedy {total:,.1f} in {took:.1f} s: {total / plan.total:.3f} times our total")
    return core <= most and plan.gap <= (1e-6 if count_form else MOST_GAP)


def in_training() -> bool:
    """The claims of the smaller size where a tenth of the officers may be given only so many crimes of each kind.

    The bound is one of all plans that keep these limits; what they cost is told by the bound without them.
    """
    crimes, officers, most_seconds, seconds = SIZES[0]
    every, numbers = IN_TRAINING
    held = True
    for count_form in (False, True):
        pool = make_force(crimes, officers, seed=1, count_form=count_form)
        without, _, _ = measure(pool, seconds)
        form = "case count" if count_form else "points"
        for most in numbers:
            limits = limits_in_training(pool, every=every, most=most)
            plan, core, wall = measure(replace(pool, counts=limits), seconds)
            name = f"{crimes:,} x {officers:,}, {form}, {officers // every} in training, {most} of each kind at most"
            print(told(name, plan, core, wall))
            broken, free = len(find_broken(plan, limits)), len(find_broken(without, limits))
            print(
                f"  {len(limits):,} limits, {broken} broken; the plan without them breaks {free}, "
                f"and is at least {without.bound:,.1f}, {plan.total / without.bound - 1:.4%} less"
            )
            held &= not broken and core <= most_seconds and plan.gap <= (1e-6 if count_form else MOST_GAP)
    return held


def one_second() -> bool:
    """A good answer within a second, and a better one if allowed longer."""
    pool = make_force(1_000, 400, seed=3)
    plans = [(seconds, *measure(pool, seconds)) for seconds in (1.0, 4.0)]
    for seconds, plan, core, wall in plans:
        print(told(f"1,000 x 400, allowed {seconds:.0f} s", plan, core, wall))
    return plans[1][1].total <= plans[0][1].total


def peers() -> None:
    """Ours, greedy and CP-SAT on one pool, with the same seconds."""
    crimes, officers, seconds = PEER
    pool = make_force(crimes, officers, seed=2)
    plan, core, wall = measure(pool, seconds)
    print(told(f"{crimes} x {officers}, ours", plan, core, wall))
    total, _ = greedy(plan)
    print(f"  greedy: {total:,.1f}, {total / plan.total:.4f} times ours")
    total, bound, took = cp_sat(plan, seconds)
    if total is None:
        print(f"  CP-SAT: no answer in {took:.1f} s")
    else:
        print(
            f"  CP-SAT, same selection: {total:,.1f} in {took:.1f} s, {total / plan.total:.4f} times ours; "
            f"its own gap {(total - bound) / bound:.4%}, for the selection only"
        )


def stressed() -> None:
    """Rooms that are few and broken, and more work than room: printed, not claimed."""
    pool = make_force(2_000, 1_500, seed=1, tight=0.9)
    plan, core, wall = measure(pool, 6.0)
    print(told("2,000 x 1,500 with a tenth more room than work, in pieces", plan, core, wall))
    print(f"  greedy: {greedy(plan)[0] / plan.total:.4f} times ours")


def known_optima() -> bool:
    """Instances made from their duals: what we propose and prove, beside what is known to be best."""
    held = True
    for seed in range(3):
        pool, best = make_known(1_500, 100, seed=seed)
        plan, core, wall = measure(pool, 6.0)
        print(told(f"known optimum {best:,.2f}, 1,500 x 100, made from duals, seed {seed}", plan, core, wall))
        print(f"  total {plan.total / best - 1:.4%} above the optimum, bound {1 - plan.bound / best:.4%} below it")
        held &= plan.bound <= best * (1 + 1e-9) and plan.total >= best * (1 - 1e-9) and plan.gap <= MOST_GAP
    return held


def greedy(plan: Plan) -> tuple[float, float]:
    """(what the choice costs in which the most urgent is given first, each to whoever costs least; seconds)."""
    began = time.process_time()
    choice = choose_greedily(plan.field)
    return choice.total, time.process_time() - began


def cp_sat(plan: Plan, seconds: float) -> tuple[float | None, float, float]:
    """(total, bound, seconds) of a plain CP-SAT model over the same selection."""
    field, selection, scale = plan.field, plan.prices.selection, 10_000
    began = time.process_time()
    model = cp_model.CpModel()
    costs, of_officer = [], [[] for _ in range(field.officers)]
    for parcel in range(field.parcels):
        choices = []
        for officer, cost in zip(selection.officer[parcel].tolist(), selection.cost[parcel].tolist(), strict=True):
            if np.isfinite(cost):
                taken = model.new_bool_var("")
                choices.append(taken)
                costs.append(round(cost * scale) * taken)
                of_officer[officer].append(int(field.weight[parcel]) * taken)
        waits = model.new_bool_var("")
        costs.append(round(field.cost[parcel, -1] * scale) * waits)
        model.add_exactly_one([*choices, waits])
    for officer, taken in enumerate(of_officer):
        if taken:
            given = cp_model.LinearExpr.sum(taken)
            model.add(given <= int(field.room[officer]))
            for band, slope in enumerate(field.band_slope):
                beyond = model.new_int_var(0, int(field.room[officer]), "")
                model.add(beyond >= given - int(field.band_start[officer, band]))
                costs.append(round(slope * scale) * beyond)
    model.minimize(cp_model.LinearExpr.sum(costs))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(model)
    took = time.process_time() - began
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, 0.0, took
    return solver.objective_value / scale, solver.best_objective_bound / scale, took


if __name__ == "__main__":
    sys.exit(main())
