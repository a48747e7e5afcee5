"""Units: every moment kept with who noted it, and what each makes due or ends."""

from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.incidents.closing import close_incident
from constabulary.casework.incidents.dispatch import (
    clear_unit,
    deploy_unit,
    divert_unit,
    note_arrival,
    note_en_route,
    note_resourced,
)
from constabulary.casework.restrictions import restrict_journey
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.protection.restrictions import RestrictionKind
from constabulary.records.models import Deployment, Incident, IncidentLogEntry, IncidentMilestone, JournalEntry
from constabulary.records.queries.officers import say_who_asks
from constabulary.records.queries.units import units_since
from tests.conftest import asking
from tests.factories.calls import former_partner_damage
from tests.factories.incidents import due, opened, quarrel

MINUTE = timedelta(minutes=1)


@pytest.fixture
def incident(db, at) -> Incident:
    return opened(at, former_partner_damage(at))


def state_of(incident: Incident) -> str:
    incident.refresh_from_db()
    return incident.state


@pytest.mark.source("domain/01 1.5")
def test_every_moment_of_an_incident_is_kept_with_who_it_was(incident, officer, at):
    by = officer(Role.DISPATCHER)
    sent = deploy_unit(incident=incident.pk, unit=" kd21 ", by=by, at=at + MINUTE)
    note_en_route(deployment=sent, by=by, at=at + 2 * MINUTE)
    note_resourced(incident=incident.pk, by=by, at=at + 3 * MINUTE)
    note_arrival(deployment=sent, by=by, at=at + 14 * MINUTE)
    clear_unit(deployment=sent, words="Windows boarded, statement taken.", by=by, at=at + 60 * MINUTE)
    moments = {
        one.kind: (one.reached_at - at, one.reached_by_id)
        for one in IncidentMilestone.objects.filter(incident=incident)
    }
    assert {kind: length for kind, (length, _) in moments.items()} == {
        "answered": -4 * MINUTE, "opened": 0 * MINUTE, "thrive_done": 0 * MINUTE, "graded": 0 * MINUTE,
        "first_dispatched": MINUTE, "en_route": 2 * MINUTE, "resourced": 3 * MINUTE, "first_at_scene": 14 * MINUTE,
        "cleared": 60 * MINUTE,
    }  # fmt: skip
    assert {number for kind, (_, number) in moments.items() if kind in {"en_route", "cleared"}} == {by.id}
    unit = Deployment.objects.get(pk=sent)
    assert (unit.unit, unit.state, unit.cleared_by_id) == ("KD21", "cleared", by.id)


def test_arrival_meets_attendance_and_leaves_thrive_due_by_the_ceiling(incident, officer, at):
    by = officer(Role.DISPATCHER)
    sent = deploy_unit(incident=incident.pk, unit="KD21", by=by, at=at + MINUTE)
    assert state_of(incident) == "deployed"
    assert due(incident)["reassess"] == at + 60 * MINUTE, "deployed to: the interval is no longer halved"
    note_arrival(deployment=sent, by=by, at=at + 14 * MINUTE)
    assert state_of(incident) == "attended"
    assert due(incident, "met")["attend"] == at + 60 * MINUTE
    assert due(incident)["reassess"] == at + 210 * MINUTE
    assert "attend" not in due(incident)


def test_diverting_the_only_unit_opens_the_incident_again_and_calls_for_thrive(incident, officer, at):
    by = officer(Role.DISPATCHER)
    sent = deploy_unit(incident=incident.pk, unit="KD21", by=by, at=at + MINUTE)
    with pytest.raises(NotAllowed):
        divert_unit(deployment=sent, reason=" ", by=by, at=at + 2 * MINUTE)
    divert_unit(deployment=sent, reason="Officer in need of help at Tolling.", by=by, at=at + 5 * MINUTE)
    assert state_of(incident) == "open"
    assert due(incident)["reassess"] == at + 20 * MINUTE
    assert IncidentLogEntry.objects.get(incident=incident).words.startswith("KD21 diverted.")


def test_diverting_one_of_two_units_leaves_the_other_on_its_way(incident, officer, at):
    by = officer(Role.DISPATCHER)
    first = deploy_unit(incident=incident.pk, unit="KD21", by=by, at=at + MINUTE)
    deploy_unit(incident=incident.pk, unit="KD22", by=by, at=at + MINUTE)
    divert_unit(deployment=first, reason="Nearer to another.", by=by, at=at + 2 * MINUTE)
    assert state_of(incident) == "deployed"
    assert IncidentMilestone.objects.filter(incident=incident, kind="first_dispatched").count() == 1


def test_what_cannot_be_done_with_units_is_refused(incident, officer, at):
    by = officer(Role.DISPATCHER)
    with pytest.raises(NotAllowed):
        deploy_unit(incident=incident.pk, unit=" ", by=by, at=at)
    with pytest.raises(NotAllowed):
        note_resourced(incident=incident.pk, by=by, at=at)
    sent = deploy_unit(incident=incident.pk, unit="KD21", by=by, at=at)
    with pytest.raises(NotAllowed):
        deploy_unit(incident=incident.pk, unit="kd21", by=by, at=at)
    with pytest.raises(NotAllowed):
        clear_unit(deployment=sent, words="Gone.", by=by, at=at)
    note_arrival(deployment=sent, by=by, at=at)
    with pytest.raises(NotAllowed) as refused:
        clear_unit(deployment=sent, words=" ", by=by, at=at)
    assert [(one.code, one.field) for one in refused.value.reasons] == [("incident-log.result-missing", "words")]
    with pytest.raises(NotPermitted):
        deploy_unit(incident=incident.pk, unit="KD30", by=officer(Role.CONTACT_HANDLER), at=at)


def test_a_second_unit_at_the_scene_clears_last(incident, officer, at):
    by = officer(Role.DISPATCHER)
    units = [deploy_unit(incident=incident.pk, unit=name, by=by, at=at) for name in ("KD21", "KD22")]
    for unit in units:
        note_arrival(deployment=unit, by=by, at=at + 10 * MINUTE)
    clear_unit(deployment=units[0], words="The other stays.", by=by, at=at + 20 * MINUTE)
    assert not IncidentMilestone.objects.filter(incident=incident, kind="cleared").exists()
    clear_unit(deployment=units[1], words="All spoken to.", by=by, at=at + 30 * MINUTE)
    assert IncidentMilestone.objects.get(incident=incident, kind="cleared").reached_at == at + 30 * MINUTE


@pytest.fixture
def other(incident, at) -> Incident:
    return quarrel(at)


def log_of(incident: Incident) -> list[str]:
    return list(IncidentLogEntry.objects.filter(incident=incident).order_by("id").values_list("words", flat=True))


def test_a_unit_that_is_committed_elsewhere_is_taken_only_for_a_reason_written_in_both_logs(
    incident, other, officer, at
):
    by = officer(Role.DISPATCHER)
    first = deploy_unit(incident=other.pk, unit="KD21", by=by, at=at + MINUTE)
    for because in ("", " "):
        with pytest.raises(NotAllowed) as refused:
            deploy_unit(incident=incident.pk, unit="kd 21", taken_because=because, by=by, at=at + 2 * MINUTE)
        assert [one.field for one in refused.value.reasons] == ["taken_because"]
    assert Deployment.objects.count() == 1
    deploy_unit(incident=incident.pk, unit="KD21", taken_because="A life is in danger.", by=by, at=at + 3 * MINUTE)
    left = Deployment.objects.get(pk=first)
    assert (left.state, left.reason) == ("diverted", f"Sent to {incident.reference}. A life is in danger.")
    assert (state_of(other), state_of(incident)) == ("open", "deployed")
    assert due(other)["reassess"] <= at + 18 * MINUTE
    assert log_of(other) == [f"KD21 diverted. Sent to {incident.reference}. A life is in danger."]
    assert log_of(incident) == [f"KD21 sent, taken from {other.reference}. A life is in danger."]
    kinds = JournalEntry.objects.filter(journey_row=other.journey_id).values_list("kind", flat=True)
    assert "incident_unit_diverted" in kinds


def test_one_that_is_there_is_cleared_from_there_and_thrive_falls_due_on_what_it_leaves(incident, other, officer, at):
    by = officer(Role.DISPATCHER)
    first = deploy_unit(incident=other.pk, unit="KD21", by=by, at=at + MINUTE)
    note_arrival(deployment=first, by=by, at=at + 2 * MINUTE)
    deploy_unit(incident=incident.pk, unit="KD21", taken_because="A life is in danger.", by=by, at=at + 3 * MINUTE)
    assert Deployment.objects.get(pk=first).state == "cleared"
    assert state_of(other) == "attended"
    assert due(other)["reassess"] == at + 18 * MINUTE
    assert IncidentMilestone.objects.get(incident=other, kind="cleared").reached_at == at + 3 * MINUTE


def test_a_unit_is_free_once_its_incident_is_closed_or_it_is_cleared_or_diverted(incident, other, officer, at):
    by = officer(Role.DISPATCHER)
    first = deploy_unit(incident=other.pk, unit="KD21", by=by, at=at)
    note_arrival(deployment=first, by=by, at=at + MINUTE)
    close_incident(
        incident=other.pk, category="civil-dispute", rationale="Settled at the fence.", by=by, at=at + 2 * MINUTE
    )
    assert Deployment.objects.get(pk=first).state == "at_scene"
    assert [(one.unit, one.is_committed) for one in units_since(at - MINUTE)] == [("KD21", False)]
    deploy_unit(incident=incident.pk, unit="KD21", by=by, at=at + 3 * MINUTE)


def test_the_board_says_where_each_unit_is_committed_and_since_when_the_others_are_free(incident, other, officer, at):
    by = officer(Role.DISPATCHER)
    old = deploy_unit(incident=other.pk, unit="KD20", by=by, at=at - 30 * 60 * MINUTE)
    deploy_unit(incident=other.pk, unit="KD21", by=by, at=at)
    cleared = deploy_unit(incident=other.pk, unit="KD22", by=by, at=at)
    note_arrival(deployment=cleared, by=by, at=at + MINUTE)
    clear_unit(deployment=cleared, words="One is enough.", by=by, at=at + 2 * MINUTE)
    board = {one.unit: one for one in units_since(at - 24 * 60 * MINUTE)}
    assert {sign: (one.state, one.incident) for sign, one in board.items()} == {
        "KD20": ("sent", other.reference), "KD21": ("sent", other.reference), "KD22": ("cleared", other.reference),
    }  # fmt: skip
    assert board["KD22"].noted_at == at + 2 * MINUTE
    divert_unit(deployment=old, reason="The shift ended.", by=by, at=at)
    assert {one.unit for one in units_since(at - 24 * 60 * MINUTE)} == {"KD21", "KD22"}


def test_the_log_of_the_other_incident_does_not_name_one_that_is_restricted(incident, other, officer, at):
    by = officer(Role.DISPATCHER)
    deploy_unit(incident=incident.pk, unit="KD21", by=by, at=at)
    restrict_journey(
        journey=incident.journey_id, kind=RestrictionKind.CHILD, reason="Known to the dispatcher.",
        by=asking(Role.DETECTIVE), at=at, officers=(by.id,),
    )  # fmt: skip
    say_who_asks(by)
    deploy_unit(incident=other.pk, unit="KD21", taken_because="A life is in danger.", by=by, at=at + MINUTE)
    assert log_of(other) == ["KD21 sent, taken from another incident. A life is in danger."]
