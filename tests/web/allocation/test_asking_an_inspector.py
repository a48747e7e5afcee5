"""An officer over their limit, on screen: the manager asks, sees that it waits, and reads what the inspector decided."""

from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import Allocation, PassedUp
from constabulary.records.models import Officer as OfficerRow
from constabulary.records.writing import writing
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.crimes import recorded

pytestmark = pytest.mark.django_db


#: Where there is a form to send, it keeps a draft of what is typed.
FORM = "data-draft="


@pytest.fixture
def crime():
    return recorded(timezone.now() - timedelta(days=2))


@pytest.fixture
def full():
    with writing(by=asking(Role.ADMINISTRATOR), at=timezone.now() - timedelta(days=2)) as w:
        row = w.lock(OfficerRow, asking(Role.INVESTIGATOR).id)
        w.entry(EntryKind.OFFICER_ADDED, subject=row)
        w.update(row, hours_share=0.05)
    return row


def asked(full, **changes):
    return {
        "officer": str(full.pk), "reason": "He has the other two.", "override_reason": "", "instead_of": "",
        "ask": "1", **changes,
    }  # fmt: skip


def test_a_manager_asks_sees_that_it_waits_and_an_inspector_gives_it(crime, full):
    page, answer = f"/crimes/{crime.reference}/allocate", f"/crimes/{crime.reference}/allocate/asked"
    manager, inspector = signed_in(Role.ALLOCATION_MANAGER), signed_in(Role.INSPECTOR)
    before = words_of(manager.get(page))
    assert "Ask an inspector to decide" in before
    assert "Only an inspector decides: ask them below." in before
    assert "Give a reason, or choose another officer." not in before
    assert manager.get(answer).status_code == 404
    sent = manager.post(page, asked(full))
    assert (sent.status_code, sent.url.split("?")[0]) == (302, page)
    after = words_of(manager.get(page))
    assert "It waits for an inspector" in after
    assert "He has the other two." in after
    assert "Ask an inspector to decide" not in after
    assert "An officer over their limit is asked for" in words_of(manager.get("/allocation"))
    assert "Decide whether an officer takes more" in words_of(inspector.get("/"))
    waits = manager.get(answer)
    assert "It waits for an inspector." in words_of(waits)
    assert "Only an inspector may give an officer more than they can carry, or refuse to." in words_of(waits)
    assert FORM not in waits.content.decode()
    forbidden = manager.post(answer, {"decision": "give", "words": "Me."})
    assert forbidden.status_code == 403
    assert 'href="#id_decision"' in forbidden.content.decode()
    assert 'id="id_decision" tabindex="-1"' in forbidden.content.decode(), "the error leads to who decides"
    assert f'href="{answer}"' in inspector.get(page).content.decode()
    assert "Load now" in words_of(inspector.get(answer))
    assert FORM in inspector.get(answer).content.decode()
    refused = inspector.post(answer, {"decision": "give", "words": ""})
    assert refused.status_code == 422
    assert 'href="#id_words"' in refused.content.decode()
    assert inspector.post(answer, {"decision": "give", "words": "He knows them."}).status_code == 302
    assert Allocation.objects.get(crime=crime).officer_id == full.pk
    assert "He knows them." in words_of(manager.get(page))


def test_a_refusal_is_read_by_whoever_asked(crime, full):
    page = f"/crimes/{crime.reference}/allocate"
    manager = signed_in(Role.ALLOCATION_MANAGER)
    manager.post(page, asked(full))
    answer = {"decision": "refuse", "words": "Give it to the other team."}
    assert signed_in(Role.INSPECTOR).post(f"{page}/asked", answer).status_code == 302
    assert "Give it to the other team." in words_of(manager.get(page))
    assert PassedUp.objects.get().answer == "refused"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"officer": ""}, "officer", id="nobody chosen"),
        pytest.param({"reason": ""}, "reason", id="no reason"),
    ],
)
def test_what_is_missing_stands_beside_its_field(crime, full, changes, field):
    refused = signed_in(Role.ALLOCATION_MANAGER).post(f"/crimes/{crime.reference}/allocate", asked(full, **changes))
    assert refused.status_code == 422
    assert f'href="#id_{field}"' in refused.content.decode()
    assert not PassedUp.objects.exists()
