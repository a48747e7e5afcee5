"""What is done by the clock, and how often. To have something done, add a line to TIMED_JOBS."""

from datetime import datetime, time, timedelta

from constabulary.access.officers import Officer
from constabulary.casework.abuse_suspects import escalate_searches
from constabulary.casework.incidents.copies import select_alike_thrive
from constabulary.casework.incidents.handoffs import escalate_handoffs
from constabulary.casework.inspection import compute_nightly
from constabulary.casework.person_keys import count_common_keys
from constabulary.casework.planning.recovery_plans import watch_recovery_plans
from constabulary.casework.planning.recovery_weeks import count_recovery_weeks
from constabulary.casework.queue_forecasts import forecast_queues
from constabulary.casework.queues import keep_queue_ledger, watch_feeds, watch_inflow, watch_queues
from constabulary.casework.regrading import draw_regrading
from constabulary.casework.scoring import draw_weekly_sample
from constabulary.casework.second_reviews import draw_weekly_closures
from constabulary.casework.sending import send_outbox
from constabulary.casework.supervision_copies import select_copies
from constabulary.casework.timed_work import Job, clear_technical_rows, do_timed_job
from constabulary.casework.vulnerability.referring import escalate_referrals
from constabulary.casework.ways_out_watch import JOB, watch_ways_out
from constabulary.policing.clocks import start_of
from constabulary.standards.calendar import LONDON, local_day
from constabulary.standards.values import value

EPOCH = start_of(datetime(2000, 1, 1, tzinfo=LONDON).date())


@value
class TimedJob:
    """A verb of casework done by the clock: `every` so often, or daily at an hour of London."""

    name: str
    words: str
    verb: Job
    every: timedelta | None = None
    daily_at: time | None = None

    def due_at(self, at: datetime) -> datetime:
        """The newest moment, not after `at`, that it is due for."""
        if self.every is not None:
            return EPOCH + self.every * ((at - EPOCH) // self.every)
        assert self.daily_at is not None
        day = local_day(at)
        today = datetime.combine(day, self.daily_at, tzinfo=LONDON)
        return today if today <= at else datetime.combine(day - timedelta(days=1), self.daily_at, tzinfo=LONDON)


TIMED_JOBS: tuple[TimedJob, ...] = (
    TimedJob(
        name="clear_technical_rows",
        words="Drafts, sign-ins and runs of jobs older than thirty days are removed.",
        verb=clear_technical_rows,
        daily_at=time(3),
    ),
    TimedJob(
        name="count_common_keys",
        words="The parts of names that hundreds share are counted, so that a search asks for those that tell.",
        verb=count_common_keys,
        daily_at=time(3, 20),
    ),
    TimedJob(
        name="send_outbox",
        words="Messages that wait are sent by the person's safe route, inside its hours.",
        verb=send_outbox,
        every=timedelta(minutes=1),
    ),
    TimedJob(
        name="escalate_handoffs",
        words="Hand-offs that nobody has acknowledged in time go to a supervisor.",
        verb=escalate_handoffs,
        every=timedelta(minutes=1),
    ),
    TimedJob(
        name="escalate_referrals",
        words="Referrals that nobody has acknowledged in time go to a supervisor.",
        verb=escalate_referrals,
        every=timedelta(minutes=10),
    ),
    TimedJob(
        name="escalate_searches",
        words="Named suspects of domestic abuse who were not found in time go to a supervisor.",
        verb=escalate_searches,
        every=timedelta(minutes=10),
    ),
    TimedJob(
        name="keep_queue_ledger",
        words="The queues of each finished day are put in the ledger.",
        verb=keep_queue_ledger,
        daily_at=time(0, 10),
    ),
    TimedJob(
        name="forecast_queues",
        words="What each queue will hold over the next days is forecast from its ledger.",
        verb=forecast_queues,
        daily_at=time(0, 20),
    ),
    TimedJob(
        name="watch_queues",
        words="Queues that have stopped or slowed are raised with a supervisor.",
        verb=watch_queues,
        every=timedelta(minutes=10),
    ),
    TimedJob(
        name="count_recovery_weeks",
        words="The finished weeks of recovery plans whose queue is ours are read from the records.",
        verb=count_recovery_weeks,
        daily_at=time(5, 50),
    ),
    TimedJob(
        name="watch_recovery_plans",
        words="Recovery plans of which a week is missing, or whose records have moved, go to the planners.",
        verb=watch_recovery_plans,
        daily_at=time(6),
    ),
    TimedJob(
        name="watch_feeds",
        words="Hand-overs between desks that have fallen silent are raised with a supervisor.",
        verb=watch_feeds,
        every=timedelta(minutes=10),
    ),
    TimedJob(
        name="watch_inflow",
        words="Queues into which far less comes than usual are raised with a supervisor.",
        verb=watch_inflow,
        # By the last day beside others: looking oftener finds more by chance and hardly anything sooner.
        every=timedelta(hours=1),
    ),
    TimedJob(
        name="compute_nightly",
        words="The inspection's measures are computed as at the end of the day and kept.",
        verb=compute_nightly,
        daily_at=time(0, 30),
    ),
    TimedJob(
        name=JOB,
        words="Crimes of each finished day that went another way out than usual are raised with the registrar.",
        verb=watch_ways_out,
        daily_at=time(0, 40),
    ),
    TimedJob(
        name="draw_weekly_sample",
        words="A sample of each finished week's assessments is drawn for blind second scoring.",
        verb=draw_weekly_sample,
        daily_at=time(1),
    ),
    TimedJob(
        name="draw_regrading",
        words="Crimes of officers near their limit are drawn, once a week, to be graded again blind.",
        verb=draw_regrading,
        daily_at=time(1, 30),
    ),
    TimedJob(
        name="select_copies",
        words="Reviews of the week before that are near copies of others are selected for a colleague to read.",
        verb=select_copies,
        daily_at=time(1, 20),
    ),
    TimedJob(
        name="select_alike_thrive",
        words="THRIVE assessments of the day before that are near copies of others are selected for a colleague to read.",
        verb=select_alike_thrive,
        daily_at=time(1, 15),
    ),
    TimedJob(
        name="draw_weekly_closures",
        words="A sample of the crimes that each finished week closed is drawn to be decided a second time, blind.",
        verb=draw_weekly_closures,
        daily_at=time(1, 10),
    ),
)


def do_what_is_due(jobs: tuple[TimedJob, ...], *, by: Officer, at: datetime) -> list[str]:
    """Do each job that is due and not done yet; what was done, in words."""
    done = []
    for job in jobs:
        run = do_timed_job(name=job.name, verb=job.verb, due_at=job.due_at(at), by=by, at=at)
        if run is not None:
            done.append(f"{job.name}: {run.state}, {run.handled}")
    return done
