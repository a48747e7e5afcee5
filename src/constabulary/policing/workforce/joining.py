"""What a force, its teams and those who join it are called, and who supervises whom; what each is refused for."""

import re
from collections.abc import Mapping

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.standards.dated import Confidence

REASONS = ReasonsCatalogue("joining")
OURS = "Our safeguard"

CODE_MALFORMED = REASONS.add(
    "code-malformed", "A force's code is one to four capital letters and digits, as in its crime references.",
    source=OURS, confidence=Confidence.ASSUMPTION, field="code",
)  # fmt: skip
FORCE_UNNAMED = REASONS.add(
    "force-unnamed", "Say what the force is called.",
    source=OURS, confidence=Confidence.ASSUMPTION, field="force",
)  # fmt: skip
NUMBER_MALFORMED = REASONS.add(
    "number-malformed", "A number is up to 12 letters, digits and hyphens, without spaces.",
    source=OURS, confidence=Confidence.ASSUMPTION, field="collar_number",
)  # fmt: skip
NUMBER_TAKEN = REASONS.add(
    "number-taken", "Somebody has that number already, or had it before they left.",
    source=OURS, confidence=Confidence.ASSUMPTION, field="collar_number",
)  # fmt: skip
UNNAMED = REASONS.add(
    "unnamed", "Say what they are called.",
    source=OURS, confidence=Confidence.ASSUMPTION, field="name",
)  # fmt: skip
SUPERVISOR_UNKNOWN = REASONS.add(
    "supervisor-unknown", "Nobody here has that number.",
    source=OURS, confidence=Confidence.ASSUMPTION, field="supervisor",
)  # fmt: skip
SUPERVISES_SELF = REASONS.add(
    "supervises-self", "Nobody supervises themselves.",
    source=OURS, confidence=Confidence.ASSUMPTION, field="supervisor",
)  # fmt: skip
DOES_NOT_SUPERVISE = REASONS.add(
    "does-not-supervise",
    "They do not supervise: it takes a sergeant or above, or staff, with a role that supervises. Give them the role first.",
    source=OURS, confidence=Confidence.ASSUMPTION, field="supervisor",
)  # fmt: skip
SUPERVISED_IN_TURN = REASONS.add(
    "supervised-in-turn", "They are under this very officer, directly or through others.",
    source=OURS, confidence=Confidence.ASSUMPTION, field="supervisor",
)  # fmt: skip
TEAM_UNNAMED = REASONS.add(
    "team-unnamed", "Say what the team is called.",
    source=OURS, confidence=Confidence.ASSUMPTION, field="name",
)  # fmt: skip
TEAM_THERE = REASONS.add(
    "team-there", "There is a team of that name already.",
    source=OURS, confidence=Confidence.ASSUMPTION, field="name",
)  # fmt: skip
KIND_UNKNOWN = REASONS.add(
    "team-kind-unknown", "Choose what the team does.",
    source=OURS, confidence=Confidence.ASSUMPTION, field="kind",
)  # fmt: skip
OWN_ROLE = REASONS.add(
    "own-role", "Nobody gives a role to themselves. Ask another administrator.",
    source=OURS, confidence=Confidence.ASSUMPTION, field="role",
)  # fmt: skip
LAST_ADMINISTRATOR = REASONS.add(
    "last-administrator", "Nobody else is an administrator. Make somebody else one first.",
    source=OURS, confidence=Confidence.ASSUMPTION, field="role",
)  # fmt: skip
#: What teams do, by the code that is kept.
TEAM_KINDS: Mapping[str, str] = {
    "investigation": "Investigation", "online_investigation": "Online child abuse investigation",
    "control_room": "Control room", "imu": "Incident management unit", "vulnerability": "Vulnerability desk",
    "victims": "Victims' desk", "inspectors": "Inspectors", "headquarters": "Headquarters", "unit": "Other",
}  # fmt: skip


def number_meant(typed: str) -> str:
    """A collar or staff number as it is kept: in capitals."""
    return typed.strip().upper()


def find_reasons_against_force(*, code: str, name: str, letters: int) -> Reasons:
    """Why a force cannot be called so; `letters` is how long a name is at most, here and below."""
    against = () if re.fullmatch("[0-9A-Z]{1,4}", code) else (CODE_MALFORMED,)
    return (*against, *find_reasons_against_words(name, FORCE_UNNAMED, letters))


def find_reasons_against_joining(*, collar_number: str, name: str, is_taken: bool, letters: int) -> Reasons:
    """Why nobody can join with this number and name; `is_taken` when somebody has the number."""
    against: Reasons = (NUMBER_TAKEN,) if is_taken else ()
    if not re.fullmatch("[0-9A-Z][0-9A-Z-]{0,11}", collar_number):
        against = (NUMBER_MALFORMED,)
    return (*against, *find_reasons_against_words(name, UNNAMED, letters))


def find_reasons_against_words(words: str, against: Reason, letters: int) -> Reasons:
    """Why these are no name: none, or more letters than one has at most."""
    if not words.strip():
        return (against,)
    return (against.with_words(f"Keep it to {letters} letters."),) if len(words.strip()) > letters else ()


def find_reasons_against_supervisor(
    *, is_known: bool, is_self: bool, supervises: bool, is_supervised_in_turn: bool
) -> Reasons:
    """Why somebody cannot be put under this supervisor; `is_supervised_in_turn` when that would close a circle."""
    if not is_known:
        return (SUPERVISOR_UNKNOWN,)
    if is_self:
        return (SUPERVISES_SELF,)
    if not supervises:
        return (DOES_NOT_SUPERVISE,)
    return (SUPERVISED_IN_TURN,) if is_supervised_in_turn else ()


def find_reasons_against_team(*, name: str, kind: str, is_there: bool, letters: int) -> Reasons:
    """Why a team cannot be added."""
    against = () if kind in TEAM_KINDS else (KIND_UNKNOWN,)
    unnamed = find_reasons_against_words(name, TEAM_UNNAMED, letters)
    if unnamed:
        return (*unnamed, *against)
    return (TEAM_THERE, *against) if is_there else against
