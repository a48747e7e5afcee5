"""The journey that everything following one contact shares, and the contact itself."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from constabulary.policing.contact.channels import Channel, MayLearn
from constabulary.records.models.base import (
    History,
    JourneyRecord,
    Keeping,
    Record,
    Retention,
    Scope,
    code,
    done_by,
    is_one_of,
    text,
)


class Journey(Record):
    """The reference that a call, its incident, crimes, decisions and outcomes all carry."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=Retention.POLICE_INFORMATION,
        scope=Scope.JOURNEY,
        operational=("reference",),
    )

    reference = models.CharField(max_length=20, unique=True)
    opened_at = models.DateTimeField()
    opened_by = done_by()
    restriction = models.ForeignKey("records.Restriction", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "journey"


class Contact(JourneyRecord):
    """Someone reached the police: by which channel, when it was answered and by whom, and what they said."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=Retention.POLICE_INFORMATION,
        scope=Scope.JOURNEY,
        personal=("account", "caller_role", "cannot_speak_freely", "others_may_learn", "telephone"),
        operational=("channel", "advice", "history_shown"),
    )

    channel = code()
    caller = models.ForeignKey("records.Person", on_delete=models.PROTECT, null=True, related_name="+")
    caller_role = code(default="victim")
    telephone = models.CharField(max_length=40, default="", blank=True)
    cannot_speak_freely = models.BooleanField(default=False)
    #: Whether anybody else there may learn that they rang; where nobody asked, in danger nobody may.
    others_may_learn = code(default="not_said")
    account = text()
    advice = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    history_shown = models.JSONField(default=dict, blank=True)
    connected_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField()
    answered_by = done_by()
    history_checked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "contact"
        constraints = [
            is_one_of("contact", "channel", Channel),
            is_one_of("contact", "others_may_learn", MayLearn),
        ]
