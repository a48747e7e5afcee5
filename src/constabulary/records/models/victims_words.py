"""What a victim writes, where they cannot be told, what they want at court: each kept as it was said."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from constabulary.policing.victims.incoming import CameBy, Meaning
from constabulary.policing.victims.own_statement import AtCourt, Wish
from constabulary.policing.victims.special_measures import Step
from constabulary.records.models.base import (
    History,
    JourneyRecord,
    Keeping,
    Retention,
    Scope,
    code,
    done_by,
    is_one_of,
    optional_moment,
    text,
)
from constabulary.records.models.protection import NOT_THE_OTHER_SIDE_OF_VICTIM

POLICE = Retention.POLICE_INFORMATION


class IncomingMessage(JourneyRecord):
    """A message of a victim, word for word, as it came; what it could mean is said by whoever read it."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=("words", "around", "meaning", "from_safe_route"),
        operational=("came_as", "edition"),
        also_held=NOT_THE_OTHER_SIDE_OF_VICTIM,
    )

    crime = models.ForeignKey("records.Crime", on_delete=models.PROTECT, related_name="incoming_messages")
    came_as = code()
    from_safe_route = models.BooleanField()
    words = text()
    around = text()
    meaning = code()
    edition = models.TextField(default="", blank=True)
    received_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = done_by()

    class Meta:
        db_table = "incoming_message"
        constraints = [
            is_one_of("incoming_message", "came_as", CameBy),
            is_one_of("incoming_message", "meaning", Meaning),
        ]


class TellingRuling(JourneyRecord):
    """A decision of safeguarding that a victim cannot safely be told of an outcome, and when somebody looks again."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=("tried", "danger", "instead"),
        operational=("outcome_type", "look_again_on", "edition"),
        also_held=NOT_THE_OTHER_SIDE_OF_VICTIM,
    )

    crime = models.ForeignKey("records.Crime", on_delete=models.PROTECT, related_name="telling_rulings")
    outcome_type = code(4)
    tried = text()
    danger = text()
    instead = text()
    look_again_on = models.DateField()
    edition = models.TextField()
    ruled_at = models.DateTimeField()
    ruled_by = done_by()

    class Meta:
        db_table = "telling_ruling"


class StatementOffer(JourneyRecord):
    """An offer of a victim personal statement and what became of it. The latest holds; a change adds another."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=("wish", "at_court", "reader", "reference", "words", "again_on"),
        operational=(),
        also_held=NOT_THE_OTHER_SIDE_OF_VICTIM,
    )

    crime = models.ForeignKey("records.Crime", on_delete=models.PROTECT, related_name="statement_offers")
    wish = code()
    at_court = code()
    reader = text()
    reference = models.CharField(max_length=120, default="", blank=True)
    words = text()
    again_on = models.DateField(null=True)
    offered_at = models.DateTimeField()
    offered_by = done_by()

    class Meta:
        db_table = "statement_offer"
        constraints = [
            is_one_of("statement_offer", "wish", Wish),
            is_one_of("statement_offer", "at_court", AtCourt),
        ]


class SpecialMeasures(JourneyRecord):
    """One step of special measures for a victim: asked, applied for, given or refused. The latest holds."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=("grounds", "quality", "measures", "wishes", "court"),
        operational=("step",),
        also_held=NOT_THE_OTHER_SIDE_OF_VICTIM,
    )

    crime = models.ForeignKey("records.Crime", on_delete=models.PROTECT, related_name="special_measures")
    step = code()
    grounds = ArrayField(code(), default=list, blank=True)
    quality = text()
    measures = ArrayField(code(), default=list, blank=True)
    wishes = text()
    court = text()
    noted_at = models.DateTimeField()
    noted_by = done_by()

    class Meta:
        db_table = "special_measures"
        constraints = [is_one_of("special_measures", "step", Step)]


class SummaryCode(JourneyRecord):
    """A code with which a victim opens their page once; only its hash is kept, and that of the page it opened."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=("names_offence", "telephone"),
        operational=("code_hash", "page_hash", "edition"),
        also_held=NOT_THE_OTHER_SIDE_OF_VICTIM,
    )

    crime = models.ForeignKey("records.Crime", on_delete=models.PROTECT, related_name="summary_codes")
    route = models.ForeignKey("records.SafeRoute", on_delete=models.PROTECT, related_name="+", db_index=False)
    code_hash = models.CharField(max_length=64, unique=True)
    page_hash = models.CharField(max_length=64, default="", blank=True)
    telephone = models.CharField(max_length=20)
    names_offence = models.BooleanField(default=False)
    edition = models.TextField()
    ends_at = models.DateTimeField()
    used_at = optional_moment()
    open_until = optional_moment()
    made_at = models.DateTimeField()
    made_by = done_by()

    class Meta:
        db_table = "summary_code"
        indexes = [models.Index(fields=["page_hash"], condition=~models.Q(page_hash=""), name="summary_code_open")]
