"""Every kind of duty has one card, in one area."""

from collections import Counter

from constabulary.policing.duties.catalogue import CATALOGUE, DutyKind
from constabulary.policing.duties.incident_cards import INCIDENTS
from constabulary.policing.duties.investigation_cards import INVESTIGATION
from constabulary.policing.duties.outcome_cards import OUTCOMES
from constabulary.policing.duties.safety_cards import SAFETY
from constabulary.policing.duties.second_look_cards import SECOND_LOOKS
from constabulary.policing.duties.suspect_cards import SUSPECTS
from constabulary.policing.duties.victim_cards import VICTIMS

AREAS = (INCIDENTS, INVESTIGATION, SUSPECTS, VICTIMS, SAFETY, OUTCOMES, SECOND_LOOKS)


def test_each_kind_stands_in_one_area_and_the_catalogue_has_them_in_their_order():
    assert Counter(kind for area in AREAS for kind in area) == Counter(DutyKind)
    assert list(CATALOGUE) == list(DutyKind)
    assert all(CATALOGUE[kind] is card for area in AREAS for kind, card in area.items())
