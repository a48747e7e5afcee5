"""The accreditations and training that a decision or an allocation may ask for, held on an officer's record."""

from enum import StrEnum


class Skill(StrEnum):
    """One accreditation, training or stage of service."""

    REGISTERED_CRIME_REGISTRAR = "registered_crime_registrar"
    DECISION_MAKER_TRAINED = "decision_maker_trained"
    SERIOUS_SEXUAL = "serious_sexual"
    CHILD_ABUSE = "child_abuse"
    DOMESTIC_ABUSE = "domestic_abuse"
    PROBATIONER = "probationer"
    NEWLY_ACCREDITED = "newly_accredited"

    @property
    def label(self) -> str:
        """What people call it."""
        return SKILL_TITLES[self]


SKILL_TITLES = {
    Skill.REGISTERED_CRIME_REGISTRAR: "On the College register of crime registrars",
    Skill.DECISION_MAKER_TRAINED: "Trained to decide cancellations",
    Skill.SERIOUS_SEXUAL: "Rape and serious sexual offences",
    Skill.CHILD_ABUSE: "Child abuse investigation",
    Skill.DOMESTIC_ABUSE: "Domestic abuse and vulnerability",
    Skill.PROBATIONER: "Student officer",
    Skill.NEWLY_ACCREDITED: "Newly accredited detective",
}
