"""What a kind of duty is in words."""

from constabulary.policing.desks import Desk
from constabulary.standards.values import value


@value
class DutyCard:
    """A kind of duty in words: what is due, what meets it, which desk holds it unless the act says otherwise."""

    title: str
    met_by: str
    desk: Desk
