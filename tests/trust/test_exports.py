"""Trust 5 to 7: exports hold approved columns and nothing hidden, nobody's name or address, and no formula."""

import hashlib
import random
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.exporting.csv_file import harmless
from constabulary.casework.exporting.records import WRITERS, export_records
from constabulary.casework.exporting.sheet import TRIGGERS, sheet_of
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.exports import (
    EXPORTS,
    ColumnKind,
    ExportFormat,
    ExportKind,
    find_reasons_against_export,
)
from constabulary.records.models import Export, JournalEntry
from tests.conftest import AT, asking
from tests.examples import examples
from tests.factories.protection import leaks_in
from tests.trust.scene import restricted_chain, signed_in, whole_chain
from tests.trust.spreadsheets import read

FORMATS = list(ExportFormat)
KINDS = list(ExportKind)
DAY = date(2026, 11, 2)


def export(kind: ExportKind, file_format: ExportFormat, *, from_on=DAY, until_on=DAY, purpose="For the yearly return."):
    return export_records(
        kind=kind, file_format=file_format, from_on=from_on, until_on=until_on, purpose=purpose,
        by=asking(Role.INSPECTION_LEAD), at=AT,
    )  # fmt: skip


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_file_holds_the_approved_columns_and_nothing_hidden(kind, file_format, db):
    whole_chain(AT)
    made = export(kind, file_format)
    found = read(made.content, file_format.value)
    assert found.wrong == []
    assert found.columns() == [column.title for column in EXPORTS[kind].columns]
    assert len(found.rows()) == made.count > 0
    assert leaks_in(repr(found.sheets)) == []
    assert leaks_in(made.content.decode(errors="ignore")) == []


@pytest.mark.parametrize("kind", KINDS)
def test_restricted_records_and_sealed_places_stay_out_also_for_those_who_see_them(kind, db):
    scene = restricted_chain(AT)
    made = export(kind, ExportFormat.CSV)
    for known in scene.known.values():
        assert known not in made.content.decode() or len(known) < 5
    assert scene.held.taken.incident not in made.content.decode()
    assert made.count == 0


def test_an_export_is_journalled_with_purpose_who_every_record_and_digest(db):
    scene = whole_chain(AT)
    made = export(ExportKind.INCIDENTS, ExportFormat.ODS, purpose="For the yearly return.")
    row = Export.objects.get()
    assert (bytes(row.digest), row.count, row.purpose) == (
        hashlib.sha256(made.content).digest(), made.count, "For the yearly return.",
    )  # fmt: skip
    entry = JournalEntry.objects.get(kind="records_exported")
    assert entry.purpose == "For the yearly return."
    assert entry.by_number == asking(Role.INSPECTION_LEAD).collar_number
    assert scene.held.taken.incident_id in entry.rows


def test_a_file_of_the_same_records_is_the_same_file(db):
    whole_chain(AT)
    for file_format in FORMATS:
        assert export(KINDS[0], file_format).digest == export(KINDS[0], file_format).digest


def export_at_random(seed: int) -> list[str]:
    """One generated export's faults."""
    dice = random.Random(seed)
    kind, file_format = dice.choice(KINDS), dice.choice(FORMATS)
    from_on = DAY - timedelta(days=dice.randrange(0, 300))
    made = export(kind, file_format, from_on=from_on, until_on=min(DAY + timedelta(days=dice.randrange(9)), from_on + timedelta(days=366)))  # fmt: skip
    found = read(made.content, file_format.value)
    wrong = [*found.wrong, *leaks_in(repr(found.sheets)), *leaks_in(made.content.decode(errors="ignore"))]
    for name in ("marlow", "dace", "ruth", "carl"):
        if name in repr(found.sheets).lower():
            wrong.append(name)
    if found.columns() != [column.title for column in EXPORTS[kind].columns]:
        wrong.append("columns")
    return wrong


def test_a_sample_of_generated_exports_holds_no_canary(db):
    whole_chain(AT)
    assert [fault for seed in range(24) for fault in export_at_random(seed)] == []


@pytest.mark.slow
def test_a_thousand_generated_exports_hold_no_canary(db):
    whole_chain(AT)
    assert [fault for seed in range(1000) for fault in export_at_random(seed)] == []


def cells(kind: ExportKind, words: str) -> tuple:
    """A row whose every text is these words, numbers and days as they are."""
    by_kind = {
        ColumnKind.TEXT: words, ColumnKind.NUMBER: -12.5, ColumnKind.DAY: DAY, ColumnKind.YES_NO: True,
    }  # fmt: skip
    return tuple(by_kind[column.kind] for column in EXPORTS[kind].columns)


PAYLOADS = ("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://x","y")', "SUM(A1:A9)", "")


@pytest.mark.parametrize("trigger", sorted(TRIGGERS), ids=lambda one: f"U+{ord(one):04X}")
@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("kind", KINDS)
def test_no_text_becomes_a_formula_and_numbers_stay_numbers(kind, file_format, trigger):
    before = ("", " ", "\u00a0", "\u200b")
    rows = [cells(kind, f"{space}{trigger}{payload}") for payload in PAYLOADS for space in before]
    content = WRITERS[file_format](sheet_of(EXPORTS[kind], rows, window="w", exported="e"))
    found = read(content, file_format.value)
    assert found.wrong == []
    for row in found.rows():
        for (was, text), column in zip(row, EXPORTS[kind].columns, strict=True):
            if column.kind is ColumnKind.NUMBER:
                assert (was, float(text)) == ("number", -12.5)
            elif column.kind is ColumnKind.TEXT:
                assert was == "text"
                if file_format is ExportFormat.CSV:
                    assert text.lstrip(" \u00a0\u200b")[:1] == "'" or not text.strip(" \u00a0\u200b\t\r\n")
    for line in content.decode(errors="ignore").splitlines() if file_format is ExportFormat.CSV else []:
        assert not line.startswith(tuple("=+-@")), line


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=40))
@settings(max_examples=examples(150), deadline=None)
def test_any_text_is_written_as_a_text_and_read_back(words):
    rows = [cells(ExportKind.CRIMES, words)]
    for file_format in FORMATS:
        found = read(WRITERS[file_format](sheet_of(EXPORTS[ExportKind.CRIMES], rows, window="w", exported="e")), file_format.value)  # fmt: skip
        assert found.wrong == []
        row = found.rows()[0]
        titles = [column.kind for column in EXPORTS[ExportKind.CRIMES].columns]
        if len(row) == len(titles):
            assert {was for (was, _), kind in zip(row, titles, strict=True) if kind is ColumnKind.TEXT} <= {"text"}
    guarded = harmless(words).lstrip(" \u00a0\u3000\ufeff\u200b")
    assert not guarded or guarded[0] not in TRIGGERS


def test_what_is_refused(db):
    for changes, field in (
        ({"purpose": "return"}, "purpose"),
        ({"from_on": DAY + timedelta(days=1)}, "until_on"),
        ({"from_on": DAY - timedelta(days=400)}, "until_on"),
    ):
        with pytest.raises(NotAllowed) as refused:
            export(ExportKind.CRIMES, ExportFormat.CSV, **changes)
        assert [one.field for one in refused.value.reasons] == [field]
    assert find_reasons_against_export(purpose="A good one.", from_on=DAY, until_on=DAY) == ()
    with pytest.raises(NotPermitted):
        export_records(
            kind=ExportKind.CRIMES, file_format=ExportFormat.CSV, from_on=DAY, until_on=DAY, purpose="For me alone.",
            by=asking(Role.INVESTIGATOR), at=AT,
        )  # fmt: skip


def test_the_page_sends_the_file_and_lists_it(db):
    whole_chain(AT)
    client = signed_in(asking(Role.INSPECTION_LEAD))
    sent = {"kind": "crimes", "file_format": "csv", "from_on": "1/11/2026", "until_on": "30/11/2026"}
    assert client.post("/exports", sent).status_code == 422
    answer = client.post("/exports", {**sent, "purpose": "For the yearly return."})
    assert answer["Content-Disposition"] == 'attachment; filename="crimes-2026-11-01-2026-11-30.csv"'
    assert read(answer.content, "csv").columns()[0] == "Crime"
    page = client.get("/exports").content.decode()
    assert "For the yearly return." in page
    assert "Open Government Licence" in page


def test_the_command_writes_the_file_and_says_what_it_wrote(db, tmp_path, capsys):
    whole_chain(AT)
    path = tmp_path / "crimes.ods"
    given = ["crimes", "--from", "2026-11-01", "--until", "2026-11-30", "--format", "ods", "--to", str(path)]
    call_command("export", *given, "--purpose", "For the yearly return.", "--officer", "D17")
    said = capsys.readouterr().out
    assert hashlib.sha256(path.read_bytes()).hexdigest() in said
    assert "Open Government Licence" in said
    for officer, purpose in (("D07", "For the yearly return."), ("D17", "x"), ("D99", "For the yearly return.")):
        with pytest.raises(CommandError):
            call_command("export", *given, "--purpose", purpose, "--officer", officer)
    with pytest.raises(CommandError, match="could not be written"):
        call_command(
            "export", *given[:-1], str(tmp_path / "no" / "such"), "--purpose", "For a return.", "--officer", "D17"
        )
