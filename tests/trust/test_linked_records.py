"""What is tied to a restricted record names it to nobody who may not see it: a link, a duplicate, a crime it continues.

The records are tied first and restricted afterwards, so that nothing depends on what was known when they were.
"""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client

from constabulary.access.officers import Officer
from constabulary.access.roles import Role
from constabulary.casework.exporting.records import export_records
from constabulary.casework.incidents.closing import close_as_duplicate
from constabulary.casework.incidents.corrections import link_incident
from constabulary.casework.incidents.log import add_line
from constabulary.casework.people import PersonDetails
from constabulary.casework.people.linking import link_records
from constabulary.casework.recording.cancellation import CancellationDetails, ask_cancellation
from constabulary.casework.restrictions import restrict_journey
from constabulary.policing.exports import ExportFormat, ExportKind
from constabulary.policing.incidents.links import LinkKind
from constabulary.policing.incidents.log import LogKind
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.protection.restrictions import RestrictionKind
from constabulary.records.models import Crime, Incident, IncidentLogEntry, JournalEntry, JournalPayload
from constabulary.records.queries.incident_log import LogLine, log_of_incident
from constabulary.records.queries.officers import say_who_asks
from constabulary.records.writing import writing
from constabulary.standards.calendar import local_day
from tests.casework.test_cancellation import INFORMATION
from tests.conftest import AT, asking
from tests.factories.crimes import give, record, reported
from tests.factories.incidents import quarrel
from tests.factories.protection import add_officer
from tests.trust.addresses import address_of, pages, segments_of
from tests.trust.scene import signed_in

HOUR = timedelta(hours=1)
STALKING = {"code": "195/12", "category": "8Q"}
#: What shows the records themselves: asked as every role; `make test-all` asks for every page.
OF_THE_RECORDS = ("incident", "journey", "crime", "decide_cancellation", "person", "incident_link", "incident_log")


@dataclass
class Tied:
    """Records that all may read, each as identifiers by the part of an address before them, and the names of those hidden."""

    shown: list[dict[str, str]]
    hidden: list[str]
    unit: Officer


@pytest.fixture
def tied(db) -> Tied:
    """An incident linked either way with one that is restricted later, a duplicate of each, conduct that continues its crime."""
    secret_crime = record(reported(AT), AT + HOUR, **STALKING)
    secret = Incident.objects.get(pk=secret_crime.incident_id)
    her = PersonDetails(reference=secret_crime.victim.reference)
    plain_crime = record(reported(AT + HOUR), AT + 2 * HOUR)
    plain = Incident.objects.get(pk=plain_crime.incident_id)
    goes_on = reported(AT + 2 * HOUR, caller=her)
    record(goes_on, AT + 3 * HOUR, **STALKING, continues=secret_crime.reference)
    worked, told_again, told_of_secret, worked_secretly = (quarrel(AT + one * HOUR) for one in (1, 2, 3, 4))
    at = AT + 5 * HOUR
    by = asking(Role.DISPATCHER)
    for one, other in ((plain, secret), (secret, plain), (worked, secret)):
        link_incident(incident=one.pk, linked=other.reference, kind=LinkKind.RELATED, words="One street.", by=by, at=at)
    close_as_duplicate(incident=told_again.pk, master=worked.reference, useful="He shouted.", by=by, at=at)
    close_as_duplicate(incident=told_of_secret.pk, master=worked_secretly.reference, useful="A dog.", by=by, at=at)
    caller = plain_crime.victim.reference
    for to in (secret.reference, secret_crime.reference):
        link_records(start=caller, to=to, kind="mentioned", source="seen", words="Named there.", by=by, at=at)
    give(plain_crime, Role.DETECTIVE, at)
    wanted = CancellationDetails(code="C3", information=INFORMATION, victim_told_at=at, survivor=secret_crime.reference)
    ask_cancellation(crime=plain_crime.pk, asked=wanted, by=asking(Role.DETECTIVE), at=at + HOUR)
    hidden = []
    unit = add_officer("P900", Role.POLIT, at)
    say_who_asks(unit)
    for one in (secret, told_again, worked_secretly):
        restrict_journey(
            journey=one.journey_id,
            kind=RestrictionKind.POLICE_OFFICER_INVOLVED,
            reason="A colleague.",
            by=unit,
            at=at + HOUR,
        )
        hidden += [
            one.reference,
            one.journey.reference,
            *Crime.objects.filter(incident=one).values_list("reference", flat=True),
        ]
    shown = [
        {"incidents": one.reference, "journeys": one.journey.reference, "crimes": plain_crime.reference, "people": caller,
         "who-looked": caller}
        for one in (plain, goes_on, worked, told_of_secret)
    ]  # fmt: skip
    return Tied(shown=shown, hidden=hidden, unit=unit)


def named(client: Client, tied: Tied, only: list[str] | tuple[str, ...]) -> list[str]:
    """Each page of what is shown that names what is hidden; asked for one after the other, refused forms included."""
    found = []
    for page in pages():
        if page.name == "sign_out" or page.name not in only:
            continue
        for known in tied.shown if segments_of(page) else tied.shown[:1]:
            address = address_of(page, known)
            answers = [client.get(address)] if "GET" in page.methods else []
            answers += [client.post(address, {"no such field": "1"})] if "POST" in page.methods else []
            for answer in answers:
                said = "".join(map(str, answer)) if answer.streaming else answer.content.decode(errors="replace")
                found += [f"{page.name} ({answer.status_code}): {one}" for one in tied.hidden if one in said]
                assert answer.status_code < 500, page.name
    return found


def test_no_page_of_a_record_names_what_it_is_tied_to_and_whoever_reads_may_not_see(tied):
    assert len(tied.hidden) == 7
    for role in Role:
        assert named(signed_in(asking(role)), tied, OF_THE_RECORDS) == [], role


@pytest.mark.slow
@pytest.mark.parametrize("role", Role)
def test_not_one_page_names_it_to_any_role(role, tied):
    assert named(signed_in(asking(role)), tied, [page.name for page in pages()]) == []


def test_whoever_may_see_both_is_led_from_one_to_the_other(tied):
    """The control: the same search finds the names where they may be read."""
    found = named(signed_in(tied.unit), tied, OF_THE_RECORDS)
    for page in ("incident", "journey", "person"):
        assert any(one.startswith(f"{page} ") for one in found), (page, found)


def test_neither_the_log_nor_the_journal_of_a_record_holds_the_name_of_another(tied):
    asking(Role.AUDITOR)
    for known in tied.shown:
        incident = Incident.objects.get(reference=known["incidents"])
        held = [
            incident.closing_rationale,
            *IncidentLogEntry.objects.filter(incident=incident).values_list("words", flat=True),
        ]
        entries = JournalEntry.objects.filter(journey_row=incident.journey_id).values_list("id", flat=True)
        held += [bytes(one.content).decode() for one in JournalPayload.objects.filter(entry__in=entries)]
        assert not [(one, words) for one in tied.hidden for words in held if one in words]


def lines_of(worked: Incident, by: Officer) -> list[LogLine]:
    say_who_asks(by)
    return log_of_incident(worked.pk)


def test_a_line_that_kept_the_reference_instead_of_the_number_is_read_and_names_it_to_those_alone_who_may_see_it(tied):
    """Lines written before numbers were kept stay as they are: the log is never rewritten."""
    say_who_asks(tied.unit)
    worked = Incident.objects.get(reference=tied.shown[2]["incidents"])
    told_again = Incident.objects.get(master=worked)
    kept = IncidentLogEntry.objects.get(incident=worked, kind="duplicate")
    with writing(by=tied.unit, at=AT + 6 * HOUR, purpose="Writing as it was written then") as w:
        w.entry(EntryKind.INCIDENT_LOGGED, subject=worked, journey=worked.journey_id)
        words = f"From {told_again.reference}: He shouted."
        add_line(w, worked, LogKind.DUPLICATE, words=words, details={"from": told_again.reference})
    nowhere = ("", "He shouted.")
    old, new = lines_of(worked, tied.unit)
    assert (old.told_in, old.words) == (told_again.reference, "He shouted.")
    assert (new.told_in, new.words) == (told_again.reference, kept.words)
    old, new = lines_of(worked, asking(Role.DISPATCHER))
    assert (old.told_in, old.words) == nowhere
    assert (new.told_in, new.words) == ("", kept.words)
    page = signed_in(asking(Role.DISPATCHER)).get(f"/incidents/{worked.reference}")
    assert page.status_code == 200
    assert told_again.reference not in page.content.decode()


@pytest.mark.parametrize("kind", ExportKind)
def test_no_export_names_it_either(kind, tied):
    made = export_records(
        kind=kind, file_format=ExportFormat.CSV, from_on=local_day(AT), until_on=local_day(AT), purpose="The yearly return.",
        by=asking(Role.INSPECTION_LEAD), at=AT,
    )  # fmt: skip
    assert not [one for one in tied.hidden if one in made.content.decode()]


def test_an_incident_names_its_crime_to_those_alone_who_see_crimes(tied):
    address, crime = f"/incidents/{tied.shown[0]['incidents']}", tied.shown[0]["crimes"]
    read = {role: signed_in(asking(role)).get(address) for role in (Role.FIREARMS_LEAD, Role.AUDITOR)}
    assert {one.status_code for one in read.values()} == {200}
    assert [crime in one.content.decode() for one in read.values()] == [False, True]
