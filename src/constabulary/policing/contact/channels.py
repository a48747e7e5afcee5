"""The ways in which people reach the police; all of them count."""

from collections.abc import Mapping
from enum import StrEnum


class Channel(StrEnum):
    """How a contact came in; not said only where the incident was opened before anybody could say it."""

    EMERGENCY = "999"
    NON_EMERGENCY = "101"
    ONLINE = "online"
    COUNTER = "counter"
    OFFICER = "officer"
    PARTNER = "partner"
    EMAIL = "email"
    SOCIAL_MEDIA = "social_media"
    NOT_SAID = "not_said"

    @property
    def label(self) -> str:
        """What people call it."""
        return CHANNEL_TITLES[self]


CHANNEL_TITLES = {
    Channel.EMERGENCY: "999 call",
    Channel.NON_EMERGENCY: "101 call",
    Channel.ONLINE: "Online report",
    Channel.COUNTER: "Front counter",
    Channel.OFFICER: "Seen by or told to an officer",
    Channel.PARTNER: "Partner agency",
    Channel.EMAIL: "E-mail",
    Channel.SOCIAL_MEDIA: "Social media",
    Channel.NOT_SAID: "Not said",
}


class CallerRole(StrEnum):
    """What the caller is to what they report; not said only where the incident was opened before anybody could ask."""

    VICTIM = "victim"
    WITNESS = "witness"
    REPRESENTATIVE = "representative"
    PROFESSIONAL = "professional"
    THIRD_PARTY = "third_party"
    SUSPECT = "suspect"
    ANONYMOUS = "anonymous"
    NOT_SAID = "not_said"

    @property
    def label(self) -> str:
        """What people call it."""
        return CALLER_ROLE_TITLES[self]


CALLER_ROLE_TITLES = {
    CallerRole.VICTIM: "Victim",
    CallerRole.WITNESS: "Witness",
    CallerRole.REPRESENTATIVE: "Parent, carer or representative of the victim",
    CallerRole.PROFESSIONAL: "Professional, for example a doctor, nurse, teacher or social worker",
    CallerRole.THIRD_PARTY: "Someone else",
    CallerRole.SUSPECT: "The person complained of",
    CallerRole.ANONYMOUS: "Does not give a name",
    CallerRole.NOT_SAID: "Not asked yet",
}


class MayLearn(StrEnum):
    """Whether the person complained of, or anybody else there, may learn that somebody rang us."""

    NO = "no"
    YES = "yes"
    NOT_SAID = "not_said"


MAY_LEARN_TITLES: Mapping[MayLearn, str] = {
    MayLearn.NO: "No, they must not know",
    MayLearn.YES: "Yes, they know or may know",
    MayLearn.NOT_SAID: "Not asked",
}


class Lives(StrEnum):
    """Whether the caller lives where it happened."""

    HERE = "here"
    NOT_HERE = "not_here"
    ELSEWHERE = "elsewhere"
    NOT_SAID = ""


LIVES_TITLES: Mapping[Lives, str] = {
    Lives.HERE: "Yes",
    Lives.NOT_HERE: "No",
    Lives.ELSEWHERE: "No, at another address",
}
