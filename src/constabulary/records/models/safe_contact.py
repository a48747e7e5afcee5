"""How people can safely be reached, and what is written to them that way."""

from django.db import models
from django.db.models import Q

from constabulary.policing.lifecycles import MESSAGE
from constabulary.policing.protection.safe_route import ConfirmedWith, Way
from constabulary.policing.victims.contact import Occasion
from constabulary.records.models.base import (
    History,
    JourneyRecord,
    Keeping,
    Retention,
    Scope,
    code,
    done_by,
    done_together,
    is_one_of,
    maybe_by,
    optional_moment,
    text,
)
from constabulary.records.models.people import PersonRecord
from constabulary.records.models.protection import NOT_THE_OTHER_SIDE

POLICE = Retention.POLICE_INFORMATION


class SafeRoute(PersonRecord):
    """A way to reach someone that was agreed with them, or that there is none; the latest not ended one counts.

    Hidden from whoever is connected with somebody on the other side; the code word, from all who may not see where
    the route leads.
    """

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=POLICE,
        scope=Scope.PERSON,
        personal=("from_time", "until_time", "code_word", "reason", "ending", "may_name_police", "trusted_person"),
        operational=("way", "confirmed_with"),
        also_held=NOT_THE_OTHER_SIDE,
    )

    way = code()
    contact_point = models.ForeignKey(
        "records.ContactPoint", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    address = models.ForeignKey(
        "records.PersonAddress", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    from_time = models.TimeField(null=True)
    until_time = models.TimeField(null=True)
    may_name_police = models.BooleanField(default=False)
    code_word = models.CharField(max_length=60, default="", blank=True)
    #: Who answers where somebody they trust does, and what makes that safe.
    trusted_person = models.CharField(max_length=200, default="", blank=True)
    confirmed_with = code(default="", blank=True)
    reason = text()
    confirmed_at = models.DateTimeField()
    confirmed_by = done_by()
    ending = text()
    ended_at = optional_moment()
    ended_by = maybe_by()

    class Meta:
        db_table = "safe_route"
        constraints = [
            is_one_of("safe_route", "way", Way),
            is_one_of("safe_route", "confirmed_with", ["", *ConfirmedWith]),
            done_together("safe_route", "ended_at", "ended_by"),
            models.CheckConstraint(
                condition=(Q(way="none") & ~Q(reason=""))
                | (
                    ~Q(way="none")
                    & ~Q(confirmed_with="")
                    & Q(from_time__isnull=False, until_time__isnull=False)
                    & (Q(contact_point__isnull=False) | Q(address__isnull=False))
                ),
                name="safe_route_whole_or_none",
            ),
        ]


class Message(JourneyRecord):
    """Something written to a person by their safe route: waiting, sent, or withdrawn."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=("words", "withdrawal", "trouble"),
        operational=("template", "way", "edition", "occasion", "outcome_type"),
        also_held=NOT_THE_OTHER_SIDE,
    )

    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+")
    crime = models.ForeignKey("records.Crime", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    occasion = code(default="", blank=True)
    outcome_type = code(4, default="", blank=True)
    trouble = text()
    route = models.ForeignKey(SafeRoute, on_delete=models.PROTECT, related_name="+")
    state = code(12, default=MESSAGE.first)
    template = code()
    way = code()
    words = text()
    edition = models.TextField()
    queued_at = models.DateTimeField()
    queued_by = done_by()
    sent_at = optional_moment()
    sent_by = maybe_by()
    withdrawal = text()
    withdrawn_at = optional_moment()
    withdrawn_by = maybe_by()

    class Meta:
        db_table = "message"
        constraints = [
            is_one_of("message", "state", MESSAGE.states),
            is_one_of("message", "occasion", ["", *Occasion]),
            is_one_of("message", "way", [one for one in Way if one not in {Way.NONE, Way.RING, Way.TRUSTED}]),
            done_together("message", "sent_at", "sent_by"),
            done_together("message", "withdrawn_at", "withdrawn_by"),
            models.CheckConstraint(
                condition=Q(state="queued", sent_at__isnull=True, withdrawn_at__isnull=True)
                | Q(state="sent", sent_at__isnull=False)
                | Q(state="withdrawn", withdrawn_at__isnull=False),
                name="message_state_has_its_moment",
            ),
        ]
        indexes = [models.Index(fields=["queued_at"], condition=Q(state="queued"), name="message_waiting")]
