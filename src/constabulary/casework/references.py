"""The references people know records by: unique, never reused, made of the record's own number."""

from datetime import datetime

from constabulary.standards.calendar import local_day


def journey_reference(number: int, at: datetime) -> str:
    """For example J26-412300."""
    return f"J{local_day(at):%y}-{number}"


def incident_reference(number: int, at: datetime) -> str:
    """For example I26-412301."""
    return f"I{local_day(at):%y}-{number}"


def crime_reference(number: int, at: datetime, force_code: str) -> str:
    """Force, number, year, for example 99/412391/26."""
    return f"{force_code}/{number}/{local_day(at):%y}"


def person_reference(number: int) -> str:
    """For example P412302."""
    return f"P{number}"


def place_reference(number: int) -> str:
    """For example L412303."""
    return f"L{number}"


def organisation_reference(number: int) -> str:
    """For example O412304."""
    return f"O{number}"


def vehicle_reference(number: int) -> str:
    """For example V412305."""
    return f"V{number}"


def telephone_reference(number: int) -> str:
    """For example T412306."""
    return f"T{number}"
