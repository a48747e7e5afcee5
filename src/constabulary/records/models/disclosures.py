"""What of a person's record has been disclosed, to whom and on what basis: the file is not kept, its digest is."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from constabulary.policing.exports import ExportFormat
from constabulary.policing.people.disclosure import Basis
from constabulary.records.models.base import History, Keeping, Retention, Scope, code, done_by, is_one_of, text
from constabulary.records.models.people import PersonRecord


class Disclosure(PersonRecord):
    """One disclosure of one person's record."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=Retention.JOURNAL,
        scope=Scope.PERSON,
        personal=("recipient", "purpose", "sealed_reason"),
        operational=("basis", "sections", "file_format", "count", "digest"),
    )

    recipient = models.CharField(max_length=200)
    basis = code()
    purpose = text()
    sections = ArrayField(models.CharField(max_length=20))
    sealed_reason = text()
    file_format = code(8)
    count = models.IntegerField()
    digest = models.BinaryField(max_length=32)
    disclosed_at = models.DateTimeField()
    disclosed_by = done_by()

    class Meta:
        db_table = "disclosure"
        constraints = [
            is_one_of("disclosure", "basis", Basis),
            is_one_of("disclosure", "file_format", ExportFormat),
        ]
