"""What was said of danger on a call, for whoever works what came of it: once said it stands, with when it was said.

That a later answer does not repeat a weapon does not take it away: the suspect may have left with it.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from constabulary.policing.incidents.thrive import Imminence, Suspect, ThriveAnswers, Violence, VulnerabilityFactor
from constabulary.standards.values import value


class Sign(StrEnum):
    """A sign of danger, in the order in which it is told."""

    LIFE = "life"
    WEAPON = "weapon"
    VIOLENCE = "violence"
    MAY_RETURN = "may_return"
    CHILDREN = "children"
    ALONE = "alone"

    @property
    def label(self) -> str:
        """In words."""
        return {
            "life": "Somebody's life was in danger",
            "weapon": "A weapon",
            "violence": "Violence used or about to be",
            "may_return": "It may happen again soon",
            "children": "Children",
            "alone": "A child or vulnerable person alone and at risk",
        }[self.value]


@value
class SignSaid:
    """A sign as it was last said; `words` where the caller's danger was put in words."""

    sign: Sign
    said_at: datetime
    words: str = ""


def find_signs(said: Iterable[tuple[datetime, ThriveAnswers]]) -> tuple[SignSaid, ...]:
    """Every sign of danger in what was answered, each as it was last said; `said` latest first."""
    found: dict[Sign, SignSaid] = {}
    for at, answers in said:
        for sign, words in _signs(answers):
            found.setdefault(sign, SignSaid(sign=sign, said_at=at, words=words))
    return tuple(found[sign] for sign in Sign if sign in found)


def _signs(answers: ThriveAnswers) -> list[tuple[Sign, str]]:
    threat, risk, people = answers.threat, answers.risk, answers.vulnerability
    soon = risk.imminence in {Imminence.NOW, Imminence.HOURS} and threat.suspect is not Suspect.DETAINED
    said = (
        (threat.danger_to_life, Sign.LIFE, ""),
        (threat.weapon, Sign.WEAPON, ""),
        (threat.violence in {Violence.IMMINENT, Violence.USED}, Sign.VIOLENCE, ""),
        (soon, Sign.MAY_RETURN, risk.interim_risk.strip()),
        (VulnerabilityFactor.CHILD in people.factors, Sign.CHILDREN, ""),
        (people.alone_at_risk, Sign.ALONE, ""),
    )
    return [(sign, words) for holds, sign, words in said if holds]
