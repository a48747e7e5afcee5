"""The codes of authority that standards name; what each takes of a person is decided in `access`."""

from collections.abc import Mapping

AUTHORITY_TITLES: Mapping[str, str] = {
    "investigator": "the officer in charge",
    "supervisor": "a supervisor",
    "custody_officer": "a custody officer",
    "designated_decision_maker": "a designated decision maker",
    "inspector": "an inspector",
    "superintendent": "a superintendent",
    "chief_officer": "a chief officer",
    "crime_registrar": "the crime registrar",
    "court": "a magistrates' court",
}


def known_authority(code: str) -> str:
    """The code itself. Raises ValueError for one that nobody holds."""
    if code not in AUTHORITY_TITLES:
        raise ValueError(f"nobody holds the authority {code!r}")
    return code
