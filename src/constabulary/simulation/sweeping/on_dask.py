"""Sweeps on Dask: an existing scheduler by its address, or a cluster of this machine.

Replications are numbered and independent, so it makes no difference to the bit which process plays which, or that one is
played again because its process was lost. A scheduler runs whatever it is handed: its address is for machines one trusts.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from distributed import Client, KilledWorker, LocalCluster, as_completed

from constabulary.simulation.model.checking import check_playable
from constabulary.simulation.model.whole import Model
from constabulary.simulation.results.replication import Replication
from constabulary.simulation.results.simulating import STEP, Result, play_numbers

#: On a cluster of our own a piece of work that has taken so many processes with it is not handed to another: it is taken to
#: be the work that kills. A scheduler of somebody else's has a number of its own. What fails without its process dying is
#: not played again: it would fail again, for the same numbers give the same play.
MOST_LOST = 3
CONNECT_WITHIN = "20s"


class NoScheduler(Exception):
    """No scheduler answers at this address, or the processes that played were lost; the text is the sentence."""


@contextmanager
def connected(address: str, *, workers: int = 2) -> Iterator[Client]:
    """A client of the scheduler at an address; with "local", of a cluster of so many processes of this machine.

    Raises NoScheduler.
    """
    if address == "local":
        with (
            LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                processes=True,
                dashboard_address=None,
                silence_logs=50,
                # It counts from nought: the one that is lost next is the last. Any free port: the usual one may be taken
                # by somebody else's cluster.
                scheduler_kwargs={"allowed_failures": MOST_LOST - 1, "dashboard_address": ":0"},
            ) as cluster,
            Client(cluster) as client,
        ):
            yield client
        return
    try:
        client = Client(address, timeout=CONNECT_WITHIN)
    except (TimeoutError, OSError, ValueError) as error:
        raise NoScheduler(f"No Dask scheduler answers at {address}.") from error
    with client:
        yield client


def sweep(
    client: Client,
    models: Mapping[str, Model],
    *,
    seed: int,
    replications: int,
    told: Callable[[int, int], None] | None = None,
) -> Mapping[str, Result]:
    """Play each model so often, under the same seed. `told` hears (pieces done, pieces in all).

    Raises NotPlayable before anything is played, and NoScheduler when a piece of work has lost as many processes as the
    scheduler allows (on a cluster of our own, `MOST_LOST`).
    """
    doubts = {name: check_playable(model) for name, model in models.items()}
    pieces = [
        (name, range(first, min(replications, first + STEP)))
        for name in models
        for first in range(0, replications, STEP)
    ]
    futures = [client.submit(play_numbers, models[name], seed, numbers, pure=False) for name, numbers in pieces]
    try:
        for done, _ in enumerate(as_completed(futures), start=1):
            if told is not None:
                told(done, len(pieces))
        played = client.gather(futures)
    except KilledWorker as error:
        raise NoScheduler(
            "The processes that played this were lost again and again, most likely for want of memory: play it fewer times or "
            "on fewer at once."
        ) from error
    found: dict[str, list[Replication]] = {name: [] for name in models}
    for (name, _), part in zip(pieces, played, strict=True):
        found[name].extend(part)
    return {
        name: Result(
            model=model, seed=seed, replications=tuple(found[name]), reached=True, doubts=doubts[name]
        )
        for name, model in models.items()
    }  # fmt: skip
