"""Where the wording of a rule leaves an answer open: the readings, how we rule until someone confirms, and the tests."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class OpenWording:
    """One open wording. `tests` name the tests that hold both readings; a rule not built yet says so instead."""

    rule: str
    between: str
    ruling: str
    tests: tuple[str, ...] = ()
    why_not: str = ""


NOT_BUILT = "not built yet"

ROWS = (
    OpenWording(
        rule="Pre-charge bail law on 28 October 2022 itself",
        between="from, or after, the coming into force",
        ruling="An arrest on that day follows the new periods; the duty to decide falls due at the earlier law",
        tests=(
            "test_on_28_october_2022_the_new_periods_apply_and_the_duty_falls_due_at_the_earlier_law",
            "test_a_force_may_settle_the_open_day_the_other_way",
        ),
    ),
    OpenWording(
        rule="Start of the bail period",
        between="the day of arrest, the day after, release",
        ruling="The day after the day of arrest is day one; months end on the day before the same day number",
        tests=("test_the_start_of_the_period_is_open_and_every_reading_is_shown",),
    ),
    OpenWording(
        rule="Hearing within 48 hours of a protection notice",
        between="whether a bank holiday on a Saturday is left out besides its substitute Monday",
        ruling="The duty counts the Saturday; the outer limit leaves it out",
        tests=("test_a_bank_holiday_on_a_saturday_counts_for_the_duty_and_not_for_the_outer_limit",),
    ),
    OpenWording(
        rule="Protection order of 14 to 28 days from the day made",
        between="day one or day zero",
        ruling="Day one",
        why_not=NOT_BUILT,
    ),
    OpenWording(
        rule="Closure notice of 24 hours over Christmas",
        between="the exclusion is stated for 48 hours only",
        ruling="Not excluded",
        why_not=NOT_BUILT,
    ),
    OpenWording(
        rule="Disclosure scheme 28 days, recovery 30 days",
        between="day zero or one",
        ruling="Day one",
        why_not=NOT_BUILT,
    ),
    OpenWording(
        rule="Asking THRIVE again",
        between="from opening, or from the latest THRIVE",
        ruling="From the latest THRIVE; opening drives the supervisor's alert",
        tests=("test_thrive_counts_from_the_latest_thrive_and_the_arrival_does_not_move_with_it",),
    ),
    OpenWording(
        rule="Online child abuse deadlines of 7, 14 and 30 days",
        between="calendar days or elapsed hours; from receipt or from assessment",
        ruling="Elapsed days from receipt; the clock from assessment is shown too",
        why_not=NOT_BUILT,
    ),
    OpenWording(
        rule="MARAC referral",
        between="the same working day, or within one working day",
        ruling="The same working day; the next is the outer limit",
        tests=("test_a_marac_referral_is_due_the_same_working_day_and_the_next_is_the_outer_limit",),
    ),
    OpenWording(
        rule="Return from foreign travel",
        between="three days after, or beginning with, the return",
        ruling="Beginning with the day of return",
        why_not=NOT_BUILT,
    ),
    OpenWording(
        rule="Recording before 1 April 2026",
        between="the earlier edition's limit was not read",
        ruling="24 hours",
        tests=("test_recording_before_april_2026_is_ruled_as_24_hours",),
    ),
    OpenWording(
        rule="Outcomes barred by the related-crime rule",
        between="the general list, or the chapter on conduct crime",
        ruling="The union of both",
        tests=("test_both_texts_on_related_crimes_are_kept_and_the_union_is_enforced",),
    ),
    OpenWording(
        rule="Telling a victim who cannot be reached before an outcome",
        between="the rule has no exception",
        ruling="Two recorded attempts by the safe route and a message left by it count as told",
        tests=("test_two_attempts_by_the_safe_route_and_a_message_count_as_told",),
    ),
    OpenWording(
        rule="Outcome 14 and a silent victim",
        between="silence is barred expressly for 16 only",
        ruling="Treated like 16: silence alone is not non-support",
        tests=("test_silence_never_opens_14_or_16_however_much_was_tried",),
    ),
    OpenWording(
        rule="Suspect named, true identity not established",
        between="14 and 18 bar a named suspect, 15 and 16 need identity",
        ruling="Stays open with enquiries as a duty; a supervisor may record why none remain, then 18",
        tests=("test_18_opens_when_a_supervisor_has_ruled_identity_out_of_reach_and_14_does_not",),
    ),
    OpenWording(
        rule="Outcome 16 when the evidence suffices without the victim",
        between="only considering it is required",
        ruling="The decision goes to an inspector, with reasons, and is sampled for a second review",
        tests=("test_in_high_risk_domestic_abuse_and_where_evidence_would_do_an_inspector_decides",),
    ),
    OpenWording(
        rule="Conduct crime, three months since the last incident",
        between="have passed, or up to",
        ruling="Exactly three months still joins the crime recorded",
        tests=("test_later_conduct_joins_the_crime_or_makes_a_new_one",),
    ),
    OpenWording(
        rule="24 hours across a change of the clocks",
        between="elapsed, or by the clock on the wall",
        ruling="Elapsed hours",
        tests=("test_a_clock_of_hours_ends", "test_recording_is_due_a_day_of_elapsed_hours_after_the_report"),
    ),
    OpenWording(
        rule="Rape reported here, happened elsewhere",
        between="N100/03, or a crime-related incident",
        ruling="N100/03",
        tests=("test_a_rape_reported_here_that_happened_elsewhere_has_the_code_for_it",),
    ),
    OpenWording(
        rule="High-risk domestic abuse",
        between="when it is judged",
        ruling="The highest grade held since the report; a later reduction needs a reason of its own",
        tests=("test_high_risk_domestic_abuse_needs_an_inspector_although_the_grade_was_lowered_since",),
    ),
    OpenWording(
        rule="Telephone resolution or record only",
        between="the two are not told apart",
        ruling="Telephone resolution when anyone owes the caller something; record only when nothing is owed",
        tests=("test_the_advisory_score_proposes_a_grade",),
    ),
)
