"""No silent write reaches the tables of links, warnings, things and disclosures, and nothing is deleted from them."""

import pytest
from django.db import DatabaseError, connection, transaction

from constabulary.access.roles import Role
from constabulary.casework.people.disclosing import DisclosureDetails, disclose_person_record
from constabulary.casework.people.linking import link_records
from constabulary.casework.people.things import add_organisation, add_telephone, add_vehicle
from constabulary.policing.exports import ExportFormat
from constabulary.policing.people.disclosure import Basis, Section
from tests.conftest import asking
from tests.factories.people import somebody, warned

TO_PARTNER = DisclosureDetails(
    recipient="J. Marsh, Example County Council", basis=Basis.SAFEGUARDING, purpose="Child protection conference.",
    sections=frozenset({Section.IDENTITY}), file_format=ExportFormat.CSV,
)  # fmt: skip


@pytest.mark.usefixtures("committing")
def test_no_silent_write_reaches_the_new_tables(at):
    ruth = somebody(at)
    by = asking(Role.INVESTIGATOR)
    organisation = add_organisation(name="Quay Club", kind="charity", by=by, at=at)
    add_vehicle(registration="AB12 CDE", kind="car", by=by, at=at)
    add_telephone(number="07700 900123", kind="mobile", by=by, at=at)
    link_records(start=ruth.reference, to=organisation, kind="member", source="seen", by=by, at=at)
    warned(ruth, at)
    disclose_person_record(person=ruth.pk, details=TO_PARTNER, by=asking(Role.SUPERVISOR), at=at)
    for table in ("record_link", "warning", "organisation", "vehicle", "telephone", "disclosure"):
        statements = (f"UPDATE public.{table} SET noted_at = noted_at", f"DELETE FROM public.{table}")
        if table in {"warning", "disclosure"}:
            statements = (
                statements[0].replace("noted_at", "made_at" if table == "warning" else "disclosed_at"),
                statements[1],
            )
        for statement in statements:
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
