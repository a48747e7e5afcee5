"""Every timed job, over a force that has something of everything, and over one that took over another's records."""

from datetime import timedelta

from constabulary.casework.takeover.loading import take_over
from constabulary.jobs.timed import TIMED_JOBS
from constabulary.records.models import Crime, SampledClosure
from constabulary.records.queries.officers import say_who_asks, system_officer
from tests.factories.staging import small_folder, write_folder

#: A day on, what was left overnight; a week and a day on, what is drawn of a whole week.
LATER = (timedelta(minutes=5), timedelta(days=1), timedelta(days=8))


def work_by_the_clock(system, at) -> dict[str, int]:
    """What each job handled, at each of the moments."""
    say_who_asks(system)
    return {f"{job.name} after {later}": job.verb(by=system, at=at + later) for later in LATER for job in TIMED_JOBS}


def test_no_job_fails_over_a_force_that_has_something_of_everything(in_force, at):
    handled = work_by_the_clock(system_officer(), at)
    did = {name.split()[0] for name, many in handled.items() if many}
    assert did >= {
        "keep_queue_ledger",
        "compute_nightly",
        "escalate_searches",
        "escalate_handoffs",
        "select_alike_thrive",
    }


def test_no_job_fails_over_records_of_another_system_and_what_was_decided_there_is_not_drawn(system, at, tmp_path):
    say_who_asks(system)
    list(take_over(folder=write_folder(tmp_path / "staged", small_folder(at)), name="Oldsys", by=system, at=at))
    assert {one.state for one in Crime.objects.all()} >= {"finalised", "cancelled"}
    work_by_the_clock(system, at - timedelta(days=2))
    work_by_the_clock(system, at)
    assert not SampledClosure.objects.exists()
