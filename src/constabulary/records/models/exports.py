"""What has been exported: the file itself is not kept, its digest is."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from constabulary.policing.exports import ExportFormat, ExportKind
from constabulary.records.models.base import History, Keeping, Record, Retention, code, done_by, is_one_of, text


class Export(Record):
    """One export: what, of which window, for what, by whom, how many rows, and the digest of the file."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=Retention.JOURNAL,
        operational=("kind", "file_format", "purpose", "columns", "count", "digest"),
    )

    kind = code()
    file_format = code(8)
    purpose = text()
    from_on = models.DateField()
    until_on = models.DateField()
    columns = ArrayField(models.CharField(max_length=60))
    count = models.IntegerField()
    digest = models.BinaryField(max_length=32)
    exported_at = models.DateTimeField()
    exported_by = done_by()

    class Meta:
        db_table = "export"
        constraints = [is_one_of("export", "kind", ExportKind), is_one_of("export", "file_format", ExportFormat)]
        indexes = [models.Index(fields=["-exported_at"], name="export_latest")]
