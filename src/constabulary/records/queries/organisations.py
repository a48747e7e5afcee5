"""Organisations as somebody who types a name is shown them."""

from constabulary.records.models import Organisation

MOST = 6


def organisations_beginning(words: str) -> list[tuple[str, str]]:
    """(name, kind) of the organisations whose name begins like this, as far as whoever asks may see them, by name."""
    found = Organisation.objects.filter(name__istartswith=words).exclude(kind="group").order_by("name", "id")
    return [(one.name, one.kind) for one in found[:MOST]]
