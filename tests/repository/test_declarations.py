"""What every model, permission, role, standard, entry kind, page and measure must declare."""

import datetime
import re

import pytest
from django.apps import apps
from django.db import models

from constabulary.access.permissions import Permission
from constabulary.access.roles import ROLES, Role
from constabulary.inspection.measures.registry import MEASURES
from constabulary.policing.duties.catalogue import CATALOGUE, DutyKind
from constabulary.policing.incidents.thrive import Element
from constabulary.policing.journal.kinds import SENTENCES, EntryKind
from constabulary.policing.lifecycles import LIFECYCLES
from constabulary.records.guards import guarded_models, keeping_of
from constabulary.records.models.base import History
from constabulary.standards.dated import CONFIDENCE_SENTENCES, Confidence
from constabulary.standards.reading import packaged_standards
from constabulary.web import urls
from constabulary.web.pages import PAGES
from constabulary.web.reasons import CATALOGUES, _reasons
from tests.repository.sources import SOURCE

MODELS = [pytest.param(model, id=model._meta.db_table) for model in guarded_models()]
UNDECLARED_KINDS = (models.ForeignKey, models.DateTimeField)
DAYS_OF_NOBODY = ("from_on", "until_on")


def test_every_table_of_ours_says_how_it_is_kept():
    tables = {model._meta.db_table for model in apps.get_app_config("records").get_models()}
    assert tables == {model._meta.db_table for model in guarded_models()}


@pytest.mark.parametrize("model", MODELS)
def test_every_field_is_declared_personal_or_operational(model):
    keeping = keeping_of(model)
    declared = {*keeping.personal, *keeping.operational}
    assert not set(keeping.personal) & set(keeping.operational)
    expected = {
        field.name
        for field in model._meta.concrete_fields
        if not field.primary_key
        and not isinstance(field, UNDECLARED_KINDS)
        and field.name not in {"state", *DAYS_OF_NOBODY}
        and not field.name.endswith("_id")
    }
    undeclared = expected - declared
    assert not undeclared, f"say of these whether they are about a person: {sorted(undeclared)}"
    known = {field.name for field in model._meta.concrete_fields}
    assert declared <= known, f"no such fields: {sorted(declared - known)}"


@pytest.mark.parametrize("model", MODELS)
def test_what_was_done_has_who_and_when_together(model):
    names = {field.name: field for field in model._meta.concrete_fields}
    conditions = " ".join(str(one.condition) for one in model._meta.constraints if hasattr(one, "condition"))
    for name, field in names.items():
        if name.endswith("_by") and isinstance(field, models.ForeignKey):
            moment = names.get(f"{name.removesuffix('_by')}_at")
            assert moment is not None, f"{name} has no moment"
            assert moment.null == field.null, f"{name} and its moment differ on whether they may be missing"
            if field.null:
                assert name in conditions, f"no constraint keeps {name} and its moment together"


@pytest.mark.parametrize("model", MODELS)
def test_a_table_is_named_in_the_singular_and_keeps_to_its_history(model):
    keeping = keeping_of(model)
    assert re.fullmatch(r"[a-z_]+", model._meta.db_table)
    # The rows of a published table are known by their batch and line: they come by the hundred thousand.
    if keeping.history is not History.TECHNICAL and not keeping.spoken_of_by:
        assert model._meta.pk.get_internal_type() == "BigIntegerField"


def test_every_permission_belongs_to_a_role_and_every_role_says_what_it_is_for():
    given = frozenset().union(*(card.permissions for card in ROLES.values()))
    assert not set(Permission) - given
    assert set(ROLES) == set(Role)
    for card in ROLES.values():
        assert card.description.endswith(".")
        assert len(card.description) > 30


def test_every_standard_has_source_edition_dates_and_mark():
    for key, editions in packaged_standards().items():
        for one in editions:
            assert one.source.title, key
            assert one.edition, key
            assert one.confidence in Confidence
            if one.confidence is Confidence.ASSUMPTION:
                assert re.search(r"\b(our|ours)\b", one.source.title, re.IGNORECASE), (
                    f"{key}: an assumption says that it is ours"
                )
    assert set(CONFIDENCE_SENTENCES) == set(Confidence)


def test_every_kind_of_entry_has_a_sentence():
    assert set(SENTENCES) == set(EntryKind)
    assert all(sentence.endswith(".") for sentence in SENTENCES.values())


def test_every_lifecycle_is_whole():
    for one in LIFECYCLES:
        reachable, left = {one.first}, set()
        for move in one.moves:
            assert move.from_state in one.states, f"{one.name}: {move}"
            assert move.to_state in one.states, f"{one.name}: {move}"
            reachable.add(move.to_state)
            left.add(move.from_state)
        assert reachable == set(one.states), f"{one.name}: never reached {set(one.states) - reachable}"
        stuck = set(one.states) - left - set(one.final)
        assert not stuck, f"{one.name}: {stuck} can neither be left nor is final"


def test_every_kind_of_duty_is_in_the_catalogue():
    assert set(CATALOGUE) == set(DutyKind)


def test_every_reason_reads_as_a_sentence_and_can_be_read_back():
    found = _reasons()
    assert found
    for one in CATALOGUES:
        for code, reason in one.reasons.items():
            assert reason.sentence.endswith((".", "?")), code
            assert reason.source, code
            assert found[code] is reason


def test_every_module_with_reasons_is_in_the_catalogue_of_the_web():
    registered = {one.prefix for one in CATALOGUES}
    for path in SOURCE.rglob("*.py"):
        for prefix in re.findall(r'REASONS = ReasonsCatalogue\("([^"]+)"\)', path.read_text()):
            assert prefix in registered, f"{path.name}: {prefix} cannot be read back"


def test_every_page_has_a_title_and_a_permission_or_a_reason_for_none():
    assert urls.urlpatterns
    # Leaving and one's own password take no role; that they take a sign-in is asked in tests/trust/test_matrix.py.
    without_a_role = {"change_password", "sign_out"}
    without = {name for name, one in PAGES.items() if one.permission is None}
    assert without <= {"sign_in", "your_page"} | without_a_role
    for one in PAGES.values():
        assert one.title
        assert one.view.__doc__, one.name
        assert set(one.methods) <= {"GET", "POST"}


def test_every_measure_says_why_it_matters_who_checked_it_and_until_when():
    for code, one in MEASURES.items():
        assert code == one.code
        assert one.questions
        assert one.why.endswith(".")
        assert one.checked_by
        assert one.review_on > datetime.date(2026, 11, 1)
        assert one.definitions


def test_thrive_has_its_six_elements():
    assert "".join(element.value[0] for element in Element) == "thrive"
