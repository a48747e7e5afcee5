"""The desks that work is held by, and the authority a decision may need."""

from enum import StrEnum


class Desk(StrEnum):
    """A desk: a place in the force where work waits for the next person who does it."""

    CONTROL_ROOM = "control_room"
    IMU = "imu"
    REGISTRAR = "registrar"
    ALLOCATION = "allocation"
    INVESTIGATION = "investigation"
    SUPERVISION = "supervision"
    INSPECTORS = "inspectors"
    SUPERINTENDENTS = "superintendents"
    CHIEF_OFFICERS = "chief_officers"
    VICTIMS = "victims"
    VULNERABILITY = "vulnerability"
    OFFENDER_MANAGEMENT = "offender_management"
    ONLINE_INVESTIGATION = "online_investigation"
    ARMED_POLICING = "armed_policing"
    PLANNING = "planning"
    INSPECTION = "inspection"

    @property
    def label(self) -> str:
        """What officers call it."""
        return DESK_TITLES[self]


DESK_TITLES = {
    Desk.CONTROL_ROOM: "Control room",
    Desk.IMU: "Incident management unit",
    Desk.REGISTRAR: "Crime registrar",
    Desk.ALLOCATION: "Allocation",
    Desk.INVESTIGATION: "Investigation",
    Desk.SUPERVISION: "Supervision",
    Desk.INSPECTORS: "Inspectors",
    Desk.SUPERINTENDENTS: "Superintendents",
    Desk.CHIEF_OFFICERS: "Chief officers",
    Desk.VICTIMS: "Victims' desk",
    Desk.VULNERABILITY: "Vulnerability desk",
    Desk.OFFENDER_MANAGEMENT: "Offender management",
    Desk.ONLINE_INVESTIGATION: "POLIT",
    Desk.ARMED_POLICING: "Armed policing",
    Desk.PLANNING: "Planning",
    Desk.INSPECTION: "Inspection",
}


def supervisor_desk(desk: Desk) -> Desk:
    """The desk whose supervisors are told of trouble at a desk: the control room has its own."""
    return desk if desk is Desk.CONTROL_ROOM else Desk.SUPERVISION


class Authority(StrEnum):
    """The authority that a decision asks for; who holds it is decided in `access`."""

    INVESTIGATOR = "investigator"
    SUPERVISOR = "supervisor"
    INSPECTOR = "inspector"
    SUPERINTENDENT = "superintendent"
    CHIEF_OFFICER = "chief_officer"
    DESIGNATED_DECISION_MAKER = "designated_decision_maker"
    CRIME_REGISTRAR = "crime_registrar"


#: Where a decision waits, by the authority it takes. Above an inspector it waits for a rank, whatever somebody's role is.
DESK_OF_AUTHORITY = {
    Authority.INVESTIGATOR: Desk.INVESTIGATION,
    Authority.SUPERVISOR: Desk.SUPERVISION,
    Authority.INSPECTOR: Desk.INSPECTORS,
    Authority.SUPERINTENDENT: Desk.SUPERINTENDENTS,
    Authority.CHIEF_OFFICER: Desk.CHIEF_OFFICERS,
    Authority.DESIGNATED_DECISION_MAKER: Desk.REGISTRAR,
    Authority.CRIME_REGISTRAR: Desk.REGISTRAR,
}
