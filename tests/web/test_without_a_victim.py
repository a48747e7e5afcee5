"""A crime that has no victim offers nothing to be done for one, and refuses it; one whose victim is unknown still has one."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.allocation import allocate_crime
from constabulary.records.models import Crime, VictimContact, VictimNeeds
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.crimes import PLAIN, record, reported

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ACTS = ("update", "contact", "needs", "position", "statement", "special-measures")
#: A breach of an order: an offence against the state, though somebody is protected by the order.
BREACH = {"code": "008/74", "category": "8Q"}

AGAINST_STATE = replace(PLAIN, state_based=True)


@pytest.fixture
def crime(db) -> Crime:
    at = timezone.now() - DAY
    found = record(reported(at), at + HOUR, **BREACH, facts=AGAINST_STATE, victim="")
    assert (found.basis, found.victim_id, found.victim_organisation_id) == ("S", None, None)
    return found


def page_of(crime: Crime) -> str:
    return f"/crimes/{crime.reference}/victim"


def test_its_page_offers_no_act_for_a_victim_and_leads_to_the_incident_of_whoever_is_protected(crime):
    shown = signed_in(Role.VICTIMS_DESK).get(page_of(crime))
    html = shown.content.decode()
    assert not [one for one in ACTS if f'href="{page_of(crime)}/{one}"' in html]
    assert "No victim is recorded in this crime" in words_of(shown)
    assert f'href="/incidents/{crime.incident.reference}"' in html
    assert "Rights under" not in words_of(shown)
    assert f'href="{page_of(crime)}/wrote"' in html, "what somebody wrote is kept all the same"


def test_what_somebody_sends_all_the_same_is_refused_and_nothing_is_kept(crime):
    desk = signed_in(Role.VICTIMS_DESK)
    sent = {
        "contact": {"how": "telephone", "every_days": "28", "wishes": ""},
        "needs": {"words": "Nothing more.", "support": "declined"},
    }
    for act, data in sent.items():
        refused = desk.post(f"{page_of(crime)}/{act}", data)
        assert refused.status_code == 422, act
        assert "No victim is recorded in this crime" in words_of(refused), (act, words_of(refused)[:600])
    assert not any(kept.objects.exists() for kept in (VictimContact, VictimNeeds))


def test_a_crime_against_a_victim_nobody_has_named_offers_them(crime):
    Crime.objects.filter(pk=crime.pk).update(basis="V")
    html = signed_in(Role.VICTIMS_DESK).get(page_of(crime)).content.decode()
    assert [one for one in ACTS if f'href="{page_of(crime)}/{one}"' in html] == list(ACTS)


@pytest.mark.parametrize(("basis", "asked"), [("S", False), ("V", True)], ids=["no victim", "a victim"])
def test_the_plan_asks_what_is_left_without_the_victim_only_where_there_is_one(crime, basis, asked):
    allocate_crime(
        crime=crime.pk, officer=asking(Role.DETECTIVE).id, reason="On duty.", by=asking(Role.ALLOCATION_MANAGER),
        at=timezone.now() - HOUR,
    )  # fmt: skip
    Crime.objects.filter(pk=crime.pk).update(basis=basis)
    shown = words_of(signed_in(Role.DETECTIVE).get(f"/crimes/{crime.reference}/plan"))
    assert ("if the victim withdrew" in shown) is asked
    assert ("What do the victim and the witnesses need?" in shown) is asked
    assert ("What do the witnesses need?" in shown) is not asked
