"""Organisations as somebody who types a name is shown them, and what an organisation is in."""

from django.contrib.postgres.search import TrigramWordSimilarity

from constabulary.policing.people.details import ORGANISATION_KINDS, VICTIM_KINDS
from constabulary.records.models import Organisation
from constabulary.records.queries.people import CrimePartView, PartView, rows_as
from constabulary.standards.values import value

MOST = 6
#: How much of what is typed a name must share, in threes of letters: a letter or two astray, and hardly another name.
ALIKE = 0.5
#: How many are shown where one is looked for, and how many of the latest incidents and crimes on its page.
MOST_FOUND, MOST_PARTS = 20, 100


@value
class NamedAlike:
    """An organisation whose name begins or reads as typed."""

    id: int
    reference: str
    name: str
    kind: str

    @property
    def kind_in_words(self) -> str:
        """What kind it is."""
        return ORGANISATION_KINDS[self.kind]


def organisations_beginning(words: str) -> list[NamedAlike]:
    """The organisations that may be a victim whose name begins like this, as far as whoever asks may see them."""
    fitting = Organisation.objects.filter(name__istartswith=words, kind__in=[kind for kind, _ in VICTIM_KINDS])
    return [_alike(one) for one in fitting.order_by("name", "id")[:MOST]]


def organisations_named(words: str) -> list[NamedAlike]:
    """The organisations with each of these words in their name, as far as whoever asks may see them.

    Where none has them, those whose name has something spelt alike, the likest first.
    """
    fitting = Organisation.objects.all()
    for word in words.split():
        fitting = fitting.filter(name__icontains=word)
    found = fitting.order_by("name", "id")[:MOST_FOUND]
    if not found:
        alike = Organisation.objects.annotate(alike=TrigramWordSimilarity(words, "name"))
        found = alike.filter(alike__gte=ALIKE).order_by("-alike", "name", "id")[:MOST_FOUND]
    return [_alike(one) for one in found]


def _alike(one: Organisation) -> NamedAlike:
    return NamedAlike(id=one.id, reference=one.reference, name=one.name, kind=one.kind)


def incidents_of_organisation(organisation: int) -> list[PartView]:
    """The incidents that somebody rang about for an organisation, newest first."""
    return rows_as(
        PartView,
        "SELECT i.id, 'incident', i.reference, j.reference, '', i.category, i.reported_at, i.state "
        "FROM incident i JOIN journey j ON j.id = i.journey_id WHERE i.organisation_id = %s "
        "ORDER BY i.reported_at DESC LIMIT %s",
        [organisation, MOST_PARTS],
    )


def crimes_of_organisation(organisation: int) -> list[CrimePartView]:
    """The crimes of which an organisation is the victim, newest first."""
    return rows_as(
        CrimePartView,
        "SELECT c.id, 'crime', c.reference, j.reference, 'victim', c.offence_title, c.recorded_at, c.state, "
        "c.domestic_abuse OR c.stalking, c.abuse_risk FROM crime c JOIN journey j ON j.id = c.journey_id "
        "WHERE c.victim_organisation_id = %s ORDER BY c.recorded_at DESC LIMIT %s",
        [organisation, MOST_PARTS],
    )
