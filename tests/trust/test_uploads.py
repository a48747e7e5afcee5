"""Trust 18: whatever comes from outside as a file or a body is refused with a sentence or stays inert, in bounded memory."""

import gzip
import resource
import struct
import subprocess
import sys
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from constabulary.access.roles import Role
from constabulary.project.installation import PACKAGE
from constabulary.records.models import Draft, Incident
from tests.conftest import asking
from tests.early import ROOT
from tests.factories.posts import call_post
from tests.factories.published import street_file, street_row
from tests.trust.addresses import address_of, pages
from tests.trust.scene import ABSENT, signed_in

LIMIT = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
#: What a command that reads a file of somebody else's may use of memory.
MEMORY = 700 * 1024**2


def test_no_page_offers_to_take_a_file():
    for path in (PACKAGE / "web").rglob("*.html"):
        text = path.read_text()
        assert "multipart" not in text, path
        assert 'type="file"' not in text, path


@pytest.mark.parametrize("role", [Role.CONTACT_HANDLER, Role.INSPECTOR, Role.ADMINISTRATOR])
def test_a_body_of_twice_the_limit_is_refused_on_every_page_with_a_sentence(role, db):
    client = signed_in(asking(role))
    body = "account=" + "x" * (2 * LIMIT)
    asked = 0
    for page in pages():
        if "POST" not in page.methods or page.name == "sign_out":
            continue
        answer = client.post(address_of(page, ABSENT), body, content_type="application/x-www-form-urlencoded")
        # Who may not open the page, and what is not there, is answered before anything is read.
        assert answer.status_code in {403, 404, 413}, (page.name, answer.status_code)
        if answer.status_code == 413:
            asked += 1
            assert "That was too large" in answer.content.decode(), page.name
    assert asked


def test_a_body_of_too_many_fields_is_refused_with_a_sentence(db):
    client = signed_in(asking(Role.CONTACT_HANDLER))
    body = "&".join(f"f{number}=1" for number in range(2 * settings.DATA_UPLOAD_MAX_NUMBER_FIELDS))
    answer = client.post("/calls/new", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413
    assert "That was too large" in answer.content.decode()


def test_a_large_body_is_not_taken_into_memory(db):
    client = signed_in(asking(Role.CONTACT_HANDLER))
    body = b"account=" + b"x" * (10 * LIMIT)
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        client.post("/calls/new", body, content_type="application/x-www-form-urlencoded")
        peak = tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()
    # The test's own client copies the body once into what it sends.
    assert peak < len(body) + 4 * LIMIT


@pytest.mark.parametrize("name", ["picture.svg", "../../etc/passwd", "call.html", "bomb.zip"])
def test_a_file_sent_with_a_form_is_dropped(name, db):
    client = signed_in(asking(Role.CONTACT_HANDLER))
    file = SimpleUploadedFile(name, SVG, content_type="image/svg+xml")
    answer = client.post("/calls/new", {**call_post(summary=""), "account": "Inert.", "file": file, "summary2": file})
    assert answer.status_code == 422
    assert "alert(1)" not in answer.content.decode()
    assert "alert(1)" not in repr(list(Draft.objects.values_list("content", flat=True)))


def test_a_script_in_words_stays_words_on_every_page_that_shows_them(db):
    client = signed_in(asking(Role.CONTACT_HANDLER))
    answer = client.post("/calls/new", call_post(summary=SVG.decode(), account=SVG.decode(), place_line=SVG.decode()))
    assert answer.status_code == 302
    incident = Incident.objects.order_by("-id")[0]
    for address in (f"/incidents/{incident.reference}", "/", f"/journeys/{incident.journey.reference}"):
        page = client.get(address)
        assert "<script>alert" not in page.content.decode(), address
        assert "<svg xmlns" not in page.content.decode().replace('<svg xmlns="http://www.w3.org/2000/svg" ', ""), (
            address
        )
        assert "script-src 'self'" in page["Content-Security-Policy"]


def imported(path, command=("import", "--dry-run")) -> subprocess.CompletedProcess:
    """What importing a file says, with so much memory and no more."""
    return subprocess.run(
        [sys.executable, "-m", "constabulary.project.main", *command, str(path)], cwd=ROOT, capture_output=True,
        text=True, check=False, timeout=120,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
    )  # fmt: skip


def refused(path) -> str:
    done = imported(path)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


FIRST_LINES = street_file(street_row(1)).encode()
ZEROS = 1000 * 1024**2


@pytest.fixture(scope="module")
def deflated(tmp_path_factory) -> Path:
    """A table and a gigabyte of zeros, made once."""
    path = tmp_path_factory.mktemp("bomb") / "street.zip"
    zeros = b"0" * 1024**2
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("street.csv", "w") as packed:
        packed.write(FIRST_LINES)
        for _ in range(ZEROS // len(zeros)):
            packed.write(zeros)
    return path


def as_gzip(path: Path) -> bytes:
    """What is deflated in an archive, between the head and the end of a gzip file."""
    with zipfile.ZipFile(path) as archive:
        [told] = archive.infolist()
    content = path.read_bytes()
    begins = told.header_offset + 30 + sum(struct.unpack("<HH", content[told.header_offset + 26 :][:4]))
    end = struct.pack("<II", told.CRC, told.file_size)
    return b"\x1f\x8b\x08" + bytes(6) + b"\xff" + content[begins : begins + told.compress_size] + end


@pytest.mark.parametrize("packing", ["zip", "gzip", "lying zip"])
def test_a_bomb_is_refused_in_bounded_memory(packing, deflated, tmp_path):
    path = tmp_path / ("2017-07-kent-street.csv.gz" if packing == "gzip" else "2017-07-kent-street.zip")
    content = as_gzip(deflated) if packing == "gzip" else deflated.read_bytes()
    if packing == "lying zip":
        size = (len(FIRST_LINES) + ZEROS).to_bytes(4, "little")
        assert size in content
        content = content.replace(size, (1000).to_bytes(4, "little"))
    path.write_bytes(content)
    assert path.stat().st_size < 3 * 1024**2
    refused(path)


def test_the_gzip_of_the_bomb_is_whole(deflated, tmp_path):
    """The control: it is refused for what is in it."""
    path = tmp_path / "whole.gz"
    path.write_bytes(as_gzip(deflated))
    with gzip.open(path) as packed:
        assert packed.read(len(FIRST_LINES) + 5) == FIRST_LINES + b"0" * 5


@pytest.mark.parametrize("content", [SVG, b"%PDF-1.7", b"\x00" * 5000, b"\xff\xfe\x00", b"MZ\x90"], ids=repr)
def test_a_file_of_another_type_is_refused(content, tmp_path):
    path = tmp_path / "2017-07-kent-street.csv"
    path.write_bytes(content)
    assert "Traceback" not in refused(path)


def test_a_name_that_climbs_out_of_an_archive_writes_nothing(tmp_path):
    inside = tmp_path / "inside"
    inside.mkdir()
    path = inside / "street.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("../2017-07-kent-street.csv", "/tmp/2017-07-kent-street.csv", "..\\2017-07-essex-street.csv"):
            archive.writestr(name, street_file(street_row(1)))
    before = sorted(tmp_path.rglob("*"))
    done = imported(path)
    assert "Traceback" not in done.stderr
    assert sorted(tmp_path.rglob("*")) == before
