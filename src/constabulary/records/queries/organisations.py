"""Organisations as somebody who types a name is shown them."""

from constabulary.policing.people.details import ORGANISATION_KINDS, VICTIM_KINDS
from constabulary.records.models import Organisation
from constabulary.standards.values import value

MOST = 6


@value
class NamedAlike:
    """An organisation whose name begins as typed."""

    id: int
    name: str
    kind: str

    @property
    def kind_in_words(self) -> str:
        """What kind it is."""
        return ORGANISATION_KINDS[self.kind]


def organisations_beginning(words: str) -> list[NamedAlike]:
    """The organisations that may be a victim whose name begins like this, as far as whoever asks may see them."""
    fitting = Organisation.objects.filter(name__istartswith=words, kind__in=[kind for kind, _ in VICTIM_KINDS])
    return [NamedAlike(id=one.id, name=one.name, kind=one.kind) for one in fitting.order_by("name", "id")[:MOST]]
