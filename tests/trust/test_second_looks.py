"""What is decided or read a second time shows nothing that is sealed from whoever looks, and nothing of another unit."""

import pytest

from constabulary.access.officers import Officer
from constabulary.access.roles import Role
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import (
    ClosureSample,
    CopiedAssessment,
    CopiedReview,
    Crime,
    InvestigationReview,
    RecordingDecision,
    SampledClosure,
    ThriveAssessment,
)
from constabulary.records.queries.officers import say_who_asks, system_officer
from constabulary.records.writing import writing
from tests.conftest import AT
from tests.factories.copies import scorer
from tests.factories.protection import add_officer, add_team, leaks_in
from tests.factories.second_reviews import DAY, reviewer
from tests.trust.scene import WORDS, Scene, restricted_chain, signed_in, whole_chain

pytestmark = pytest.mark.django_db


def drawn_of(scene: Scene) -> tuple[int, int]:
    """Her crime drawn to be decided again with all its facts, and its review selected as a near copy of itself."""
    say_who_asks(scene.unit)
    crime = Crime.objects.get(reference=scene.known["crimes"])
    decision = RecordingDecision.objects.get(incident=crime.incident)
    review = InvestigationReview.objects.get(crime=crime)
    system = system_officer()
    with writing(by=system, at=AT, purpose="Setting up") as w:
        sample = ClosureSample(
            id=w.new_id(), from_on=AT.date(), until_on=AT.date(), seed=1, edition="x", share=1, more_often=1,
            population=1, size=1, drawn_at=AT, drawn_by_id=system.id,
        )  # fmt: skip
        w.entry(EntryKind.SAMPLE_DRAWN, subject=sample)
        w.insert(sample)
        drawn = SampledClosure(
            id=w.new_id(), journey_id=crime.journey_id, sample_id=sample.id, closing="recording", way="record",
            authority="crime_registrar", incident_id=crime.incident_id, crime_id=crime.id, recording_id=decision.id,
            stratum="x", chance=1, closed_at=AT + DAY,
        )  # fmt: skip
        w.insert(drawn)
        copied = CopiedReview(
            id=w.new_id(), journey_id=crime.journey_id, review_id=review.id, other_id=review.id, likeness=1,
            edition="x", selected_at=AT,
        )  # fmt: skip
        w.insert(copied)
    return drawn.id, copied.id


def decision_maker(at) -> Officer:
    """A designated decision maker of another team."""
    return add_officer("R8", Role.DESIGNATED_DECISION_MAKER, at, team=add_team("Other", at))


def test_whoever_decides_or_reads_again_without_need_sees_nothing_that_is_sealed(db):
    scene = whole_chain(AT)
    drawn, copied = drawn_of(scene)
    again = signed_in(decision_maker(AT))
    address = f"/second-decisions/{drawn}"
    page = again.get(address)
    assert page.status_code == 200
    text = page.content.decode()
    for title in ("What the victim wants", "Lines of enquiry", "Exhibits and statements", "Suspects"):
        assert title in text
    assert leaks_in(text) == []
    done = again.post(address, {"choice": "n100", "words": WORDS}, follow=True)
    assert "Both decided differently" in done.content.decode()
    reader = signed_in(reviewer(AT))
    for shown in (f"{address}/both", "/second-decisions", f"/supervision/copies/{copied}", "/supervision/copies", "/"):
        answer = reader.get(shown)
        assert answer.status_code == 200, shown
        assert leaks_in(answer.content.decode()) == [], shown


@pytest.mark.parametrize("part", ["second-decisions", "copies"])
def test_another_units_record_answers_like_one_that_is_not_there(db, part):
    scene = restricted_chain(AT)
    drawn, copied = drawn_of(scene)
    address = {"second-decisions": f"/second-decisions/{drawn}", "copies": f"/supervision/copies/{copied}"}[part]
    for officer in (decision_maker(AT), reviewer(AT)):
        assert signed_in(officer).get(address).status_code in {403, 404}
        assert signed_in(officer).post(address, {"choice": "n100", "words": "x"}).status_code in {403, 404}


def alike_of(scene: Scene) -> int:
    """Her THRIVE selected as a near copy of itself."""
    say_who_asks(scene.unit)
    crime = Crime.objects.get(reference=scene.known["crimes"])
    assessment = ThriveAssessment.objects.filter(incident=crime.incident).earliest("pk")
    with writing(by=system_officer(), at=AT, purpose="Setting up") as w:
        w.entry(EntryKind.SAMPLE_DRAWN, subject=crime, journey=crime.journey_id)
        made = w.insert(
            CopiedAssessment(
                id=w.new_id(), journey_id=crime.journey_id, assessment_id=assessment.id, other_id=assessment.id,
                likeness=1, edition="x", selected_at=AT,
            )
        )  # fmt: skip
    return made.id


def test_two_assessments_side_by_side_show_nothing_that_is_sealed(db):
    alike = alike_of(whole_chain(AT))
    reader = signed_in(scorer(AT))
    for shown in (f"/scoring/alike/{alike}", "/scoring/alike"):
        answer = reader.get(shown)
        assert answer.status_code == 200, shown
        assert leaks_in(answer.content.decode()) == [], shown


def test_another_units_assessment_answers_like_one_that_is_not_there(db):
    alike = alike_of(restricted_chain(AT))
    browser = signed_in(scorer(AT))
    assert browser.get(f"/scoring/alike/{alike}").status_code == 404
    assert browser.post(f"/scoring/alike/{alike}", {"finding": "fine", "words": "x"}).status_code == 404
