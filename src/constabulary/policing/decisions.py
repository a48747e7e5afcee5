"""What a rule gives back: reasons a person can read, and refusals that carry them."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from constabulary.standards.dated import Confidence
from constabulary.standards.values import value


@value
class Reason:
    """One reason for a decision. `code` is stored; `sentence` is what people read."""

    code: str
    sentence: str
    source: str
    confidence: Confidence
    field: str = ""

    def on(self, field: str) -> "Reason":
        """The same reason, to be shown beside the named field of a form."""
        return Reason(
            code=self.code,
            sentence=self.sentence,
            source=self.source,
            confidence=self.confidence,
            field=field,
        )

    def with_words(self, words: str) -> "Reason":
        """The same reason, followed by what a standard of the day makes it say: the figure a sentence holds is the rule's."""
        return Reason(
            code=self.code,
            sentence=f"{self.sentence} {words}",
            source=self.source,
            confidence=self.confidence,
            field=self.field,
        )


Reasons = tuple[Reason, ...]


class ReasonsCatalogue:
    """The reasons of one module, so that a stored code can always be read back as its sentence."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self._reasons: dict[str, Reason] = {}

    def add(self, code: str, sentence: str, *, source: str, confidence: Confidence, field: str = "") -> Reason:
        """Declare a reason once. Raises ValueError for a code used twice."""
        full = f"{self.prefix}.{code}"
        if full in self._reasons:
            raise ValueError(f"the reason {full} is declared twice")
        made = Reason(code=full, sentence=sentence, source=source, confidence=confidence, field=field)
        self._reasons[full] = made
        return made

    @property
    def reasons(self) -> Mapping[str, Reason]:
        """Every reason of this catalogue by its full code."""
        return MappingProxyType(self._reasons)


class NotAllowed(Exception):
    """What was asked cannot be done as things stand; the reasons say why, and beside which field."""

    def __init__(self, reasons: Iterable[Reason]) -> None:
        self.reasons: Reasons = tuple(reasons)
        super().__init__(" ".join(reason.sentence for reason in self.reasons))


def refuse_if(reasons: Iterable[Reason]) -> None:
    """Raise NotAllowed when there is at least one reason against."""
    found = tuple(reasons)
    if found:
        raise NotAllowed(found)
