"""Who may say who the victim of a crime is: by role, before anybody has the crime and after."""

import pytest

from constabulary.access.officers import NotPermitted, Officer, check_names_victim, may_name_victim
from constabulary.access.ranks import Rank
from constabulary.access.roles import Role

HERS, ANOTHERS = 7, 8


def somebody(*roles: Role, rank: Rank = Rank.CONSTABLE) -> Officer:
    return Officer(id=HERS, collar_number="1", name="Sam", rank=rank, roles=frozenset(roles))


@pytest.mark.parametrize(
    ("who", "unallocated", "of_their_own", "of_another"),
    [
        pytest.param(somebody(Role.INVESTIGATOR), False, True, False, id="an investigator"),
        pytest.param(somebody(Role.IMU_ASSESSOR), True, True, False, id="the desk that records"),
        pytest.param(somebody(Role.SUPERVISOR, rank=Rank.SERGEANT), True, True, True, id="a sergeant"),
        pytest.param(somebody(Role.SUPERVISOR), False, True, False, id="the role without the rank"),
        pytest.param(somebody(Role.VICTIMS_DESK), False, True, False, id="the victims' desk"),
        pytest.param(somebody(Role.CRIME_REGISTRAR), False, False, False, id="the registrar"),
        pytest.param(somebody(Role.AUDITOR), False, False, False, id="an auditor"),
    ],
)
def test_the_officer_in_charge_a_supervisor_and_before_allocation_those_who_record(
    who, unallocated, of_their_own, of_another
):
    for in_charge, may in ((None, unallocated), (HERS, of_their_own), (ANOTHERS, of_another)):
        assert may_name_victim(who, in_charge) is may, in_charge
        if may:
            check_names_victim(who, in_charge)
        else:
            with pytest.raises(NotPermitted):
                check_names_victim(who, in_charge)
