"""The kinds of duty: what is due, at which desk, and what meets it. The cards stand by area in modules beside this one."""

from collections.abc import Mapping

from constabulary.policing.duties.cards import DutyCard
from constabulary.policing.duties.incident_cards import INCIDENTS
from constabulary.policing.duties.investigation_cards import INVESTIGATION
from constabulary.policing.duties.kinds import DutyKind
from constabulary.policing.duties.outcome_cards import OUTCOMES
from constabulary.policing.duties.safety_cards import SAFETY
from constabulary.policing.duties.second_look_cards import SECOND_LOOKS
from constabulary.policing.duties.suspect_cards import SUSPECTS
from constabulary.policing.duties.victim_cards import VICTIMS

__all__ = ["CATALOGUE", "DutyCard", "DutyKind"]

_AREAS = (INCIDENTS, INVESTIGATION, SUSPECTS, VICTIMS, SAFETY, OUTCOMES, SECOND_LOOKS)
_CARDS: Mapping[DutyKind, DutyCard] = {kind: card for area in _AREAS for kind, card in area.items()}
#: Every kind, in the order of the kinds. A kind without a card is found as this is read.
CATALOGUE: Mapping[DutyKind, DutyCard] = {kind: _CARDS[kind] for kind in DutyKind}
